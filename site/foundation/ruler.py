"""The ruler of days: how a period is shown everywhere, one cell a day. The template is components/ruler.html."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from foundation.working_calendar import Kind, day_and_month
from foundation.worksheets import Counted, Why, Worksheet

# A longer period shows its beginning and its end; every day is still told below it.
MOST_CELLS = 35
AT_EACH_END = 7


@dataclass(frozen=True, slots=True)
class Cell:
    number: str
    date: date
    date_text: str
    weekday: str
    mark: str
    note: str
    css: str
    is_today: bool
    why: str


@dataclass(frozen=True, slots=True)
class Ruler:
    label: str
    cells: tuple[Cell, ...]
    left_out: str
    rest: tuple[Cell, ...]
    lines: tuple[str, ...]
    sentence: str
    provisional: bool
    closing: str


def ruler(sheet: Worksheet, at: datetime, label: str) -> Ruler:
    """Lay out a worksheet as it looks at an instant."""
    cells = tuple(_cell(line, sheet, at) for line in sheet)
    between = max(0, len(cells) - 2 * AT_EACH_END) if len(cells) > MOST_CELLS else 0
    head, rest = (cells[:AT_EACH_END], cells[-AT_EACH_END:]) if between else (cells, ())
    left_out = f"中间{between}天" if between else ""
    return Ruler(
        label, head, left_out, rest, tuple(_lines(sheet)), sheet.sentence(), sheet.provisional, sheet.closing_hour
    )


def _cell(line: Counted, sheet: Worksheet, at: datetime) -> Cell:
    day = line.day
    return Cell(
        number=str(line.number) if line.number else ("起" if line.kind is Why.START else "·"),
        date=day.date,
        date_text=day_and_month(day.date),
        weekday=day.weekday,
        mark="班" if day.kind is Kind.MAKE_UP else "",
        note=sheet.closing_hour if line is sheet.days[-1] else "",
        css=_css(line, at, sheet.closes_at),
        is_today=day.date == at.date(),
        why=line.why,
    )


def _lines(sheet: Worksheet) -> Iterator[str]:
    """Every day told, days in a row of one reason together, so that a long period can be read."""
    for (why, _), group in groupby(sheet.days, key=lambda line: (line.why, line.number is None)):
        days = list(group)
        first, last = days[0], days[-1]
        when = f"{day_and_month(first.day.date)}（{first.day.weekday}）"
        if first is not last:
            when += f"至{day_and_month(last.day.date)}（{last.day.weekday}）"
        which = ""
        if first.number:
            which = f"，第{first.number}天" if first is last else f"，第{first.number}至{last.number}天"
        yield f"{when}：{why}{which}{f'，{sheet.closing_hour} 截止' if last is sheet.days[-1] else ''}。"


def _css(line: Counted, at: datetime, closes_at: datetime) -> str:
    if line.number is None:
        return "is-off"
    return "is-past" if line.day.date < at.date() or closes_at <= at else "is-on"
