"""What bars a regulation from being judged, and what only warns: each both ways."""

from datetime import date, timedelta
from typing import Any

import pytest

from foundation.clock import today
from foundation.gates import bars_to, warnings_to
from foundation.roles import Role
from notices.importing import bring_in, confirm
from notices.models import Purpose, RegulationChangePage, RegulationPage, Replacement
from tests.factories.acts import Bureau, bureau, draft
from tests.factories.acts_on_acts import again
from tests.factories.regulations import SHORT, changed_by, imported, issued, repealed

pytestmark = pytest.mark.django_db
Kind = RegulationChangePage.Kind


@pytest.fixture
def office() -> Bureau:
    return bureau()


def bars(page: Any) -> str:
    return "\n".join(bar.says for bar in bars_to("review", page))


def told(page: Any) -> str:
    return "\n".join(bar.says for bar in warnings_to("review", page))


def with_fields(page: Any, **fields: object) -> Any:
    for name, value in fields.items():
        setattr(page, name, value)
    return page


def test_a_whole_regulation_passes(office: Bureau) -> None:
    assert bars(imported(office)) == ""


# What is changed on a page that passes -> what is then said.
BARRED: dict[str, tuple[dict[str, object], str]] = {
    "no provisions": ({"provision_set_id": None}, "还没有条文"),
    "no day of issue": ({"issued_on": None}, "没有成文日期"),
    "no day of effect": ({"effective_on": None}, "没有施行日期"),
    "no issuer": ({"issuers": ""}, "没有发文机关"),
    "a chosen day without its reason": ({"effective_rule": "自公布之日起30日后"}, "请写明为什么"),
    "in effect before it was issued": ({"effective_on": date(2026, 1, 19)}, "早于成文日期"),
    "at its end before it begins": ({"expires_on": date(2026, 3, 1)}, "不在施行日期"),
    "a draft with a number": ({"is_draft": True, "effective_on": None}, "征求意见稿没有发文字号"),
    "a draft with a day": ({"is_draft": True, "document_number": ""}, "征求意见稿没有施行日期"),
}


@pytest.mark.parametrize(("fields", "says"), BARRED.values(), ids=BARRED.keys())
def test_what_is_lacking_or_wrong_bars(fields: dict[str, object], says: str, office: Bureau) -> None:
    assert says in bars(with_fields(imported(office), **fields))


PASSES: dict[str, dict[str, object]] = {
    "a chosen day with its reason": {"effective_rule": "自公布之日起30日后", "effective_reason": "当日不计入。"},
    "a rule that names the day": {"effective_rule": "自2026年3月1日起"},
    "in effect on the day of issue": {"effective_on": date(2026, 1, 20)},
    "a draft without number and day": {"is_draft": True, "document_number": "", "effective_on": None, "expires_on": None},
    "no number": {"document_number": ""},
    "no end": {"expires_on": None},
}  # fmt: skip


@pytest.mark.parametrize("fields", PASSES.values(), ids=PASSES.keys())
def test_what_is_right_passes(fields: dict[str, object], office: Bureau) -> None:
    assert bars(with_fields(imported(office), **fields)) == ""


WARNED: dict[str, tuple[dict[str, object], str]] = {
    "no number": ({"document_number": ""}, "没有发文字号"),
    "a day gone by": ({"effective_on": today() - timedelta(days=1)}, "已经过去"),
    "more than five years": ({"expires_on": date(2031, 3, 1)}, "一般不超过5年"),
    "more than two on trial": ({"title": "示例办法（试行）", "expires_on": date(2028, 3, 1)}, "一般不超过2年"),
}


@pytest.mark.parametrize(("fields", "says"), WARNED.values(), ids=WARNED.keys())
def test_what_is_unusual_only_warns(fields: dict[str, object], says: str, office: Bureau) -> None:
    page = with_fields(imported(office), **fields)
    assert says in told(page)
    assert says not in bars(page)


def test_five_years_and_a_day_ahead_warn_of_nothing(office: Bureau) -> None:
    ahead = today() + timedelta(days=1)
    page = with_fields(imported(office), effective_on=ahead, expires_on=ahead + timedelta(days=365 * 5))
    draft(office, kind="interpretation", about=page)
    assert told(page) == ""


def test_doubts_nobody_dealt_with_bar(office: Bureau) -> None:
    by = office[Role.EDITOR]
    one = bring_in("办法.txt", SHORT.replace("第三条", "第五条").encode(), section=office.section, by=by)
    page = confirm(one, by)
    assert "处疑点没有处理" in bars(page)


def test_a_number_held_by_another_bars_with_a_link(office: Bureau) -> None:
    first = issued(office)
    page = with_fields(imported(office, SHORT.replace("1号", "2号")), document_number=first.document_number)
    found = [bar for bar in bars_to("review", page) if "已经用于" in bar.says]
    assert str(first.pk) in found[0].mend


