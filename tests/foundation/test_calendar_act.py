"""A holiday notice entered as an act: by two, in the ledger, moving dates later and never earlier."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from foundation.bars import Barred
from foundation.clock import SHANGHAI
from foundation.holidays.plan import rows_of
from foundation.holidays.text import read_notice
from foundation.models import (
    CalendarDay,
    CorrectionPage,
    HolidayNotice,
    LedgerEntry,
    OfficeAct,
    Term,
    TermMove,
    WithdrawalPage,
)
from foundation.office.deciding import decide, propose, summary
from foundation.official_calendar import official_calendar
from foundation.outbox import deliver_due
from foundation.roles import Role
from foundation.working_calendar import Kind
from tests.factories.acts import Bureau, bureau, draft, fresh, published
from tests.factories.acts_on_acts import changed, done
from tests.factories.notices import NOTICE_2027, entered, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_december")]

NOTICES = Path(__file__).parent / "holiday_notices"


@pytest.fixture
def in_december() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 12, 28, 10, tzinfo=SHANGHAI), tick=False):
        yield


@pytest.fixture
def office() -> Bureau:
    return bureau()


def deliver_everything() -> None:
    while deliver_due():
        pass


def term(office: Bureau, **fields: object) -> Term:
    page = published(office, period_label="意见反馈期", **{"period_count": 5, **fields})
    return Term.objects.get(page_id=page.pk)


# --- two people ------------------------------------------------------------------------------------------------------


def test_nothing_changes_until_a_signatory_agrees(office: Bureau) -> None:
    proposed(office)
    assert 2027 not in official_calendar(fresh=True).settled_years


def test_agreed_the_year_is_settled_and_each_day_cites_the_notice(office: Bureau) -> None:
    entered(office)
    day = official_calendar(fresh=True)[date(2027, 1, 31)]
    assert (day.kind, day.settled) == (Kind.MAKE_UP, True)
    assert "国办发明电〔2026〕99号" in day.source


def test_it_is_in_the_ledger_with_its_steps(office: Bureau) -> None:
    act = entered(office)
    rows = LedgerEntry.objects.filter(subject=f"office_act:{act.pk}").values_list("act", flat=True)
    assert list(rows) == ["office.proposed", "office.done"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EDITOR])
def test_only_an_editor_proposes(office: Bureau, role: Role) -> None:
    payload = proposed(office).payload
    with pytest.raises(Barred, match="由编辑提出"):
        propose("enter_holidays", {**payload, "title": "另一份"}, "通知已公布", office[role])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SIGNATORY])
def test_only_a_signatory_agrees(office: Bureau, role: Role) -> None:
    act = proposed(office)
    with pytest.raises(Barred, match=r"由签发决定|自己提出"):
        decide(act, True, office[role])


def test_a_superuser_without_the_role_neither_proposes_nor_agrees(office: Bureau) -> None:
    act = proposed(office)
    root = office[Role.ARCHIVIST]
    root.is_superuser = True
    root.save()
    with pytest.raises(Barred, match="由签发决定"):
        decide(act, True, root)


def test_the_same_notice_twice_has_nothing_left_to_change(office: Bureau) -> None:
    entered(office)
    text = "国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"
    with pytest.raises(Barred, match="没有要改的日期"):
        proposed(office, text, 2027)


def test_what_was_proposed_goes_stale_when_the_calendar_changed_meanwhile(office: Bureau) -> None:
    entered(office)
    change = "中秋节：9月15日（周三）至16日（周四）放假，共2天。"
    first = proposed(office, change, 2027)
    entered(office, "中秋节：9月15日（周三）至17日（周五）放假，共3天。", 2027)
    with pytest.raises(Barred, match="有变化"):
        decide(first, True, office[Role.SIGNATORY])


def test_a_change_makes_days_it_no_longer_names_ordinary_again(office: Bureau) -> None:
    entered(office)
    entered(office, "春节：2月5日（周五）至9日（周二）放假调休，共5天。2月20日（周六）上班。", 2027)
    calendar = official_calendar(fresh=True)
    assert [calendar[date(2027, 2, day)].kind for day in (9, 10, 20)] == [Kind.HOLIDAY, Kind.WORKDAY, Kind.MAKE_UP]
    assert calendar[date(2027, 1, 31)].kind is Kind.WEEKEND


def test_on_one_line_it_says_how_it_begins_and_how_much_there_is(office: Bureau) -> None:
    act = proposed(office)
    assert summary(act) == (
        "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕99号），2027年，作为该年度的放假安排等30项"
    )


# --- what was entered stays ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [HolidayNotice, CalendarDay])
def test_the_database_refuses_to_change_or_delete_what_was_entered(model: type) -> None:
    rows = model.objects.all()
    with pytest.raises(DatabaseError, match="只能另行更正"), transaction.atomic():
        rows.filter(pk=rows.first().pk).update(**{"title" if model is HolidayNotice else "name": "改过"})
    with pytest.raises(DatabaseError, match="只能另行更正"), transaction.atomic():
        rows._raw_delete(rows.db)


# --- published dates -------------------------------------------------------------------------------------------------


def test_publication_sets_down_the_last_day_and_the_ledger_has_it(office: Bureau) -> None:
    row = term(office)
    # 29, 30 and 31 December, then 4 and 5 January: the first of January rests by the State Council's order.
    assert (row.from_day, row.last_day, row.provisional) == (date(2026, 12, 28), date(2027, 1, 5), True)
    entry = LedgerEntry.objects.get(act="term.published")
    assert (entry.subject, entry.detail["last_day"]) == (f"page:{row.page_id}", "2027-01-05")


def test_the_holiday_of_spring_moves_a_last_day_later(office: Bureau) -> None:
    row = term(office, period_count=30)
    was = row.last_day
    entered(office)
    row.refresh_from_db()
    move = TermMove.objects.get(term=row)
    assert row.last_day == move.stands == move.reckoned > was == move.was


def test_what_would_have_become_shorter_is_kept_and_listed(office: Bureau) -> None:
    row = term(office, period_count=25)
    entered(office)
    move = TermMove.objects.get(term=row)
    assert (move.was, move.reckoned, move.stands) == (date(2027, 2, 2), date(2027, 2, 1), date(2027, 2, 2))
    assert move.was_kept
    assert LedgerEntry.objects.filter(act="term.kept", subject=f"page:{row.page_id}").exists()


def test_the_page_says_that_the_last_day_was_kept(office: Bureau, client: Client) -> None:
    row = term(office, period_count=25)
    entered(office)
    html = client.get(row.page.url).content.decode()
    assert "已公布的最后一日不提前" in html
    assert "2027年2月2日（周二） 24:00" in html


def test_the_database_itself_refuses_an_earlier_last_day(office: Bureau) -> None:
    row = term(office)
    with pytest.raises(DatabaseError), transaction.atomic():
        Term.objects.filter(pk=row.pk).update(last_day=date(2026, 12, 30))


def test_a_period_that_closed_before_is_left_alone(office: Bureau) -> None:
    row = term(office, period_count=25)
    with time_machine.travel(datetime(2027, 2, 3, 0, 0, 0, tzinfo=SHANGHAI), tick=False):
        entered(office)
        row.refresh_from_db()
        assert row.provisional
        assert not TermMove.objects.exists()


def test_one_second_before_it_closes_it_still_moves(office: Bureau) -> None:
    row = term(office, period_count=25)
    with time_machine.travel(datetime(2027, 2, 2, 23, 59, 59, tzinfo=SHANGHAI), tick=False):
        entered(office)
        assert TermMove.objects.filter(term=row).exists()


def test_an_unpublished_draft_follows_the_calendar_by_itself(office: Bureau) -> None:
    page = draft(office, period_label="意见反馈期", period_count=30)
    before = fresh(page).sheet()
    entered(office)
    after = fresh(page).sheet()
    assert before is not None
    assert after is not None
    assert (before.provisional, after.provisional) == (True, False)
    assert after.last_day > before.last_day


def test_those_whose_dates_were_touched_and_those_who_watch_are_told(office: Bureau) -> None:
    term(office, period_count=25)
    deliver_everything()
    mail.outbox.clear()
    entered(office)
    deliver_everything()
    told = {letter.to[0] for letter in mail.outbox if letter.subject == "工作日历有变动"}
    assert told == {office[role].email for role in (Role.EDITOR, Role.SIGNATORY, Role.SUPERVISOR)}


KEPT_ON_A_REST_DAY = NOTICE_2027.replace(
    "2月5日（周五）至11日（周四）放假调休，共7天", "2月2日（周二）至11日（周四）放假调休，共10天"
)


def test_a_kept_last_day_that_has_become_a_day_of_rest_moves_to_the_next_working_day(office: Bureau) -> None:
    row = term(office, period_count=25)
    entered(office, KEPT_ON_A_REST_DAY)
    row.refresh_from_db()
    # Reckoned 1 February; published 2 February, now a holiday until the 11th; the 12th is a Friday.
    move = TermMove.objects.get(term=row)
    assert (move.reckoned, row.last_day) == (date(2027, 2, 1), date(2027, 2, 12))


def test_the_page_says_why_its_last_day_is_another(office: Bureau, client: Client) -> None:
    row = term(office, period_count=30)
    was = row.last_day
    entered(office)
    html = client.get(row.page.url).content.decode()
    assert f"原公布的最后一日是{was.year}年{was.month}月{was.day}日" in html
    assert "国办发明电〔2026〕99号" in html


def test_what_was_kept_once_is_not_listed_again_by_the_next_notice(office: Bureau) -> None:
    row = term(office, period_count=25)
    entered(office)
    entered(office, "中秋节：9月15日（周三）至16日（周四）放假，共2天。", 2027)
    assert TermMove.objects.filter(term=row).count() == 1


def test_a_kept_period_does_not_stand_in_the_way_of_correcting_the_text(office: Bureau) -> None:
    row = term(office, period_count=25)
    entered(office)
    page = fresh(row.page.specific)
    done(office, CorrectionPage, changed(office, page, body="<p>改过的正文</p>"))
    row.refresh_from_db()
    assert row.last_day == date(2027, 2, 2)


def test_what_was_withdrawn_is_left_alone(office: Bureau) -> None:
    row = term(office, period_count=30)
    was = row.last_day
    done(office, WithdrawalPage, fresh(row.page.specific))
    entered(office)
    row.refresh_from_db()
    assert row.last_day == was


def test_a_change_of_the_days_off_alone_leaves_the_make_up_days(office: Bureau) -> None:
    entered(office)
    entered(office, "春节：2月5日（周五）至12日（周五）放假，共8天。", 2027)
    calendar = official_calendar(fresh=True)
    assert [calendar[day].kind for day in (date(2027, 2, 12), date(2027, 1, 31))] == [Kind.HOLIDAY, Kind.MAKE_UP]


def test_a_year_entered_again_leaves_the_next_new_year_alone() -> None:
    text = (NOTICES / "2018.txt").read_text()
    rows = rows_of(read_notice(text, 2018), official_calendar(fresh=True))
    assert not [row for row in rows if row[0] >= date(2018, 12, 29)]


# --- the screens -----------------------------------------------------------------------------------------------------


def test_an_editor_pastes_reads_and_proposes_on_the_screen(office: Bureau, client: Client) -> None:
    term(office, period_count=25)
    client.force_login(office[Role.EDITOR])
    shown = client.post(reverse("calendar-enter"), {"text": NOTICE_2027})
    html = shown.content.decode()
    assert "2027年1月31日（周日）：周末 → 春节调休上班" in html
    assert "不提前，仍为 2027年2月2日" in html
    initial = shown.context["proposal"].initial
    data = {name: value or "" for name, value in initial.items()} | {"reason": "通知已公布"}
    assert client.post(reverse("calendar-enter"), data).status_code == 302
    act = OfficeAct.objects.get(kind="enter_holidays")
    assert (act.payload["number"], act.payload["settles"]) == ("国办发明电〔2026〕99号", True)


def test_the_signatory_sees_days_deadlines_and_the_original(office: Bureau, client: Client) -> None:
    term(office, period_count=25)
    act = proposed(office)
    client.force_login(office[Role.SIGNATORY])
    html = client.get(reverse("office-act", args=[act.pk])).content.decode()
    assert "<dd>2027年1月31日（周日）：周末 → 春节调休上班</dd>" in html
    assert "不提前，仍为 2027年2月2日" in html
    assert "各省、自治区、直辖市人民政府" in html


def test_a_notice_that_contradicts_itself_is_refused_and_kept_as_typed(office: Bureau, client: Client) -> None:
    client.force_login(office[Role.EDITOR])
    text = NOTICE_2027.replace("2月5日（周五）", "2月5日（周四）")
    html = client.post(reverse("calendar-enter"), {"text": text}).content.decode()
    assert "2月5日写作周四，2027年这一天是周五" in html
    assert "2月5日（周四）至11日" in html


def test_what_is_proposed_is_the_text_s_and_not_the_browser_s(office: Bureau, client: Client) -> None:
    client.force_login(office[Role.EDITOR])
    text = NOTICE_2027.replace("共7天。1月31日", "共8天。1月31日")
    data = {"text": text, "year": "2027", "title": "通知", "number": "", "issued_on": "", "reason": "理由"}
    assert "写的是8天，列出来是7天" in client.post(reverse("calendar-enter"), data).content.decode()
    assert not OfficeAct.objects.exists()


def test_a_part_of_a_notice_does_not_settle_a_year(office: Bureau, client: Client) -> None:
    client.force_login(office[Role.EDITOR])
    text = "2027年部分节假日安排\n元旦：1月1日（周五）至3日（周日）放假，共3天。"
    assert "须录入整篇通知" in client.post(reverse("calendar-enter"), {"text": text}).content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EDITOR])
def test_others_read_the_calendar_and_enter_nothing(office: Bureau, client: Client, role: Role) -> None:
    client.force_login(office[role])
    assert client.get(reverse("calendar")).status_code == 200
    assert client.get(reverse("calendar-enter")).status_code == 403


@pytest.mark.parametrize("asked", ["", "2027", "2026", "2004", "1999", "九", "20270", "-1"])
def test_the_calendar_screen_shows_a_year_whatever_is_asked(office: Bureau, client: Client, asked: str) -> None:
    client.force_login(office[Role.AUDIT_ADMINISTRATOR])
    assert client.get(reverse("calendar"), {"year": asked}).status_code == 200
