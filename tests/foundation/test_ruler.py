"""The ruler of days, as it looks at an instant; and the component that shows it."""

from datetime import date, datetime, time, timedelta

import pytest
from django.template.loader import render_to_string

from foundation.civil_code import SHANGHAI
from foundation.holidays.seed import seed_calendar
from foundation.periods import Period, days_between
from foundation.ruler import AT_EACH_END, MOST_CELLS, Ruler, ruler, span_ruler
from foundation.worksheets import Span, Worksheet

CALENDAR = seed_calendar()
MONDAY_NOON = datetime(2026, 9, 21, 12, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)


@pytest.fixture
def sheet() -> Worksheet:
    """The 17th to the 22nd: a Saturday off, a Sunday worked."""
    return Period.working_days(5, date(2026, 9, 17), counting_first_day=True).on(CALENDAR)


def shown(sheet: Worksheet, at: datetime = MONDAY_NOON) -> Ruler:
    return ruler(sheet, at, "公示期")


def html_of(shown: Ruler) -> str:
    return render_to_string("public/components/ruler.html", {"ruler": shown})


def test_counted_days_are_numbered_and_rest_days_are_not(sheet: Worksheet) -> None:
    assert [cell.number for cell in shown(sheet).cells] == ["1", "2", "·", "3", "4", "5"]


def test_a_start_that_does_not_count_is_marked_as_the_start() -> None:
    sheet = Period.working_days(2, date(2026, 9, 17)).on(CALENDAR)
    assert [cell.number for cell in shown(sheet).cells] == ["起", "1", "·", "2"]


def test_a_day_stopped_has_no_number() -> None:
    sheet = Period.working_days(2, date(2026, 9, 7)).stopped(date(2026, 9, 8), date(2026, 9, 8), "补正").on(CALENDAR)
    assert [(cell.number, cell.css) for cell in shown(sheet).cells][1] == ("·", "is-off")


def test_a_make_up_day_is_marked(sheet: Worksheet) -> None:
    assert [cell.mark for cell in shown(sheet).cells] == ["", "", "", "班", "", ""]


def test_a_cell_says_its_date_and_weekday(sheet: Worksheet) -> None:
    sunday = shown(sheet).cells[3]
    assert (sunday.date_text, sunday.weekday) == ("9月20日", "周日")
    assert sunday.why == "国庆节调休上班日，计入（国办发明电〔2025〕7号）"


def test_what_is_over_looks_over_and_rest_days_look_off(sheet: Worksheet) -> None:
    looks = ["is-past", "is-past", "is-off", "is-past", "is-on", "is-on"]
    assert [cell.css for cell in shown(sheet).cells] == looks


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        ("2026-09-21T00:00:00+08:00", date(2026, 9, 21)),
        ("2026-09-20T23:59:59+08:00", date(2026, 9, 20)),
        ("2026-09-19T12:00:00+08:00", date(2026, 9, 19)),  # a day of rest is today as well
        ("2026-09-20T16:00:00+00:00", date(2026, 9, 21)),  # today is Shanghai's, whatever zone the instant bears
    ],
)
def test_today_is_the_day_of_the_instant(sheet: Worksheet, moment: str, today: date) -> None:
    cells = shown(sheet, datetime.fromisoformat(moment)).cells
    assert [cell.date for cell in cells if cell.is_today] == [today]


@pytest.mark.parametrize("moment", ["2026-09-16T23:59:59+08:00", "2026-09-23T00:00:00+08:00"])
def test_before_and_after_no_cell_is_today(sheet: Worksheet, moment: str) -> None:
    assert not any(cell.is_today for cell in shown(sheet, datetime.fromisoformat(moment)).cells)


@pytest.mark.parametrize(("close", "note"), [(None, "24:00"), (time(17, 30), "17:30")])
def test_the_last_cell_and_no_other_says_when_it_closes(close: time | None, note: str) -> None:
    sheet = Period.working_days(2, date(2026, 9, 17), close=close).on(CALENDAR)
    assert [cell.note for cell in shown(sheet).cells] == ["", "", "", note]
    assert shown(sheet).closing == note


@pytest.mark.parametrize("close", [None, time(17, 30)])
def test_at_the_closing_instant_and_not_a_second_before_all_is_past(close: time | None) -> None:
    sheet = Period.working_days(5, date(2026, 9, 17), close=close).on(CALENDAR)
    assert shown(sheet, sheet.closes_at - SECOND).cells[-1].css == "is-on"
    assert shown(sheet, sheet.closes_at).cells[-1].css == "is-past"