def test_a_text_does_not_replace_itself(office: Bureau) -> None:
    page = imported(office)
    page.replacements = [Replacement(title=page.title, document_number=page.document_number)]
    assert "这份文件自己" in bars(page)


def test_a_text_may_replace_an_older_one_of_its_name(office: Bureau) -> None:
    page = imported(office)
    page.replacements = [Replacement(title=page.title, document_number="示科规〔2020〕7号")]
    assert bars(page) == ""


def change(page: RegulationPage, kind: str, **fields: object) -> RegulationChangePage:
    about = {"title": "关于它的决定", "target": page, "issued_on": date(2026, 8, 1), "pk": 0, **fields}
    return RegulationChangePage(kind=kind, **about)


CHANGES: dict[str, tuple[str, dict[str, object], str]] = {
    "repeal without a day": (Kind.REPEALED, {}, "从哪一天起废止"),
    "extension without an end": (Kind.EXTENDED, {"effective_on": date(2026, 9, 1)}, "延长到哪一天"),
    "extension that shortens": (Kind.EXTENDED, {"expires_on": date(2030, 1, 1)}, "延长后的日期应在它之后"),
    "repeal before it began": (Kind.REPEALED, {"effective_on": date(2026, 2, 1), "issued_on": None}, "早于"),
    "amendment without a text": (Kind.AMENDED, {"effective_on": date(2026, 9, 1)}, "还没有条文"),
    "adoption of what is no draft": (Kind.ADOPTED, {"effective_on": date(2026, 9, 1)}, "不是征求意见稿"),
}


@pytest.mark.parametrize(("kind", "fields", "says"), CHANGES.values(), ids=CHANGES.keys())
def test_a_change_that_lacks_something_is_barred(
    kind: str, fields: dict[str, object], says: str, office: Bureau
) -> None:
    assert says in bars(change(issued(office), kind, **fields))


def test_changes_with_what_they_need_pass(office: Bureau) -> None:
    page = issued(office)
    for kind, fields in (
        (Kind.REPEALED, {"effective_on": date(2026, 10, 1)}),
        (Kind.EXTENDED, {"expires_on": date(2033, 2, 28)}),
    ):
        act = change(page, kind, disclosure="open", pk=None, live=False, **fields)
        office.section.add_child(instance=act)
        assert bars(act) == ""


def test_an_amendment_with_its_text_passes(office: Bureau) -> None:
    page = issued(office)
    act = changed_by(office, page, SHORT.replace("1号", "9号").replace("5个工作日", "7个工作日"), purpose=Purpose.AMEND)
    assert bars(act) == ""


def test_an_address_that_goes_unsaid_bars(office: Bureau) -> None:
    page = issued(office)
    text = SHORT.replace("1号", "9号").replace("（四）公示期间有异议的，组织复议。\n", "")
    act = changed_by(office, page, text)
    assert bars(act) == ""  # whoever confirmed it let the address go
    act.provision_set.let_go = []
    act.provision_set.save(update_fields=["let_go"])
    assert "第三条第（四）项" in bars(act)


def test_a_regulation_nobody_interprets_warns(office: Bureau) -> None:
    assert "还没有政策解读" in told(imported(office))


def test_an_interpretation_in_draft_is_enough(office: Bureau) -> None:
    page = imported(office)
    draft(office, kind="interpretation", about=page)
    assert "政策解读" not in told(page)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Kind.EXTENDED, {"expires_on": date(2033, 2, 28), "issued_on": date(2026, 8, 1)}),
        (Kind.REPEALED, {"effective_on": date(2026, 10, 1)}),
        (Kind.AMENDED, {"effective_on": date(2026, 10, 1)}),
    ],
)
def test_what_is_repealed_is_changed_no_more(kind: str, fields: dict[str, object], office: Bureau) -> None:
    page = issued(office)
    repealed(office, page, date(2026, 7, 1))
    assert f"已从2026年7月1日（周三）起废止，不能再办理{Kind(kind).label}" in bars(
        change(again(page), kind, live=False, **fields)
    )


def test_what_will_be_repealed_may_still_be_changed_before(office: Bureau) -> None:
    page = issued(office)
    repealed(office, page, date(2027, 7, 1))
    assert "不能再办理" not in bars(change(again(page), Kind.EXTENDED, live=False, expires_on=date(2033, 2, 28)))


def test_the_repeal_itself_may_be_corrected(office: Bureau) -> None:
    act = repealed(office, issued(office), date(2026, 7, 1))
    assert "不能再办理" not in bars(again(act))


@pytest.mark.parametrize("name", ["issued_on", "effective_on", "expires_on"])
def test_a_day_of_no_year_people_mean_bars(name: str, office: Bureau) -> None:
    assert "太远，像是写错了" in bars(with_fields(imported(office), **{name: date.max}))
