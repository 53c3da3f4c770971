"""Who the site says it is: changed by two administrators, field by field, and by nobody alone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from foundation.bars import Barred
from foundation.models import BureauIdentity, LedgerEntry, OfficeAct, RoleHolding, User
from foundation.office.deciding import decide, propose, summary, take_back
from foundation.office.identity_act import FIELDS, propose_identity, values_of
from foundation.roles import Role
from foundation.triggers import lift_triggers
from tests.factories.acts import Bureau, bureau, person
from tests.factories.people import UserFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db

SECURITY, SYSTEM, AUDIT = Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR
HERE = "/admin/identity/"


@pytest.fixture
def office() -> Bureau:
    return bureau()


def now_is(office: Bureau) -> BureauIdentity:
    return BureauIdentity.objects.get(pk=office.site.identity.pk)


def proposed(office: Bureau, by: User | None = None, **wanted: Any) -> OfficeAct:
    return propose_identity(now_is(office), wanted, reason="搬迁通知", by=by or office[SECURITY])


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def picture(width: int, height: int, title: str = "局徽") -> Any:
    return get_image_model().objects.create(title=title, file=get_test_image_file(size=(width, height)))


# --- the act ---------------------------------------------------------------------------------------------------------


def test_nothing_changes_until_it_is_decided_and_then_at_once(office: Bureau, client: Client) -> None:
    act = proposed(office, name="样例市科学技术局", handling_days=5)
    assert now_is(office).name == "示例市科学技术局"
    decide(act, True, office[SYSTEM])
    assert (now_is(office).name, now_is(office).handling_days) == ("样例市科学技术局", 5)
    assert "样例市科学技术局" in client.get("/").content.decode()


def test_only_what_differs_is_proposed_each_field_with_what_it_was(office: Bureau) -> None:
    is_now = values_of(now_is(office))
    act = proposed(office, **{**is_now, "phone": "0000-1111111", "address": "新街 1 号"})
    assert summary(act) == "地址：（空） → 新街 1 号，业务咨询电话：0000-0000000 → 0000-1111111"
    decide(act, True, office[SYSTEM])
    assert values_of(now_is(office)) == {**is_now, "phone": "0000-1111111", "address": "新街 1 号"}


def test_every_field_of_the_identity_can_be_changed(office: Bureau) -> None:
    emblem = picture(128, 128)
    wanted: dict[str, Any] = {
        name: emblem.pk if name == "emblem" else 9 if name == "handling_days" else "新" for name in FIELDS
    } | {"supervision_mail": "new@example.invalid"}
    decide(proposed(office, **wanted), True, office[SYSTEM])
    assert values_of(now_is(office)) == wanted


@pytest.mark.parametrize("role", [role for role in Role if role is not SECURITY])
def test_only_a_security_administrator_proposes_it(role: Role, office: Bureau) -> None:
    with pytest.raises(Barred, match="由安全管理员提出，您没有这项职责"):
        proposed(office, by=office[role], phone="1")


@pytest.mark.parametrize("role", [role for role in Role if role is not SYSTEM])
def test_only_a_system_administrator_decides_it(role: Role, office: Bureau) -> None:
    act = proposed(office, phone="1")
    with pytest.raises(Barred, match="由系统管理员决定"):
        decide(act, True, office[role])
    assert now_is(office).phone == "0000-0000000"


def test_a_superuser_neither_proposes_nor_decides_it(office: Bureau) -> None:
    boss = UserFactory(is_superuser=True)
    with pytest.raises(Barred, match="没有这项职责"):
        proposed(office, by=boss, phone="1")
    with pytest.raises(Barred, match="没有这项职责"):
        decide(proposed(office, phone="1"), True, boss)


def test_who_proposed_it_never_decides_it(office: Bureau) -> None:
    act = proposed(office, phone="1")
    lift_triggers("roleholding_no_update")
    RoleHolding.objects.filter(user=office[SECURITY]).update(role=SYSTEM.value)
    with pytest.raises(Barred, match="不能决定自己提出的事项"):
        decide(act, True, office[SECURITY])
    assert now_is(office).phone == "0000-0000000"


def test_a_field_changed_meanwhile_is_not_written_over(office: Bureau) -> None:
    first, second = proposed(office, phone="1"), proposed(office, phone="2")
    decide(first, True, office[SYSTEM])
    with pytest.raises(Barred, match="“业务咨询电话”已经改为“1”。请撤回后重新提出"):
        decide(second, True, office[SYSTEM])
    assert now_is(office).phone == "1"
    take_back(second, office[SECURITY])
    decide(proposed(office, phone="2"), True, office[SYSTEM])
    assert now_is(office).phone == "2"


def test_proposals_about_different_fields_do_not_stand_in_each_others_way(office: Bureau) -> None:
    first, second = proposed(office, phone="1"), proposed(office, address="新街")
    decide(second, True, office[SYSTEM])
    decide(first, True, office[SYSTEM])
    assert (now_is(office).phone, now_is(office).address) == ("1", "新街")


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({}, "没有要改的内容"),
        ({"phone": "0000-0000000"}, "没有要改的内容"),
        ({"name": ""}, "机关名称：.+"),
        ({"name": "局" * 81}, "机关名称：.+80"),
        ({"supervision_mail": "nobody"}, "监督邮箱：.+"),
        ({"handling_days": 0}, "内部办理时限（工作日）：.+1"),
        ({"handling_days": 61}, "内部办理时限（工作日）：.+60"),
        ({"emblem": 999999}, "标识图：.+"),
    ],
)
def test_what_the_fields_do_not_allow_is_refused(wanted: dict[str, Any], words: str, office: Bureau) -> None:
    with pytest.raises(Barred, match=words):
        proposed(office, **wanted)
    assert not OfficeAct.objects.exists()


@pytest.mark.parametrize(("width", "height"), [(128, 127), (95, 95)])
def test_an_emblem_is_square_and_not_too_small(width: int, height: int, office: Bureau) -> None:
    with pytest.raises(Barred, match="方形图片，至少 96×96 像素"):
        proposed(office, emblem=picture(width, height).pk)


def test_a_picture_whose_file_was_exchanged_meanwhile_is_proposed_anew(office: Bureau) -> None:
    emblem = picture(128, 128)
    act = proposed(office, emblem=emblem.pk)
    get_image_model().objects.filter(pk=emblem.pk).update(file_hash="f" * 40)
    with pytest.raises(Barred, match="有变化"):
        decide(act, True, office[SYSTEM])


@pytest.mark.parametrize("field", ["id", "site", "site_id", "nothing"])
def test_nothing_but_its_own_fields_can_be_asked_for(field: str, office: Bureau) -> None:
    with pytest.raises(Barred, match="没有要改的内容"):
        proposed(office, **{field: 2})
    payload = {"identity": office.site.identity.pk, "to": {field: 2}, "was": {field: 1}}
    with pytest.raises(Barred, match="不是机关信息里的项目"):
        propose("change_identity", payload, "试试", office[SECURITY])


def test_a_new_value_comes_with_what_it_was(office: Bureau) -> None:
    payload = {"identity": office.site.identity.pk, "to": {"phone": "1"}, "was": {}}
    with pytest.raises(Barred, match="phone"):
        propose("change_identity", payload, "试试", office[SECURITY])


def test_both_persons_are_in_the_ledger(office: Bureau) -> None:
    act = decide(proposed(office, phone="1"), True, office[SYSTEM])
    rows = LedgerEntry.objects.filter(subject=f"office_act:{act.pk}").order_by("seq")
    assert [(row.act, row.actor) for row in rows] == [
        ("office.proposed", office[SECURITY]),
        ("office.done", office[SYSTEM]),
    ]


# --- the screen ------------------------------------------------------------------------------------------------------


def filled(client: Client, **fields: Any) -> dict[str, Any]:
    """What the form would send: as it stands on the page, but for these."""
    form = client.get(HERE).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: "" if value is None else value for name, value in {**values, "reason": "搬迁", **fields}.items()}


def test_the_form_is_filled_with_what_is_so_and_proposes_what_differs(office: Bureau) -> None:
    client = client_of(office[SECURITY])
    answer = client.post(HERE, filled(client, phone="0000-1111111"), follow=True)
    assert "已提出，等待系统管理员决定" in answer.content.decode()
    act = OfficeAct.objects.get()
    assert act.payload["to"] == {"phone": "0000-1111111"}
    assert "0000-0000000 → 0000-1111111" in answer.content.decode()


def test_from_the_form_to_the_decision_through_the_screens(office: Bureau, client: Client) -> None:
    security = client_of(office[SECURITY])
    security.post(HERE, filled(security, name="样例市科学技术局"))
    act = OfficeAct.objects.get()
    client_of(office[SYSTEM]).post(reverse("office-act", args=[act.pk]), {"action": "approve", "comment": ""})
    assert "样例市科学技术局" in client.get("/").content.decode()


def test_the_screen_shows_what_waits(office: Bureau) -> None:
    act = proposed(office, phone="0000-1111111")
    for role in (SECURITY, SYSTEM, AUDIT, Role.SUPERVISOR):
        page = client_of(office[role]).get(HERE).content.decode()
        assert "等待决定的更改" in page
        assert reverse("office-act", args=[act.pk]) in page
    decide(act, True, office[SYSTEM])
    assert "等待决定的更改" not in client_of(office[SYSTEM]).get(HERE).content.decode()


@pytest.mark.parametrize("role", [SYSTEM, AUDIT, Role.SUPERVISOR])
def test_who_only_reads_sees_what_is_so_and_no_form(role: Role, office: Bureau) -> None:
    page = client_of(office[role]).get(HERE).content.decode()
    assert "0000-0000000" in page
    assert 'name="phone"' not in page


@pytest.mark.parametrize("role", [role for role in Role if role is not SECURITY])
def test_nobody_else_proposes_by_posting_the_form(role: Role, office: Bureau) -> None:
    data = filled(client_of(office[SECURITY]), phone="1")
    assert client_of(office[role]).post(HERE, data).status_code == 403
    assert not OfficeAct.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "没有要改的内容"),
        ({"phone": "1", "reason": ""}, "请写明理由"),
        ({"phone": "1", "seen": ""}, "机关信息已经改过"),
        ({"supervision_mail": "nobody"}, "office-error"),
        ({"handling_days": "0"}, "office-error"),
        ({"emblem": "999999"}, "office-error"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(fields: dict[str, str], words: str, office: Bureau) -> None:
    client = client_of(office[SECURITY])
    page = client.post(HERE, filled(client, **{"address": "", **fields})).content.decode()
    assert words in page
    assert all(f'value="{value}"' in page for name, value in fields.items() if name == "phone")
    assert not OfficeAct.objects.exists()


def test_a_form_opened_before_a_change_does_not_undo_it(office: Bureau) -> None:
    client = client_of(office[SECURITY])
    old = filled(client, address="新街")
    decide(proposed(office, phone="1"), True, office[SYSTEM])
    assert "机关信息已经改过" in client.post(HERE, old).content.decode()
    assert not OfficeAct.objects.filter(state="proposed").exists()


def test_square_pictures_are_offered_and_the_one_in_use(office: Bureau) -> None:
    picture(128, 128, "方的")
    picture(128, 64, "扁的")
    office.site.identity.emblem = picture(200, 100, "在用的")
    office.site.identity.save()
    page = client_of(office[SECURITY]).get(HERE).content.decode()
    assert ("方的" in page, "扁的" in page, "在用的" in page) == (True, False, True)


def test_it_costs_the_same_however_much_waits(office: Bureau) -> None:
    client, numbers = client_of(office[SYSTEM]), iter(range(100))
    assert_constant_queries(
        lambda: client.get(HERE), lambda: [proposed(office, phone=str(next(numbers))) for _ in range(5)]
    )


# --- Wagtail's own screen is closed ----------------------------------------------------------------------------------

CLOSED = ["foundation/bureauidentity/", "foundation/BureauIdentity/{pk}/", "foundation/bureauidentity/{pk}/preview/"]


@pytest.mark.parametrize("address", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_settings_screen_is_closed_to_every_role_and_to_a_superuser(
    address: str, method: str, office: Bureau
) -> None:
    where = "/admin/settings/" + address.format(pk=office.site.site.pk)
    for user in (*office.people.values(), UserFactory(is_superuser=True), person(SYSTEM, office.section)):
        answer = getattr(client_of(user), method)(where, {"name": "别的局"})
        assert answer.status_code == 403, user
        assert "这个页面已关闭" in answer.content.decode()
    assert now_is(office).name == "示例市科学技术局"


def test_the_settings_menu_does_not_offer_it(office: Bureau) -> None:
    desk = client_of(UserFactory(is_superuser=True)).get(reverse("wagtailadmin_home")).content.decode()
    assert "/admin/settings/" not in desk
