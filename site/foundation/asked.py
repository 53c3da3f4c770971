"""What a person types about a date or a period, read with sentences for what cannot be. Pure: no Django, no clock."""

import re
import unicodedata
from datetime import date, datetime, time

from foundation.civil_code import day_of
from foundation.periods import Period
from foundation.units import Unit
from foundation.working_calendar import PeriodError

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOSE = re.compile(r"(\d{1,2})[:时](\d{2})分?")
LONGEST = 40


def read_period(start: str, count: str, unit: Unit, *, counting_first_day: bool = False, close: str = "") -> Period:
    return Period(read_count(count, unit), unit, read_day(start), counting_first_day, read_close(close))


def read_day(typed: str) -> date:
    """2026-09-17, 2026年9月17日, 20260917; or an instant with its zone, which is the day it has in Shanghai."""
    text = _fold(typed)
    if not text:
        raise PeriodError("请写日期，例如 2026-09-17。")
    if "T" in text.upper() or ":" in text:
        return _day_of_instant(text, typed)
    match = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        raise PeriodError(f"“{_short(typed)}”不是日期。请写成 2026-09-17 或 2026年9月17日。")
    year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise PeriodError(_impossible(year, month, day)) from None


def read_count(typed: str, unit: Unit) -> int:
    text = _fold(typed)
    if not text:
        raise PeriodError(f"请写多少{unit.label}。")
    if not re.fullmatch(r"[-+]?\d{1,18}", text):
        raise PeriodError(f"“{_short(typed)}”不是整数，请写多少{unit.label}，例如 5。")
    return int(text)


def read_close(typed: str) -> time | None:
    """17:30; empty or 24:00 is the end of the day."""
    text = _fold(typed)
    if text in ("", "24:00"):
        return None
    match = _CLOSE.fullmatch(text)
    if match is not None and int(match[1]) == int(match[2]) == 0:
        raise PeriodError("0:00 是一天的开始，最后一日就没有了。到当日结束请写 24:00。")
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise PeriodError(f"“{_short(typed)}”不是时刻。请写成 17:30，或 24:00。")
    return time(int(match[1]), int(match[2]))


def _day_of_instant(text: str, typed: str) -> date:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise PeriodError(f"“{_short(typed)}”不是时刻。请写成 2026-09-17T10:00:00+08:00，或只写日期。") from None
    return day_of(moment)


def _impossible(year: int, month: int, day: int) -> str:
    if year == 0:
        return "年份写成四位，例如 2026。"
    if not 1 <= month <= 12:
        return f"没有{month}月。"
    if (month, day) == (2, 29):
        return f"{year}年不是闰年，没有2月29日。"
    return f"{year}年{month}月没有{day}日。"


def _fold(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip()


def _short(typed: str) -> str:
    return typed if len(typed) <= LONGEST else typed[:LONGEST] + "…"