def test_days_kept_are_shown_without_a_number_and_the_note_goes_with_them(sheet: Worksheet) -> None:
    kept = shown(sheet.kept_until(date(2026, 9, 24), [CALENDAR[date(2026, 9, day)] for day in (23, 24)]))
    assert [(cell.number, cell.css, cell.note) for cell in kept.cells[-3:]] == [
        ("5", "is-on", ""),
        ("·", "is-on", ""),
        ("·", "is-on", "24:00"),
    ]
    assert kept.lines[-1] == (
        "9月23日（周三）至9月24日（周四）：已公布的最后一日是9月24日，不因日历变动提前，24:00 截止（《民法典》第二百零三条第二款）。"
    )


@pytest.mark.parametrize(("count", "cells", "left_out"), [(34, MOST_CELLS, ""), (35, AT_EACH_END, "中间22天")])
def test_a_period_is_shown_whole_as_long_as_it_fits(count: int, cells: int, left_out: str) -> None:
    tuesday = shown(Period.days(count, date(2026, 8, 4)).on(CALENDAR))
    assert (len(tuesday.cells), tuesday.left_out) == (cells, left_out)


def test_a_long_period_shows_its_ends_and_how_much_lies_between() -> None:
    sheet = Period.working_days(60, date(2026, 3, 2)).on(CALENDAR)
    long = shown(sheet)
    assert [cell.date for cell in long.cells] == [line.day.date for line in sheet.days[:AT_EACH_END]]
    assert [cell.date for cell in long.rest] == [line.day.date for line in sheet.days[-AT_EACH_END:]]
    assert long.left_out == f"中间{len(sheet.days) - 2 * AT_EACH_END}天"
    assert long.rest[-1].note == "24:00"


def test_days_in_a_row_of_one_reason_are_told_together(sheet: Worksheet) -> None:
    assert shown(sheet).lines == (
        "9月17日（周四）：工作日，计入；起算日计入是另有规定（《民法典》第二百零四条），第1天。",
        "9月18日（周五）：工作日，计入，第2天。",
        "9月19日（周六）：周六休息，不计。",
        "9月20日（周日）：国庆节调休上班日，计入（国办发明电〔2025〕7号），第3天。",
        "9月21日（周一）至9月22日（周二）：工作日，计入，第4至5天，24:00 截止（《民法典》第二百零三条第二款）。",
    )


def test_a_long_period_tells_every_day() -> None:
    sheet = Period.working_days(2, date(2026, 9, 30)).on(CALENDAR)
    assert shown(sheet).lines[1] == "10月1日（周四）至10月7日（周三）：国庆节放假，不计（国办发明电〔2025〕7号）。"


def test_the_sentence_can_be_checked_by_hand(sheet: Worksheet) -> None:
    assert shown(sheet).sentence == (
        "自2026年9月17日（周四）起算，当日计入，5个工作日，到2026年9月22日（周二） 24:00 截止。"
        "其间1天周末或放假不计；9月20日（周日）为国庆节调休上班日，计入。"
    )


def test_between_two_dates_nothing_closes() -> None:
    first, last = date(2026, 9, 17), date(2026, 9, 20)
    between = span_ruler(Span(first, last, tuple(days_between(first, last, CALENDAR))), MONDAY_NOON, "两个日期之间")
    assert [cell.number for cell in between.cells] == ["起", "1", "·", "2"]
    assert (between.closing, {cell.note for cell in between.cells}) == ("", {""})
    assert "截止" not in "".join((*between.lines, between.sentence))


def test_the_component_reads_without_sight_or_colour(sheet: Worksheet) -> None:
    html = html_of(shown(sheet))
    assert 'aria-label="公示期"' in html
    assert html.count('aria-current="date"') == 1
    assert html.count("<li class=") == len(sheet.days)
    assert "<li>9月19日（周六）：周六休息，不计。</li>" in html


def test_the_component_shows_the_gap_of_a_long_period() -> None:
    html = html_of(shown(Period.working_days(60, date(2026, 3, 2)).on(CALENDAR)))
    assert html.count("is-gap") == 1
    assert html.count('title="') == 2 * AT_EACH_END


@pytest.mark.parametrize(("start", "tags"), [(date(2026, 9, 17), 0), (date(2026, 12, 31), 1)])
def test_the_component_tags_what_is_provisional(start: date, tags: int) -> None:
    assert html_of(shown(Period.working_days(5, start).on(CALENDAR))).count("暂定</span>") == tags
