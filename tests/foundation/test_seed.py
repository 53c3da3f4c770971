"""The calendar every site begins with: each day with its notice, and the same with a database as without."""

from datetime import date, timedelta

import pytest

from foundation.holidays.numbers import CHANGES, YEARLY
from foundation.holidays.seed import MAKE_UP, MISSING, SOURCES, YEARS, days, lay_the_calendar, seed_calendar
from foundation.models.holiday_notice import CalendarDay, HolidayNotice
from foundation.official_calendar import official_calendar, read_calendar
from foundation.working_calendar import Kind, Notice

CHANGED = {day: change for change in CHANGES for day in change.days}


def test_every_year_has_its_notice() -> None:
    assert [source.year for source in SOURCES if source.settles] == list(YEARS) == list(YEARLY)


def test_no_two_notices_bear_one_number() -> None:
    numbers = [source.issued.number for source in SOURCES]
    assert len(set(numbers)) == len(numbers)


def test_a_change_comes_after_the_notice_it_changes() -> None:
    places = {source.issued.number: place for place, source in enumerate(SOURCES)}
    assert all(places[YEARLY[change.year].number] < places[change.issued.number] for change in CHANGES)


def test_every_day_rests_on_the_notice_of_its_year_or_on_a_change_to_it() -> None:
    for day, _, name, source in days():
        year = day.year + 1 if day.month == 12 and name == "元旦" else day.year
        expected = CHANGED[day].issued if day in CHANGED else YEARLY[year]
        assert source.issued == expected, day


def test_no_day_stands_twice() -> None:
    found = [day for day, *_ in days()]
    assert len(set(found)) == len(found)


def test_only_weekends_are_made_up() -> None:
    assert [day for day, kind, *_ in days() if kind == MAKE_UP and day.weekday() < 5] == []


@pytest.mark.parametrize(
    ("day", "kind", "name", "number"),
    [
        (date(2020, 1, 30), Kind.HOLIDAY, "春节", "国办发明电〔2019〕16号"),
        (date(2020, 1, 31), Kind.HOLIDAY, "春节", "国办发明电〔2020〕1号"),
        (date(2020, 2, 1), Kind.HOLIDAY, "春节", "国办发明电〔2020〕1号"),
        (date(2020, 2, 2), Kind.HOLIDAY, "春节", "国办发明电〔2020〕1号"),
        (date(2019, 4, 28), Kind.MAKE_UP, "劳动节", "国办发明电〔2019〕3号"),
        (date(2019, 5, 5), Kind.MAKE_UP, "劳动节", "国办发明电〔2019〕3号"),
        (date(2015, 9, 3), Kind.HOLIDAY, "抗战胜利70周年纪念日", "国发明电〔2015〕1号"),
        (date(2015, 9, 6), Kind.MAKE_UP, "抗战胜利70周年纪念日", "国发明电〔2015〕1号"),
        (date(2018, 12, 29), Kind.MAKE_UP, "元旦", "国办发明电〔2018〕15号"),
        (date(2005, 12, 31), Kind.MAKE_UP, "元旦", "国办发明电〔2005〕35号"),
        (date(2026, 9, 20), Kind.MAKE_UP, "国庆节", "国办发明电〔2025〕7号"),
    ],
)
def test_a_day_is_attributed_to_the_notice_that_has_it(day: date, kind: Kind, name: str, number: str) -> None:
    found = seed_calendar()[day]
    assert (found.kind, found.name, found.notice and found.notice.number) == (kind, name, number)


def test_the_day_after_the_lengthened_festival_is_an_ordinary_working_day() -> None:
    assert seed_calendar()[date(2020, 2, 3)].kind is Kind.WORKDAY


def test_what_the_data_leaves_out_is_there() -> None:
    seeded = {day: (name, kind) for day, kind, name, _ in days()}
    assert MISSING.items() <= seeded.items()


@pytest.mark.django_db
def test_the_database_says_the_same_of_every_day() -> None:
    official, seed = official_calendar(fresh=True), seed_calendar()
    every = [date(2004, 1, 1) + timedelta(days=step) for step in range(365 * 24)]
    assert [day for day in every if official[day] != seed[day]] == []
    assert official.settled_years == seed.settled_years == set(YEARS)


@pytest.mark.django_db
def test_a_day_in_the_database_cites_title_and_number() -> None:
    assert official_calendar(fresh=True)[date(2026, 9, 20)].notice == Notice(
        "国务院办公厅关于2026年部分节假日安排的通知", "国办发明电〔2025〕7号"
    )


@pytest.mark.django_db
def test_the_calendar_is_laid_once() -> None:
    before = (HolidayNotice.objects.count(), CalendarDay.objects.count())
    lay_the_calendar()
    assert (HolidayNotice.objects.count(), CalendarDay.objects.count()) == before == (len(SOURCES), len(list(days())))


@pytest.mark.django_db
def test_the_calendar_of_an_earlier_notice_knows_nothing_later() -> None:
    first = HolidayNotice.objects.order_by("pk").values_list("pk", flat=True)[0]
    assert read_calendar(first).settled_years == {2004}
