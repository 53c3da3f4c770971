"""What people type about a date or a period: many ways of writing it, and a sentence for what cannot be."""

from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.asked import read_close, read_count, read_day, read_period
from foundation.units import Unit
from foundation.working_calendar import PeriodError

THE_17TH = date(2026, 9, 17)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-09-17", "2026-9-17", " 2026-09-17 ", "2026/9/17", "2026.09.17", "20260917", "2026年9月17日", "2026年9月17",
        "2026 年 9 月 17 日", "２０２６－０９－１７", "２０２６年９月１７日", "2026年　9月17日",
    ],
)  # fmt: skip
def test_a_day_may_be_written_in_many_ways(typed: str) -> None:
    assert read_day(typed) == THE_17TH


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-09-17T00:00:00+08:00", THE_17TH),
        ("2026-09-17T23:59:59.999+08:00", THE_17TH),
        ("2026-09-18T00:00+08:00", date(2026, 9, 18)),
        ("2026-09-17 10:00+08:00", THE_17TH),
        ("2026-09-16T16:00:00Z", THE_17TH),
        ("2026-09-16T15:59:59.999Z", date(2026, 9, 16)),
        ("2026-09-17T23:30:00-05:00", date(2026, 9, 18)),
        ("２０２６－０９－１７Ｔ１０：００＋０８：００", THE_17TH),
    ],
)
def test_an_instant_is_the_day_it_has_in_shanghai(typed: str, day: date) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请写日期，例如 2026-09-17。"),
        ("  ", "请写日期，例如 2026-09-17。"),
        ("明天", "“明天”不是日期。请写成 2026-09-17 或 2026年9月17日。"),
        ("09-17", "“09-17”不是日期。请写成 2026-09-17 或 2026年9月17日。"),
        ("26-09-17", "“26-09-17”不是日期。请写成 2026-09-17 或 2026年9月17日。"),
        ("二〇二六年九月十七日", "“二〇二六年九月十七日”不是日期。请写成 2026-09-17 或 2026年9月17日。"),
        ("9" * 60, f"“{'9' * 40}…”不是日期。请写成 2026-09-17 或 2026年9月17日。"),
        ("2026-02-30", "2026年2月没有30日。"),
        ("2026-02-29", "2026年不是闰年，没有2月29日。"),
        ("2100年2月29日", "2100年不是闰年，没有2月29日。"),
        ("2026-09-31", "2026年9月没有31日。"),
        ("2026-09-00", "2026年9月没有0日。"),
        ("2026-13-01", "没有13月。"),
        ("2026-00-01", "没有0月。"),
        ("20261301", "没有13月。"),
        ("0000-01-01", "年份写成四位，例如 2026。"),
        ("2026-09-17T10:00:00", "这个时刻没有写明时区，无法确定是哪一天。"),
        ("2026-09-17 23:59", "这个时刻没有写明时区，无法确定是哪一天。"),
        ("2026-09-17T24:00:00+08:00", "“2026-09-17T24:00:00+08:00”不是时刻。"),
        ("2026-09-17T25:00:00+08:00", "“2026-09-17T25:00:00+08:00”不是时刻。"),
        ("2026-02-29T10:00:00+08:00", "“2026-02-29T10:00:00+08:00”不是时刻。"),
        ("0001-01-01T00:00:00+14:00", "这个时刻太早或者太晚，无法换算成北京时间。"),
        ("9999-12-31T23:59:59-12:00", "这个时刻太早或者太晚，无法换算成北京时间。"),
    ],
)
def test_what_is_no_day_is_refused_in_words(typed: str, says: str) -> None:
    with pytest.raises(PeriodError) as refused:
        read_day(typed)
    assert str(refused.value).startswith(says)


def test_the_29th_of_february_of_a_leap_year_is_a_day() -> None:
    assert read_day("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(("typed", "count"), [("5", 5), (" 5 ", 5), ("+5", 5), ("05", 5), ("５", 5), ("１０", 10)])
def test_a_count_may_be_written_in_full_width(typed: str, count: int) -> None:
    assert read_count(typed, Unit.DAYS) == count


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请写多少个工作日。"),
        ("五", "“五”不是整数，请写多少个工作日，例如 5。"),
        ("5.5", "“5.5”不是整数，请写多少个工作日，例如 5。"),
        ("5天", "“5天”不是整数，请写多少个工作日，例如 5。"),
        ("1e3", "“1e3”不是整数，请写多少个工作日，例如 5。"),
        ("9" * 5000, f"“{'9' * 40}…”不是整数，请写多少个工作日，例如 5。"),
        ("0", "期限至少为1个工作日，不能是0。"),
        ("-1", "期限至少为1个工作日，不能是-1。"),
        ("10000", "期限最长为3650个工作日，10000太长，请核对是不是多写了一位。"),
    ],
)
def test_a_length_that_cannot_be_is_refused_in_words(typed: str, says: str) -> None:
    with pytest.raises(PeriodError) as refused:
        read_period("2026-09-17", typed, Unit.WORKING_DAYS)
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("typed", "close"),
    [
        ("", None), ("24:00", None), ("２４：００", None), ("17:30", time(17, 30)), ("9:00", time(9)),
        ("17：30", time(17, 30)), ("17时30分", time(17, 30)), (" 23:59 ", time(23, 59)),
    ],
)  # fmt: skip
def test_a_closing_hour_may_be_written_in_many_ways(typed: str, close: time | None) -> None:
    assert read_close(typed) == close


@pytest.mark.parametrize("typed", ["24:01", "25:00", "17:60", "17", "下午五点半", "17:30:00", "-1:00"])
def test_what_is_no_hour_is_refused_in_words(typed: str) -> None:
    with pytest.raises(PeriodError) as refused:
        read_close(typed)
    assert str(refused.value) == f"“{typed}”不是时刻。请写成 17:30，或 24:00。"


def test_the_start_is_not_counted_unless_it_is_said() -> None:
    assert not read_period("2026-09-17", "5", Unit.WORKING_DAYS).counting_first_day
    assert read_period("2026-09-17", "5", Unit.WORKING_DAYS, counting_first_day=True).counting_first_day


LIKELY = st.text(alphabet="0123456789０１-/.年月日T:+Z 　时分天\x00٢", max_size=30)


def refusal(read: Callable[[str], object], typed: str) -> str:
    try:
        read(typed)
    except PeriodError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("read", [read_day, read_close, lambda typed: read_count(typed, Unit.DAYS)])
@given(typed=st.one_of(st.text(), LIKELY))
def test_whatever_is_typed_is_read_or_refused_in_words(read: Callable[[str], object], typed: str) -> None:
    assert refusal(read, typed)[-1:] in ("", "。")


@given(day=st.dates(), form=st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%dT12:00+08:00"]))
def test_a_day_written_out_is_read_back(day: date, form: str) -> None:
    assert read_day(day.strftime(form.replace("%Y", f"{day.year:04}"))) == day


@pytest.mark.parametrize("typed", ["0:00", "00:00", "０：００", "0时00分"])
def test_the_first_instant_of_the_last_day_closes_nothing(typed: str) -> None:
    with pytest.raises(PeriodError, match=r"请写 24:00"):
        read_close(typed)
