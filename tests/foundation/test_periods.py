"""Periods that stop, go on, begin anew and close; and the years whose notice is still to come."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.bases import Article
from foundation.civil_code import SHANGHAI
from foundation.holidays.seed import seed_calendar
from foundation.periods import Extension, Period, StillStopped, Stop, days_between
from foundation.units import Unit
from foundation.working_calendar import Kind, PeriodError
from foundation.worksheets import Span, Why, Worksheet

CALENDAR = seed_calendar()
RULE = Article("项目管理办法", 18)
SECOND = timedelta(seconds=1)
MONDAY = date(2026, 9, 7)


def dates(sheet: Worksheet, kind: Why) -> list[date]:
    return [line.day.date for line in sheet if line.kind is kind]


# Stops: the days of a supplement do not count.


def test_days_stopped_do_not_count() -> None:
    # 8 9 | 10 11 stopped | 12 13 weekend | 14 15 16
    sheet = Period.working_days(5, MONDAY).stopped(date(2026, 9, 10), date(2026, 9, 11), "补正").on(CALENDAR)
    assert sheet.last_day == date(2026, 9, 16)
    assert dates(sheet, Why.STOPPED) == [date(2026, 9, 10), date(2026, 9, 11)]


def test_a_stop_over_days_of_rest_only_changes_nothing() -> None:
    stopped = Period.working_days(5, MONDAY).stopped(date(2026, 9, 12), date(2026, 9, 13), "补正").on(CALENDAR)
    assert stopped.last_day == Period.working_days(5, MONDAY).on(CALENDAR).last_day == date(2026, 9, 14)


def test_days_stopped_lengthen_a_period_of_days_and_the_end_still_moves() -> None:
    # 8 to 16 are nine days; 17 and 18 stopped; 19 is the tenth, a Saturday; 20 is a worked Sunday.
    sheet = Period.days(10, MONDAY).stopped(date(2026, 9, 17), date(2026, 9, 18), "补正").on(CALENDAR)
    assert sheet.last_day == date(2026, 9, 20)
    assert dates(sheet, Why.MOVED_OVER) == [date(2026, 9, 19)]


def test_days_stopped_lengthen_a_period_of_months() -> None:
    # To 7 October, and three days more: 10 October, a worked Saturday.
    sheet = Period.months(1, MONDAY).stopped(date(2026, 9, 14), date(2026, 9, 16), "补正").on(CALENDAR)
    assert sheet.last_day == date(2026, 10, 10)


def test_a_stop_where_the_last_day_moves_to_is_stepped_over() -> None:
    # The tenth day is Saturday 12 September; Monday is stopped, so it moves to Tuesday.
    sheet = Period.days(10, date(2026, 9, 2)).stopped(date(2026, 9, 14), date(2026, 9, 14), "补正").on(CALENDAR)
    assert sheet.last_day == date(2026, 9, 15)


def test_two_stops_add_up() -> None:
    period = Period.working_days(3, MONDAY)
    period = period.stopped(date(2026, 9, 8), date(2026, 9, 8), "补正").stopped(
        date(2026, 9, 10), date(2026, 9, 10), "专家评审"
    )
    assert period.on(CALENDAR).last_day == date(2026, 9, 14)  # 9, 11, 14


def test_a_stop_says_why_and_on_what_it_rests() -> None:
    sheet = Period.working_days(2, MONDAY).stopped(date(2026, 9, 8), date(2026, 9, 8), "补正", RULE).on(CALENDAR)
    assert next(line.why for line in sheet if line.kind is Why.STOPPED) == "中止：补正（《项目管理办法》第十八条）"
    assert "其间中止1天不计" in sheet.sentence()


@pytest.mark.parametrize("unit", Unit)
def test_an_open_stop_leaves_no_last_day(unit: Unit) -> None:
    period = Period(5, unit, MONDAY).stopped(date(2026, 9, 10), None, "补正")
    with pytest.raises(StillStopped, match=r"^期限自2026年9月10日（周四）起中止（补正），尚未恢复"):
        period.on(CALENDAR)


def test_an_open_stop_after_the_end_comes_too_late() -> None:
    period = Period.working_days(2, MONDAY).stopped(date(2026, 9, 10), None, "补正")
    assert period.on(CALENDAR).last_day == date(2026, 9, 9)


def test_a_stop_cannot_end_before_it_begins() -> None:
    with pytest.raises(PeriodError, match="恢复计算的日期不能早于中止的日期"):
        Stop(date(2026, 9, 10), date(2026, 9, 9), "补正")


@given(
    start=st.dates(date(2020, 1, 1), date(2025, 6, 30)),
    count=st.integers(1, 60),
    after=st.integers(0, 90),
    length=st.integers(0, 30),
)
def test_stopping_leaves_the_numbered_days_as_many(start: date, count: int, after: int, length: int) -> None:
    first = start + timedelta(days=1 + after)
    period = Period.working_days(count, start)
    sheet = period.stopped(first, first + timedelta(days=length), "补正").on(CALENDAR)
    assert [line.number for line in sheet if line.number] == list(range(1, count + 1))
    assert sheet.last_day >= period.on(CALENDAR).last_day
    assert not sheet.period.stops[0].holds(sheet.last_day)


# What is said where the last day moves, and where the start is a worked Sunday.


def test_each_day_the_end_moves_over_says_why_and_the_last_from_where() -> None:
    sheet = Period.days(10, date(2026, 9, 2)).on(CALENDAR)
    assert [line.why for line in sheet.days[-3:]] == [
        "第10天逢周六休息，最后一日顺延（《民法典》第二百零三条第一款）",
        "周日休息，顺延（《民法典》第二百零三条第一款）",
        "由9月12日顺延至此的最后一日，计入",
    ]


def test_a_day_of_rest_within_a_period_of_days_counts_and_says_so() -> None:
    assert Period.days(8, MONDAY).on(CALENDAR).days[5].why == "周六休息，按日计入"


def test_a_make_up_day_that_does_not_count_is_not_said_to() -> None:
    assert "调休" not in Period.working_days(2, date(2026, 9, 20)).on(CALENDAR).sentence()


# Extensions and beginning anew.


def test_an_extension_is_counted_from_the_end() -> None:
    # 5 end on 14 September; 3 more: 15 16 17.
    sheet = Period.working_days(5, MONDAY).extended(3, Unit.WORKING_DAYS, "情况复杂", RULE).on(CALENDAR)
    assert sheet.last_day == date(2026, 9, 17)
    assert "延长3个工作日：情况复杂（《项目管理办法》第十八条）" in sheet.sentence()


def test_an_extension_scans_the_holidays_inside_it() -> None:
    # 24 September the only day; three more: 28 29 30. One more: over National Day to the 8th.
    period = Period.working_days(1, date(2026, 9, 23))
    assert period.extended(3, Unit.WORKING_DAYS, "复核").on(CALENDAR).last_day == date(2026, 9, 30)
    assert period.extended(4, Unit.WORKING_DAYS, "复核").on(CALENDAR).last_day == date(2026, 10, 8)


def test_an_extension_in_another_unit_moves_its_own_last_day() -> None:
    # To 14 September; ten days more is the 24th; eleven is Mid-autumn: Monday 28.
    period = Period.working_days(5, MONDAY)
    assert period.extended(10, Unit.DAYS, "复核").on(CALENDAR).last_day == date(2026, 9, 24)
    assert period.extended(11, Unit.DAYS, "复核").on(CALENDAR).last_day == date(2026, 9, 28)


def test_extensions_follow_one_another() -> None:
    period = Period.working_days(1, MONDAY).extended(1, Unit.WORKING_DAYS, "一").extended(1, Unit.MONTHS, "二")
    assert period.on(CALENDAR).last_day == date(2026, 10, 9)  # 8, 9 September, 9 October


def test_every_day_of_an_extension_says_it_is_one() -> None:
    sheet = Period.working_days(1, MONDAY).extended(1, Unit.WORKING_DAYS, "复核").on(CALENDAR)
    assert [line.why for line in sheet][1:] == ["工作日，计入", "工作日，计入；延长1个工作日：复核"]


def test_the_numbers_run_on_through_an_extension() -> None:
    sheet = Period.working_days(5, MONDAY).extended(3, Unit.WORKING_DAYS, "复核").on(CALENDAR)
    assert [line.number for line in sheet if line.number] == list(range(1, 9))


def test_a_stop_holds_in_the_extension_too() -> None:
    period = Period.working_days(5, MONDAY).extended(1, Unit.WORKING_DAYS, "复核")
    assert period.stopped(date(2026, 9, 15), date(2026, 9, 16), "补正").on(CALENDAR).last_day == date(2026, 9, 17)


@pytest.mark.parametrize("count", [0, -1, 10_000])
def test_an_extension_has_a_length_that_can_be(count: int) -> None:
    with pytest.raises(PeriodError, match=r"^期限"):
        Extension(count, Unit.WORKING_DAYS, "复核")


def test_anew_is_the_whole_length_from_another_day() -> None:
    period = Period.working_days(5, MONDAY, close=time(17, 30)).stopped(date(2026, 9, 8), None, "补正")
    again = period.extended(2, Unit.DAYS, "复核").anew(date(2026, 9, 17))
    assert again == Period.working_days(5, date(2026, 9, 17), close=time(17, 30))
    assert again.on(CALENDAR).last_day == date(2026, 9, 23)


# What a chosen last day is measured against.


def test_a_last_day_too_early_falls_short_in_words() -> None:
    sheet = Period.working_days(5, MONDAY, at_least=True).on(CALENDAR)
    assert sheet.falls_short(date(2026, 9, 11)) == ("9月11日不足5个工作日：从9月7日起算，最早到2026年9月14日（周一）。")
    assert sheet.falls_short(date(2026, 9, 14)) == sheet.falls_short(date(2026, 9, 15)) == ""


def test_at_least_is_said() -> None:
    assert "当日不计入，不少于5个工作日，到" in Period.working_days(5, MONDAY, at_least=True).on(CALENDAR).sentence()


@pytest.mark.parametrize(
    ("period", "day"),
    [
        (Period.working_days(5, MONDAY), date(2026, 9, 15)),
        (Period.working_days(4, MONDAY), date(2026, 9, 12)),  # the next day, though a Saturday
        (Period.working_days(4, MONDAY, close=time(17, 30)), date(2026, 9, 12)),
    ],
)
def test_what_waits_for_the_end_may_be_done_the_day_after(period: Period, day: date) -> None:
    assert period.on(CALENDAR).not_before == day


# Closing.


@pytest.mark.parametrize("close", [None, time(0, 1), time(17, 30), time(23, 59, 59)])
def test_it_is_open_a_second_before_it_closes_and_not_at_it(close: time | None) -> None:
    sheet = Period.working_days(5, MONDAY, close=close).on(CALENDAR)
    instants = [sheet.closes_at - SECOND, sheet.closes_at, sheet.closes_at + SECOND]
    assert [sheet.is_open_at(moment) for moment in instants] == [True, False, False]


@pytest.mark.parametrize(
    ("close", "instant", "hour"),
    [
        (None, "2026-09-15T00:00:00+08:00", "24:00"),
        (time(17, 30), "2026-09-14T17:30:00+08:00", "17:30"),
        (time(0, 1), "2026-09-14T00:01:00+08:00", "00:01"),
    ],
)
def test_it_closes_at_the_last_midnight_or_the_stated_hour(close: time | None, instant: str, hour: str) -> None:
    sheet = Period.working_days(5, MONDAY, close=close).on(CALENDAR)
    assert (sheet.closes_at.isoformat(), sheet.closing_hour) == (instant, hour)
    assert f"到2026年9月14日（周一） {hour} 截止。" in sheet.sentence()


def test_an_instant_is_the_day_it_has_in_shanghai() -> None:
    # 16:00 in Greenwich is midnight in Shanghai, which belongs to the day it begins.
    period = Period.working_days(1, datetime.fromisoformat("2026-09-07T16:00:00+00:00"))
    assert period.from_day == date(2026, 9, 8)
    before = Period.working_days(1, datetime.fromisoformat("2026-09-07T15:59:59.999+00:00"))
    assert before.from_day == MONDAY


def test_a_closing_hour_with_a_zone_of_its_own_is_refused() -> None:
    with pytest.raises(PeriodError, match="截止时刻按北京时间写"):
        Period.working_days(5, MONDAY, close=time(17, 30, tzinfo=SHANGHAI))


def test_a_published_last_day_is_kept_where_the_count_comes_earlier() -> None:
    sheet = Period.working_days(5, MONDAY, close=time(17, 30)).on(CALENDAR)
    kept = sheet.kept_until(date(2026, 9, 16), [CALENDAR[date(2026, 9, 15)], CALENDAR[date(2026, 9, 16)]])
    assert (kept.last_day, kept.not_before) == (date(2026, 9, 16), date(2026, 9, 17))
    assert (kept.closes_at.isoformat(), kept.closing_hour) == ("2026-09-16T17:30:00+08:00", "17:30")
    assert dates(kept, Why.KEPT) == [date(2026, 9, 15), date(2026, 9, 16)]
    assert "已公布的最后一日不提前" in kept.sentence()


# Years without a notice.


def test_nothing_of_a_settled_year_is_provisional() -> None:
    sheet = Period.working_days(5, date(2026, 12, 24)).on(CALENDAR)
    assert (sheet.last_day, sheet.provisional) == (date(2026, 12, 31), False)


@pytest.mark.parametrize(
    "period",
    [
        Period.working_days(6, date(2026, 12, 24)),
        Period.days(10, date(2026, 12, 24)),
        Period.months(1, date(2026, 12, 24)),
        Period.years(1, date(2026, 12, 24)),
    ],
    ids=str,
)
def test_a_period_that_reaches_a_year_without_a_notice_is_provisional(period: Period) -> None:
    sheet = period.on(CALENDAR)
    assert sheet.provisional
    assert sheet.sentence().endswith("按周末和固定的法定假日推算，以公布后的安排为准。")
    assert all("暂定：2027年放假安排尚未公布" in line.why for line in sheet if line.day.date.year == 2027)


@pytest.mark.parametrize(("month", "day"), [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)])
@pytest.mark.parametrize("year", [2027, 2028, 2035])
def test_the_fixed_days_rest_without_a_notice(year: int, month: int, day: int) -> None:
    found = CALENDAR[date(year, month, day)]
    assert (found.kind, found.settled) == (Kind.HOLIDAY, False)
    assert "《全国年节及纪念日放假办法》第二条" in found.source


def test_without_a_notice_other_days_are_what_their_weekday_says() -> None:
    # 2027: 2 January is a Saturday, 4 May a Tuesday, 5 February a Friday before Spring Festival.
    found = [CALENDAR[date(2027, *day)].kind for day in ((1, 2), (1, 3), (2, 5), (5, 4), (10, 4))]
    assert found == [Kind.WEEKEND, Kind.WEEKEND, Kind.WORKDAY, Kind.WORKDAY, Kind.WORKDAY]


def test_over_new_year_without_a_notice() -> None:
    # Thursday 31 December 2026; 1 January rests, 2 and 3 are a weekend, 4 is the first.
    assert Period.working_days(1, date(2026, 12, 31)).on(CALENDAR).last_day == date(2027, 1, 4)


def test_a_calendar_told_more_says_it_and_leaves_the_other_as_it_was() -> None:
    told = CALENDAR.with_special({}, [2027])
    assert (told[MONDAY.replace(year=2027)].settled, CALENDAR[MONDAY.replace(year=2027)].settled) == (True, False)


# What cannot be.

REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: Period.working_days(0, MONDAY), "期限至少为1个工作日，不能是0。"),
    (lambda: Period.days(-3, MONDAY), "期限至少为1日，不能是-3。"),
    (lambda: Period.working_days(10_000, MONDAY), "期限最长为3650个工作日，10000太长，请核对是不是多写了一位。"),
    (lambda: Period.months(361, MONDAY), "期限最长为360个月，361太长，请核对是不是多写了一位。"),
    (lambda: Period.years(31, MONDAY), "期限最长为30年，31太长，请核对是不是多写了一位。"),
    (lambda: Period.working_days(True, MONDAY), "期限的长度要写整数。"),
    (lambda: Period.working_days(5.0, MONDAY), "期限的长度要写整数。"),  # type: ignore[arg-type]
    (lambda: Period.days(1, datetime.fromisoformat("2026-09-07T10:00")), "这个时刻没有写明时区"),
    (lambda: Period.days(1, date(2003, 12, 31)).on(CALENDAR), "2003年不在日历内：日历自2004年起"),
    (lambda: Period.days(1, date(2100, 12, 31)).on(CALENDAR), "只能推算到2100年，2101年太远。"),
    (lambda: Period.years(30, date(2080, 1, 1)).on(CALENDAR), "只能推算到2100年，2110年太远。"),
    (lambda: Period.working_days(3650, date(2099, 1, 1)).on(CALENDAR), "只能推算到2100年，2101年太远。"),
    (lambda: list(days_between(MONDAY, date(2026, 9, 6), CALENDAR)), "结束日期不能早于开始日期。"),
    (lambda: list(days_between(date(2010, 1, 1), MONDAY, CALENDAR)), "两个日期最多相隔3650天。"),
]


@pytest.mark.parametrize(("ask", "says"), REFUSED, ids=[says for _, says in REFUSED])
def test_what_cannot_be_is_refused_in_words(ask: Callable[[], object], says: str) -> None:
    with pytest.raises(PeriodError) as refused:
        ask()
    assert str(refused.value).startswith(says)


# The days between two dates.


def span(first: date, last: date, *, counting_first_day: bool = False) -> Span:
    return Span(first, last, tuple(days_between(first, last, CALENDAR, counting_first_day)))


def test_the_days_between_two_dates_are_said_in_one_sentence() -> None:
    assert span(date(2026, 9, 17), date(2026, 9, 22)).sentence() == (
        "2026年9月17日（周四）至2026年9月22日（周二），起始日不计入，共4个工作日。"
    )


def test_the_days_between_may_count_the_first() -> None:
    assert span(date(2026, 9, 17), date(2026, 9, 22), counting_first_day=True).working_days == 5


def test_from_a_day_to_itself_there_is_none_or_one() -> None:
    assert span(MONDAY, MONDAY).working_days == 0
    assert span(MONDAY, MONDAY, counting_first_day=True).working_days == 1


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period.working_days(3, date(2026, 9, 19), counting_first_day=True), "当日为休息日，不计入"),
        (Period.working_days(3, date(2026, 9, 17), counting_first_day=True), "当日计入"),
        (Period.months(1, date(2026, 8, 20)), "9月20日（周日）为国庆节调休上班日，不是休息日，不顺延"),
        (Period.months(1, date(2026, 8, 31)), "9月没有31日，以月末日9月30日为期满之日（《民法典》第二百零二条）"),
        (Period.years(1, date(2024, 2, 29)), "2月没有29日，以月末日2月28日为期满之日"),
    ],
)
def test_the_sentence_says_what_a_reader_would_stumble_over(period: Period, said: str) -> None:
    assert said in period.on(CALENDAR).sentence()


def test_each_day_that_was_moved_from_is_named() -> None:
    twice = Period.days(9, date(2026, 9, 17)).extended(5, Unit.DAYS, "材料多")
    said = twice.on(CALENDAR).sentence()
    assert "原最后一日9月26日逢中秋节放假" in said
    assert "原最后一日10月3日逢国庆节放假" in said
