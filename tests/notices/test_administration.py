"""The lists of attachments and agencies: what they show, to whom, how they are narrowed, and what leaves in a table."""

import io
from datetime import date
from functools import partial
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from foundation.models import SealingPage, User
from foundation.roles import Role
from foundation.spreadsheets import harmless
from notices.credit_codes import check_sign, fault_in
from notices.models import Agency, FormerName
from tests.factories import files
from tests.factories.acts import Bureau, bureau, draft, published
from tests.factories.acts_on_acts import done
from tests.factories.files import emptied
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory
from tests.queries import assert_constant_queries, assert_each_constant

pytestmark = pytest.mark.django_db
Document = get_document_model()
ATTACHMENTS, AGENCIES = "attachments_modeladmin_index", "agencies_modeladmin_index"


@pytest.fixture(autouse=True)
def stored_apart(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = emptied(tmp_path_factory.getbasetemp() / "administration")


@pytest.fixture
def office() -> Bureau:
    return bureau()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def document(title: str, data: str = "名单", name: str = "a.txt") -> Any:
    return files.document(title, data.encode(), name)


def linked(one: Any) -> str:
    return f'<p><a linktype="document" id="{one.pk}">附件</a></p>'


def listed(office: Bureau, name: str = ATTACHMENTS, role: Role = Role.EDITOR, **asked: object) -> str:
    return client_of(office[role]).get(reverse(name), asked).content.decode()


# --- attachments -----------------------------------------------------------------------------------------------------


def test_the_list_says_who_carries_a_file_and_what_was_found(office: Bureau) -> None:
    published(office, title="一项公告", body=linked(document("名单甲")))
    draft(office, title="草稿公告", body=linked(document("名单乙", "身份证 11010519491231002X")))
    html = listed(office)
    for words in ("名单甲", "一项公告", "已公开", "没有发现", "名单乙", "草稿公告", "未公开", "1项不能公开"):
        assert words in html


@pytest.mark.parametrize("name", [ATTACHMENTS, AGENCIES])
def test_each_cell_says_what_stands_over_its_column(name: str, office: Bureau) -> None:
    """On a phone each row is a card."""
    document("名单甲")
    Agency.objects.create(name="示例市科学技术局", level="city")
    html = listed(office, name)
    for words in ("大小", "上传日期", "用在") if name == ATTACHMENTS else ("名称", "上级机关", "存续"):
        assert f'data-label="{words}"' in html


def test_it_is_searched_by_title(office: Bureau) -> None:
    document("拟认定名单"), document("申报书格式")
    html = listed(office, q="认定")
    assert "拟认定名单" in html
    assert "申报书格式" not in html


def test_it_is_narrowed_by_kind_year_section_and_publication(office: Bureau) -> None:
    beside = SectionPageFactory(parent=office.site.home, title="别的栏目")
    published(office, body=linked(document("附件甲")))
    document("附件乙", name="b.csv")
    AnnouncementPageFactory(parent=beside, live=False, body=linked(document("附件丙")))
    cases: list[tuple[str, object, set[str]]] = [
        ("kind", "CSV 表格", {"乙"}),
        ("public", "yes", {"甲"}),
        ("public", "no", {"乙", "丙"}),
        ("year", "1999", set()),
        ("section", office.section.pk, {"甲"}),
        ("section", beside.pk, {"丙"}),
    ]
    pages = [listed(office, **{name: value}) for name, value, _ in cases]
    shown = [
        (name, value, {word for word in "甲乙丙" if f"附件{word}" in html})
        for (name, value, _), html in zip(cases, pages, strict=True)
    ]
    assert shown == cases


@pytest.mark.parametrize(
    "asked",
    [
        {"uploaded_by_user__password__startswith": "pbkdf2"},
        {"uploaded_by_user__username": "nobody"},
        {"nonsense": "1"},
        {"year": "abcd"},
        {"year": "９９９９"},
        {"year": "0000"},
        {"section": "' or 1"},
        {"kind": "x"},
        {"o": "999.-1.x"},
        {"p": "999"},
    ],
)
def test_an_address_asks_for_nothing_the_list_does_not_offer(asked: dict[str, str], office: Bureau) -> None:
    document("名单甲")
    response = client_of(office[Role.EDITOR]).get(reverse(ATTACHMENTS), asked)
    assert response.status_code == 200
    assert "名单甲" in response.content.decode()


@pytest.mark.parametrize("name", [ATTACHMENTS, AGENCIES])
@pytest.mark.parametrize("asked", ["q", "level", "kind"])
def test_what_no_database_keeps_is_not_asked_of_it(asked: str, name: str, office: Bureau) -> None:
    response = client_of(office[Role.EDITOR]).get(reverse(name), {asked: "a\0b"})
    assert (response.status_code, response.url) == (302, reverse(name))


@pytest.mark.parametrize("step", ["inspect", "edit", "history"])
@pytest.mark.parametrize("key", ["abc", "9" * 30, "０"])
def test_an_address_of_no_row_is_not_found(key: str, step: str, office: Bureau) -> None:
    address = f"{reverse(AGENCIES)}{step}/{key}/"
    assert client_of(office[Role.EDITOR]).get(address).status_code == 404


def test_what_was_sealed_is_not_in_the_list_nor_in_the_export(office: Bureau) -> None:
    done(office, SealingPage, published(office, body=linked(document("张三的住址"))))
    client = client_of(office[Role.EDITOR])
    for asked in ({}, {"export": "csv"}):
        response = client.get(reverse(ATTACHMENTS), asked)
        assert "张三的住址" not in response.getvalue().decode()


def rows_of(response: Any) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.values)


