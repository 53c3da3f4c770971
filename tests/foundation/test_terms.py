"""The period a page states: what bars it, what is published of it, and that a correction never makes it shorter."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from foundation.bars import Barred
from foundation.clock import SHANGHAI, now
from foundation.models import CorrectionPage, Term
from foundation.official_calendar import official_calendar
from foundation.roles import Role
from foundation.ruler import ruler
from foundation.terms import bars_to_period
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, published, step, submit
from tests.factories.acts_on_acts import changed, done
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_september")]

STATED = {"period_label": "意见反馈期", "period_count": 5}


@pytest.fixture
def in_september() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 9, 17, 10, tzinfo=SHANGHAI), tick=False):
        yield


@pytest.fixture
def office() -> Bureau:
    return bureau()


def says(page: AnnouncementPage) -> str:
    return "".join(bar.says for bar in bars_to_period(page))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"period_label": "意见反馈期"}, "没有写长度"),
        ({"period_count": 5}, "没有写它的名称"),
        ({**STATED, "period_counting_first_day": True}, "请在“依据”里写明理由"),
        ({**STATED, "period_count": 9999}, "多写了一位"),
        ({**STATED, "period_from": date(2003, 12, 1)}, "2003年不在日历内"),
        ({**STATED, "period_from": date(2026, 9, 1)}, "已经截止"),
        (STATED, ""),
        ({**STATED, "period_counting_first_day": True, "period_basis": "由本机关决定"}, ""),
        ({}, ""),
    ],
)
def test_a_stated_period_is_whole_and_can_be_kept(office: Bureau, fields: dict[str, object], sentence: str) -> None:
    found = says(draft(office, **fields))
    assert sentence in found
    assert bool(sentence) is bool(found)


def test_it_is_barred_at_every_step_with_a_link_to_mend_it(office: Bureau) -> None:
    with pytest.raises(Barred, match="没有写长度"):
        submit(draft(office, period_label="意见反馈期"), office[Role.EDITOR])


TODAY_ONLY = {
    "period_label": "报名期",
    "period_count": 1,
    "period_counting_first_day": True,
    "period_close": time(17, 30),
    "period_basis": "由本机关决定",
    "period_from": date(2026, 9, 17),
}


def reviewed(office: Bureau, **fields: object) -> AnnouncementPage:
    approve(submit(draft(office, **fields), office[Role.EDITOR]), office[Role.REVIEWER])
    return AnnouncementPage.objects.get()


def at(day: int, *hour: int) -> time_machine.travel:
    return time_machine.travel(datetime(2026, 9, day, *hour, tzinfo=SHANGHAI), tick=False)


def test_a_period_that_ended_while_it_waited_is_not_signed(office: Bureau) -> None:
    page = reviewed(office, **TODAY_ONLY)
    with at(17, 17, 30), pytest.raises(Barred, match="已经截止"):
        approve(step(page), office[Role.SIGNATORY])
    assert not Term.objects.exists()


def test_one_second_before_its_end_it_is(office: Bureau) -> None:
    page = reviewed(office, **TODAY_ONLY)
    with at(17, 17, 29, 59):
        approve(step(page), office[Role.SIGNATORY])
    assert Term.objects.get().last_day == date(2026, 9, 17)


def test_a_period_does_not_begin_before_it_is_published(office: Bureau) -> None:
    page = reviewed(office, **STATED, period_from=date(2026, 9, 17))
    with at(18, 0), pytest.raises(Barred, match="早于公布之日"):
        approve(step(page), office[Role.SIGNATORY])
    with at(17, 23, 59, 59):
        approve(step(page), office[Role.SIGNATORY])


def test_without_a_start_day_it_runs_from_the_day_of_publication(office: Bureau) -> None:
    page = published(office, **STATED)
    assert Term.objects.get(page_id=page.pk).from_day == date(2026, 9, 17)


def test_a_page_without_a_period_has_no_term(office: Bureau) -> None:
    published(office)
    assert not Term.objects.exists()


def test_the_page_shows_its_ruler_and_says_when_it_is_over(office: Bureau, client: Client) -> None:
    page = published(office, **STATED, period_close=time(17, 30))
    assert "意见反馈期到 2026年9月23日（周三） 17:30" in client.get(page.url).content.decode()
    with time_machine.travel(datetime(2026, 9, 23, 17, 29, 59, tzinfo=SHANGHAI), tick=False):
        assert "截止</h2>" not in client.get(page.url).content.decode()
    with time_machine.travel(datetime(2026, 9, 23, 17, 30, 0, tzinfo=SHANGHAI), tick=False):
        assert "意见反馈期已于 2026年9月23日（周三） 17:30 截止" in client.get(page.url).content.decode()


def corrected(office: Bureau, page: AnnouncementPage, **fields: object) -> None:
    done(office, CorrectionPage, changed(office, fresh(page), **fields))


def test_a_correction_may_lengthen_the_period_from_the_same_start(office: Bureau) -> None:
    page = published(office, **STATED)
    with time_machine.travel(datetime(2026, 9, 18, 10, tzinfo=SHANGHAI), tick=False):
        corrected(office, page, period_count=8)
    row = Term.objects.get(page_id=page.pk)
    # The 25th is Mid-autumn; 24, then 28 and 29 September are the sixth to eighth.
    assert (row.from_day, row.last_day) == (date(2026, 9, 17), date(2026, 9, 29))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"period_count": 4}, "可以延后，不能提前"),
        ({"period_close": time(0, 1)}, "可以延后，不能提前"),
        ({"period_close": time(23, 59)}, "可以延后，不能提前"),
        ({"period_from": date(2026, 9, 16)}, "可以延后，不能提前"),
        ({"period_counting_first_day": True, "period_basis": "决定"}, "可以延后，不能提前"),
        ({"period_count": None, "period_label": ""}, "不能删去"),
    ],
)
def test_a_correction_that_would_shorten_it_is_barred(office: Bureau, fields: dict[str, object], sentence: str) -> None:
    page = published(office, **STATED)
    with pytest.raises(Barred, match=sentence):
        corrected(office, page, **fields)
    assert Term.objects.get(page_id=page.pk).last_day == date(2026, 9, 23)


def test_a_period_that_is_over_is_not_opened_again_by_a_correction(office: Bureau) -> None:
    page = published(office, **STATED)
    with at(24, 0), pytest.raises(Barred, match="不能再改动"):
        corrected(office, page, period_count=30)


def test_the_text_beside_a_period_that_is_over_is_corrected_freely(office: Bureau) -> None:
    page = published(office, **STATED)
    with at(24, 0):
        corrected(office, page, body="<p>改过的正文</p>")
    assert "改过的正文" in fresh(page).body
    assert Term.objects.get(page_id=page.pk).last_day == date(2026, 9, 23)


def test_whoever_judges_a_correction_sees_the_days_it_would_have(office: Bureau) -> None:
    page = fresh(published(office, **STATED))
    page.period_count = 8
    draft_of_it = page.save_revision(user=office[Role.EDITOR]).as_object()
    assert draft_of_it.sheet().last_day == date(2026, 9, 29)
    shown = fresh(page).sheet()
    assert shown is not None
    assert shown.last_day == date(2026, 9, 23)


def test_raw_changes_of_a_published_last_day_are_refused_by_the_database(office: Bureau) -> None:
    page = published(office, **STATED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.filter(page_id=page.pk).update(last_day=date(2026, 12, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.filter(page_id=page.pk).delete()


def test_fifty_rulers_ask_for_the_calendar_once(office: Bureau) -> None:
    page = published(office, **STATED)
    row = Term.objects.get(page_id=page.pk)

    def rulers(many: int) -> int:
        calendar = official_calendar(fresh=True)
        return len([ruler(row.sheet(calendar), now(), "期限") for _ in range(many)])

    assert len(queries_of(lambda: rulers(1))) == len(queries_of(lambda: rulers(50))) == 1
