"""The clock against deadlines worked by hand."""

from datetime import date, datetime

import pytest

from foundation.asked import read_close
from foundation.holidays.seed import seed_calendar
from foundation.periods import Period
from foundation.working_calendar import Kind
from foundation.worksheets import Worksheet
from tests.foundation.deadline_cases import A203, CASES, N2015, N2019, N2020, Case, N

CALENDAR = seed_calendar()
# What the worksheet itself must say where a case shows it: the notice, or that the last day moved.
SAID = {*N.values(), N2015, N2019, N2020, A203}


def name(case: Case) -> str:
    return f"{case.start} +{case.count} {case.unit}: {case.says}"


def worked(case: Case) -> Worksheet:
    close = read_close(case.closes)
    return Period(case.count, case.unit, case.start, case.counting_first_day, close).on(CALENDAR)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_last_day_is_the_one_worked_by_hand(case: Case) -> None:
    assert worked(case).last_day == case.last_day


@pytest.mark.parametrize("case", [case for case in CASES if case.closes_at], ids=name)
def test_it_closes_at_the_instant_worked_by_hand(case: Case) -> None:
    assert worked(case).closes_at == datetime.fromisoformat(case.closes_at)


@pytest.mark.parametrize("case", [case for case in CASES if case.shows in SAID], ids=name)
def test_the_worksheet_cites_what_the_case_shows(case: Case) -> None:
    assert any(case.shows in line.why for line in worked(case))


def test_no_case_stands_twice() -> None:
    asked = [
        (case.start, case.count, case.unit, case.counting_first_day, case.closes, case.closes_at) for case in CASES
    ]
    assert len(set(asked)) == len(asked)


def test_the_table_has_worked_saturdays_and_sundays_as_start_and_as_end() -> None:
    made_up = {
        (place, day.weekday())
        for case in CASES
        for place, day in (("start", case.start), ("end", case.last_day))
        if CALENDAR[day].kind is Kind.MAKE_UP
    }
    assert made_up == {("start", 5), ("start", 6), ("end", 5), ("end", 6)}


def test_no_case_needs_a_year_without_a_notice() -> None:
    assert max(case.last_day for case in CASES) < date(2027, 1, 1)