def test_both_exports_carry_the_list_and_no_formula(office: Bureau) -> None:
    document('=HYPERLINK("http://evil.invalid","x")')
    client = client_of(office[Role.EDITOR])
    csv = client.get(reverse(ATTACHMENTS), {"export": "csv"}).getvalue().decode()
    assert csv.startswith("\ufeff")
    assert "'=HYPERLINK" in csv
    assert ",=HYPERLINK" not in csv
    head, row = rows_of(client.get(reverse(ATTACHMENTS), {"export": "xlsx"}))
    assert "种类" in head
    assert row[0].startswith("'=HYPERLINK")


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "|calc", "%x", "\r=1"])
def test_what_excel_would_run_becomes_text(value: str) -> None:
    assert harmless(value).startswith("'")


@pytest.mark.parametrize("value", ["名单", "a=b", "2026-11-21", "示科规〔2026〕1号", ""])
def test_what_it_would_not_run_stays_as_it_is(value: str) -> None:
    assert harmless(value) == value


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY)])
def test_the_export_is_closed_to_whom_the_list_is(role: Role, office: Bureau) -> None:
    document("名单甲")
    response = client_of(office[role]).get(reverse(ATTACHMENTS), {"export": "csv"})
    assert response.status_code == 403
    assert "名单甲" not in response.content.decode()


def test_the_list_costs_the_same_however_long(office: Bureau) -> None:
    client = client_of(office[Role.EDITOR])

    def grow() -> None:
        for number in range(2):
            published(office, body=linked(document(f"附件{number}")))

    def ask(asked: dict[str, object]) -> bytes:
        return client.get(reverse(ATTACHMENTS), asked).getvalue()

    grow()
    asked = {"all": {}, "exported": {"export": "csv"}, "narrowed": {"section": office.section.pk, "public": "yes"}}
    assert_each_constant({name: partial(ask, each) for name, each in asked.items()}, grow)


def test_wagtails_own_list_is_not_offered_beside_it(office: Bureau) -> None:
    desk = client_of(office[Role.EDITOR]).get(reverse("wagtailadmin_home")).content.decode()
    assert f'"{reverse(ATTACHMENTS)}"' in desk
    assert f'"{reverse("wagtaildocs:index")}"' not in desk


# --- agencies --------------------------------------------------------------------------------------------------------

VALID = "11440000MB2C92083" + check_sign("11440000MB2C92083" + "0")
FORM = {
    "name": "示例市科学技术局",
    "short_name": "示例市科技局",
    "code": "示科规",
    "level": "city",
    "superior": "",
    "credit_code": "",
    "active_from": "",
    "active_until": "",
    "former_names-TOTAL_FORMS": "0",
    "former_names-INITIAL_FORMS": "0",
    "former_names-MIN_NUM_FORMS": "0",
    "former_names-MAX_NUM_FORMS": "1000",
}


def test_a_credit_code_known_to_be_right_is_right() -> None:
    assert fault_in("91350100M000100Y43") == ""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("91350100M000100Y44", "最后一位对不上"),
        ("91350100M000100Y34", "最后一位对不上"),
        ("91350100M000100Y4", "是18位，这里有17位"),
        ("91350100I000100Y43", "不会有“I”"),
        ("", "这里有0位"),
    ],
)
def test_a_credit_code_that_is_none_is_told_why(code: str, words: str) -> None:
    assert words in fault_in(code)


