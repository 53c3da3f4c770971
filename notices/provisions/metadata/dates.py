"""Days as documents write them: 2022年4月6日, 2022 年 4 月 6 日, 二〇二二年四月六日, 2022-04-06."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from notices.provisions.numerals import number

_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_MONTH = rf"(?:{_NUMERAL}|元)"  # 元月 is January
DATE = re.compile(
    rf"(?P<year>(?:19|20)\d ?\d|[一二][〇零○◯Oo0一二三四五六七八九]{{3}}) ?年 ?(?P<month>{_MONTH}) ?月 ?(?P<day>{_NUMERAL}) ?日"
)
DASHED = re.compile(r"(?P<year>(?:19|20)\d{2})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)")


def dates_in(text: str) -> Iterator[tuple[date, int, int]]:
    """Each day the folded text names, with its place."""
    for found in DATE.finditer(text):
        day = date_of(found)
        if day:
            yield day, found.start(), found.end()


def date_of(found: re.Match[str]) -> date | None:
    parts = [number("1" if found[name] == "元" else found[name]) for name in ("year", "month", "day")]
    if None in parts:
        return None
    try:
        return date(*(part or 0 for part in parts))
    except ValueError:
        return None


def years_after(day: date, years: int, months: int = 0) -> date:
    """The last day of a term that begins on `day`: three years from 9 March end on 8 March."""
    month = day.month - 1 + months
    year, month = day.year + years + month // 12, month % 12 + 1
    if year > 9998:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1])) - timedelta(days=1)
