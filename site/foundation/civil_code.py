"""How the Civil Code counts: articles 200 to 204. Pure: no Django, no clock."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from foundation.bases import Article
from foundation.working_calendar import LAST_YEAR, PeriodError

SHANGHAI = ZoneInfo("Asia/Shanghai")
CODE = "民法典"
FIRST_DAY = Article(CODE, 201, 1)  # 按照年、月、日计算期间的，开始的当日不计入
MONTH_END = Article(CODE, 202)  # 到期月的对应日；没有对应日的，月末日
LAST_DAY = Article(CODE, 203, 1)  # 最后一日是法定休假日的，以休假日结束的次日
HOUR = Article(CODE, 203, 2)  # 最后一日二十四时；有业务时间的，停止业务活动的时间
OTHERWISE = Article(CODE, 204)  # 法律另有规定或者当事人另有约定的除外


def last_of_months(start: date, months: int, counting_first_day: bool = False) -> date:
    """The last day of a period of months.

    The start day not counted, it is the corresponding day. Counted, it is the day before; but where the month has no
    corresponding day its end is the end already.
    """
    day, has_one = _month_on(start, months)
    return day - timedelta(days=1) if counting_first_day and has_one else day


def end_of_month_instead(start: date, months: int) -> date | None:
    """The month's last day, where that month has no day of the start's number; else None."""
    day, has_one = _month_on(start, months)
    return None if has_one else day


def closing_instant(last_day: date, close: time | None = None) -> datetime:
    """The stated hour of the last day, or its 24:00, which is the first instant of the day after."""
    if close is None:
        return datetime.combine(last_day + timedelta(days=1), time.min, SHANGHAI)
    return datetime.combine(last_day, close, SHANGHAI)


def day_of(moment: date | datetime) -> date:
    """The date in Shanghai on which something happened. 0:00 belongs to the day it begins."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise PeriodError("这个时刻没有写明时区，无法确定是哪一天。请写成北京时间，例如 2026-09-17T23:59:59+08:00。")
    try:
        return moment.astimezone(SHANGHAI).date()
    except OverflowError:
        raise PeriodError("这个时刻太早或者太晚，无法换算成北京时间。") from None


def _month_on(start: date, months: int) -> tuple[date, bool]:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > LAST_YEAR:
        raise PeriodError(f"只能推算到{LAST_YEAR}年，{year}年太远。")
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, length)), start.day <= length
