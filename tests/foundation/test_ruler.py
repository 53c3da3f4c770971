"""The ruler of days, as it looks at an instant."""

from datetime import date, datetime, time, timedelta

import pytest
from django.template.loader import render_to_string

from foundation.clock import SHANGHAI
from foundation.official_calendar import OfficialCalendar
from foundation.periods import Period, Worksheet
from foundation.ruler import Ruler, ruler


@pytest.fixture
def sheet() -> Worksheet:
    return Period(5, date(2026, 9, 17), counting_first_day=True).on(OfficialCalendar())


def at(sheet: Worksheet, *moment: int) -> Ruler:
    return ruler(sheet, datetime(*moment, tzinfo=SHANGHAI), "公示期")  # type: ignore[misc]


def test_counted_days_are_numbered_and_rest_days_are_not(sheet: Worksheet) -> None:
    cells = at(sheet, 2026, 9, 21, 12).cells
    assert [cell.number for cell in cells] == ["1", "2", "·", "3", "4", "5"]
    assert [cell.css for cell in cells] == ["is-past", "is-past", "is-off", "is-past", "is-on", "is-on"]
    assert [cell.mark for cell in cells] == ["", "", "", "班", "", ""]
    assert [cell.is_today for cell in cells] == [False, False, False, False, True, False]


def test_the_last_cell_says_when_it_closes(sheet: Worksheet) -> None:
    assert at(sheet, 2026, 9, 21).closing == "24:00"
    earlier = Period(5, date(2026, 9, 17), close=time(17, 30)).on(OfficialCalendar())
    assert at(earlier, 2026, 9, 21).closing == "17:30"


def test_at_the_closing_instant_and_not_a_second_before_all_is_past(sheet: Worksheet) -> None:
    before = ruler(sheet, sheet.closes_at - timedelta(seconds=1), "公示期")
    after = ruler(sheet, sheet.closes_at, "公示期")
    assert before.cells[-1].css == "is-on"
    assert after.cells[-1].css == "is-past"


def test_the_sentence_can_be_checked_by_hand(sheet: Worksheet) -> None:
    assert at(sheet, 2026, 9, 21).sentence == (
        "共 5 个工作日；其间 1 天周末或放假不计；9月20日（周日）为国庆节调休上班日，计入。"
    )


def test_the_component_reads_without_sight_or_colour(sheet: Worksheet) -> None:
    html = render_to_string("public/components/ruler.html", {"ruler": at(sheet, 2026, 9, 21)})
    assert 'aria-label="公示期"' in html
    assert html.count('aria-current="date"') == 1
    assert "9月19日（周六）：周末，不计。" in html
