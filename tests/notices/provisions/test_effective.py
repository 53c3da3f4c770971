"""The days a rule may mean, each with its article."""

from datetime import date

import pytest

from foundation.working_calendar import WorkingCalendar
from notices.provisions.effective import candidates, last_day_of_term, names_a_day

DAY = date(2020, 6, 16)
RULES = {
    "自颁布之日起30日后": [date(2020, 7, 17), date(2020, 7, 16)],
    "自公布之日起三十日后": [date(2020, 7, 17), date(2020, 7, 16)],
    "自公布之日起60日后": [date(2020, 8, 16), date(2020, 8, 15)],
    "自印发之日起1个月后": [date(2020, 7, 17), date(2020, 7, 16)],
    "自印发之日起": [DAY],
    "自发布之日起": [DAY],
}


@pytest.mark.parametrize(("words", "days"), RULES.items())
def test_a_rule_has_its_days_the_laws_own_first(words: str, days: list[date]) -> None:
    assert [each.day for each in candidates(words, DAY)] == days


def test_the_first_reading_cites_the_civil_code() -> None:
    first, second = candidates("自颁布之日起30日后", DAY)
    assert first.basis.cite() == "《民法典》第二百零一条第一款"
    assert second.basis.cite() == "《民法典》第二百零四条"


def test_working_days_are_counted_where_there_is_a_calendar() -> None:
    friday = date(2026, 6, 26)
    calendar = WorkingCalendar({}, range(2020, 2031))
    assert [each.day for each in candidates("自公布之日起10个工作日后", friday, calendar)] == [
        date(2026, 7, 11), date(2026, 7, 10),
    ]  # fmt: skip
    assert candidates("自公布之日起10个工作日后", friday) == ()


def test_without_the_day_of_the_event_there_is_none() -> None:
    assert candidates("自颁布之日起30日后", None) == ()


def test_words_that_are_no_rule_give_none() -> None:
    assert candidates("另行通知", DAY) == ()


def test_a_term_counts_the_day_it_begins() -> None:
    assert last_day_of_term(date(2026, 3, 1), "有效期5年") == date(2031, 2, 28)
    assert last_day_of_term(date(2026, 3, 1), "试行期六个月") == date(2026, 8, 31)


def test_a_rule_that_names_a_day_is_told_apart() -> None:
    assert names_a_day("自2026年3月1日起")
    assert not names_a_day("自颁布之日起30日后")
