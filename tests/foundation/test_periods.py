"""Working days over the official calendar, against a naive count and against days worked by hand from the notices."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.official_calendar import OfficialCalendar
from foundation.periods import Kind, Period, PeriodError

CALENDAR = OfficialCalendar()
DAYS = st.dates(date(2004, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("start", "count", "first_counts", "last"),
    [
        # 2026-09-20 is a make-up Sunday for National Day; 9-25 to 9-27 is Mid-autumn.
        (date(2026, 9, 17), 5, True, date(2026, 9, 22)),
        (date(2026, 9, 17), 5, False, date(2026, 9, 23)),
        (date(2026, 9, 23), 5, False, date(2026, 10, 8)),
        # 10-1 to 10-7 off, 10-10 a make-up Saturday.
        (date(2026, 9, 30), 5, False, date(2026, 10, 13)),
        # Seen in real notices, publication day counted.
        (date(2020, 11, 24), 5, True, date(2020, 11, 30)),
        (date(2021, 11, 10), 5, True, date(2021, 11, 16)),
        (date(2023, 11, 10), 10, True, date(2023, 11, 23)),
        # Seen in a real notice, the next day counted first: 2020-12-29 to 2021-01-06.
        (date(2020, 12, 29), 5, False, date(2021, 1, 6)),
        # Spring Festival 2026: 2-15 to 2-23 off, 2-14 and 2-28 worked.
        (date(2026, 2, 13), 5, False, date(2026, 2, 27)),
    ],
)  # fmt: skip
def test_days_worked_by_hand(start: date, count: int, first_counts: bool, last: date) -> None:
    assert Period(count, start, counting_first_day=first_counts).on(CALENDAR).last_day == last


@given(start=DAYS, count=st.integers(1, 60), first=st.booleans())
def test_it_agrees_with_a_naive_count(start: date, count: int, first: bool) -> None:
    sheet = Period(count, start, counting_first_day=first).on(CALENDAR)
    day, left = (start if first else start + timedelta(days=1)), count
    while True:
        left -= CALENDAR[day].kind in (Kind.WORKDAY, Kind.MAKE_UP)
        if left == 0:
            break
        day += timedelta(days=1)
    assert sheet.last_day == day


@given(start=DAYS, count=st.integers(1, 60))
def test_the_last_day_is_never_a_rest_day_and_every_day_has_its_reason(start: date, count: int) -> None:
    sheet = Period(count, start).on(CALENDAR)
    assert CALENDAR[sheet.last_day].counts
    assert [line.number for line in sheet if line.number] == list(range(1, count + 1))
    assert all(line.why for line in sheet)
    assert start not in {line.day.date for line in sheet}


def test_it_closes_at_the_last_midnight_or_at_the_stated_hour() -> None:
    period = Period(5, date(2026, 9, 17))
    assert period.on(CALENDAR).closes_at.isoformat() == "2026-09-24T00:00:00+08:00"
    at_half_past_five = Period(5, date(2026, 9, 17), close=time(17, 30)).on(CALENDAR)
    assert at_half_past_five.closes_at.isoformat() == "2026-09-23T17:30:00+08:00"


def test_a_year_without_a_notice_makes_the_dates_provisional() -> None:
    assert not Period(3, date(2026, 12, 24)).on(CALENDAR).provisional
    assert Period(10, date(2026, 12, 24)).on(CALENDAR).provisional


@pytest.mark.parametrize("count", [0, -1, 10_000])
def test_an_impossible_number_of_days_is_refused_in_words(count: int) -> None:
    with pytest.raises(PeriodError, match="期限"):
        Period(count, date(2026, 9, 17))
