"""By when a step is to be done: so many working days, or before the hour the page is to appear."""

from datetime import date, datetime, timedelta

import pytest

from foundation.clock import SHANGHAI
from foundation.due import Due, due_within
from foundation.working_calendar import Kind, Notice, Special, WorkingCalendar

CALENDAR = WorkingCalendar({date(2026, 9, 25): Special(Kind.HOLIDAY, "中秋节", Notice("放假通知"))}, {2026})
WEDNESDAY = datetime(2026, 9, 16, 15, 0, tzinfo=SHANGHAI)


def due(began: datetime = WEDNESDAY, days: int = 3, publish_at: datetime | None = None) -> Due:
    return due_within(days, began, CALENDAR, publish_at)


@pytest.mark.parametrize(
    ("began", "days", "last"),
    [
        (WEDNESDAY, 1, date(2026, 9, 17)),
        (WEDNESDAY, 3, date(2026, 9, 21)),  # a weekend between
        (WEDNESDAY + timedelta(days=7), 3, date(2026, 9, 29)),  # a holiday and a weekend between
        (datetime(2026, 9, 19, 9, 0, tzinfo=SHANGHAI), 1, date(2026, 9, 21)),  # begun on a Saturday
    ],
)
def test_the_day_it_began_is_not_counted_and_days_of_rest_are_not(began: datetime, days: int, last: date) -> None:
    assert due(began, days).day == last


def test_it_is_over_when_the_last_day_is() -> None:
    midnight = datetime(2026, 9, 22, 0, 0, tzinfo=SHANGHAI)
    assert not due().is_over(midnight - timedelta(seconds=1))
    assert due().is_over(midnight)


def test_it_says_the_day_and_the_bureaus_limit() -> None:
    assert (due().says, due().why) == ("9月21日（周一）", "内部办理时限 3 个工作日")


def test_an_earlier_hour_of_publication_takes_its_place() -> None:
    hour = datetime(2026, 9, 18, 9, 0, tzinfo=SHANGHAI)
    found = due(publish_at=hour)
    assert (found.at, found.says, found.why) == (hour, "9月18日 9:00", "定于 9月18日 9:00 发布")


def test_a_later_hour_of_publication_changes_nothing() -> None:
    assert due(publish_at=datetime(2026, 9, 30, 9, 0, tzinfo=SHANGHAI)) == due()


@pytest.mark.parametrize(
    ("began", "provisional"), [(datetime(2026, 12, 30, tzinfo=SHANGHAI), True), (WEDNESDAY, False)]
)
def test_a_year_without_a_notice_makes_it_provisional(began: datetime, provisional: bool) -> None:
    assert due(began).provisional is provisional


def test_an_hour_is_never_provisional() -> None:
    began = datetime(2026, 12, 30, tzinfo=SHANGHAI)
    assert not due(began, publish_at=began + timedelta(days=1)).provisional


def test_where_the_calendar_does_not_reach_weekends_alone_rest() -> None:
    found = due_within(3, WEDNESDAY, WorkingCalendar({}, ()))
    assert (found.day, found.provisional) == (date(2026, 9, 21), True)