def test_the_security_administrator_enters_an_agency(office: Bureau) -> None:
    client = client_of(office[Role.SECURITY_ADMINISTRATOR])
    former = {
        "former_names-TOTAL_FORMS": "1",
        "former_names-0-name": "示例市科学技术委员会",
        "former_names-0-used_until": "2019-01-01",
        "former_names-0-id": "",
        "former_names-0-DELETE": "",
    }
    answer = client.post(reverse("agencies_modeladmin_create"), {**FORM, **former, "credit_code": VALID.lower()})
    assert answer.status_code == 302
    agency = Agency.objects.get()
    assert (agency.code, agency.credit_code) == ("示科规", VALID)
    assert agency.name_on(date(2018, 1, 1)) == "示例市科学技术委员会"
    assert agency.name_on(date(2020, 1, 1)) == "示例市科学技术局"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"credit_code": "91350100M000100Y44"}, "最后一位对不上"),
        ({"code": "示科规〔2026〕"}, "机关代字只写汉字"),
        ({"active_from": "2020-01-02", "active_until": "2020-01-01"}, "撤销日期早于设立日期"),
        ({"name": ""}, ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(fields: dict[str, str], words: str, office: Bureau) -> None:
    client = client_of(office[Role.SECURITY_ADMINISTRATOR])
    answer = client.post(reverse("agencies_modeladmin_create"), {**FORM, "short_name": "我写的简称", **fields})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert words in html
    assert "我写的简称" in html
    assert not Agency.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECURITY_ADMINISTRATOR])
def test_nobody_else_enters_one(role: Role, office: Bureau) -> None:
    assert client_of(office[role]).post(reverse("agencies_modeladmin_create"), FORM).status_code == 403
    assert not Agency.objects.exists()


def test_an_agency_is_not_deleted_by_anyone(office: Bureau) -> None:
    agency = Agency.objects.create(name="示例市科学技术局", level="city")
    there = reverse("agencies_modeladmin_delete", args=[agency.pk])
    assert client_of(office[Role.SECURITY_ADMINISTRATOR]).post(there).status_code == 403
    assert Agency.objects.exists()


def test_no_agency_stands_above_itself() -> None:
    top = Agency.objects.create(name="甲", level="province")
    below = Agency.objects.create(name="乙", level="city", superior=top)
    top.superior = below
    with pytest.raises(ValidationError, match="绕了一圈"):
        top.full_clean()


def test_the_database_holds_days_and_codes_as_well() -> None:
    Agency.objects.create(name="甲", level="city", credit_code=VALID)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(name="乙", level="city", credit_code=VALID)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(name="丙", level="city", active_from=date(2020, 1, 2), active_until=date(2020, 1, 1))


def test_who_was_there_on_a_day_is_asked_of_the_rows() -> None:
    gone = Agency.objects.create(name="甲", level="city", active_until=date(2020, 1, 1))
    here = Agency.objects.create(name="乙", level="city")
    assert set(Agency.objects.active_on(date(2020, 1, 1))) == {gone, here}
    assert set(Agency.objects.active_on(date(2020, 1, 2))) == {here}


def test_agencies_are_found_by_a_former_name_and_exported(office: Bureau) -> None:
    agency = Agency.objects.create(name="示例市科学技术局", level="city")
    FormerName.objects.create(agency=agency, name="示例市科委", used_until=date(2019, 1, 1))
    assert "示例市科学技术局" in listed(office, AGENCIES, q="科委")
    client = client_of(office[Role.SIGNATORY])
    assert "示例市科委（至2019-01-01）" in client.get(reverse(AGENCIES), {"export": "csv"}).getvalue().decode()


def test_the_list_of_agencies_costs_the_same_however_long(office: Bureau) -> None:
    client = client_of(office[Role.EDITOR])

    def grow() -> None:
        for number in range(5):
            top = Agency.objects.create(name=f"上级{Agency.objects.count()}-{number}", level="province")
            Agency.objects.create(name=f"下级{Agency.objects.count()}-{number}", level="city", superior=top)

    grow()
    for asked in ({}, {"export": "csv"}):
        assert_constant_queries(lambda asked=asked: client.get(reverse(AGENCIES), asked).getvalue(), grow)
