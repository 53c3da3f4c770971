"""The ruler of days: how a period is shown everywhere, one cell a day. The template is components/ruler.html."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from foundation.civil_code import HOUR, SHANGHAI
from foundation.stated import StatedPeriod
from foundation.working_calendar import Kind, dated, day_and_month
from foundation.worksheets import Counted, Span, Why, Worksheet

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
    return _lay(sheet.days, label, at, sheet.closes_at, sheet.closing_hour, sheet.sentence(), sheet.provisional)


def stated_ruler(period: StatedPeriod, at: datetime, label: str) -> Ruler:
    """Lay out the days between two stated instants: the citation of the law's own closing hour is left out."""
    laid = _lay(period.days, label, at, period.closes_at, period.closing_hour, period.sentence(), period.provisional)
    return replace(laid, lines=tuple(line.replace(f"（{HOUR.cite()}）", "") for line in laid.lines))


def span_ruler(span: Span, at: datetime, label: str) -> Ruler:
    """Lay out the days between two dates; nothing closes there."""
    return _lay(span.days, label, at, None, "", span.sentence(), span.provisional)


def _lay(
    days: tuple[Counted, ...],
    label: str,
    at: datetime,
    closes_at: datetime | None,
    closing: str,
    sentence: str,
    provisional: bool,
) -> Ruler:
    at = at.astimezone(SHANGHAI)
    cells = tuple(_cell(line, closing if line is days[-1] else "", at, closes_at) for line in days)
    between = max(0, len(cells) - 2 * AT_EACH_END) if len(cells) > MOST_CELLS else 0
    head, rest = (cells[:AT_EACH_END], cells[-AT_EACH_END:]) if between else (cells, ())
    left_out = f"中间{between}天" if between else ""
    return Ruler(label, head, left_out, rest, tuple(_lines(days, closing)), sentence, provisional, closing)


def _cell(line: Counted, note: str, at: datetime, closes_at: datetime | None) -> Cell:
    day = line.day
    return Cell(
        number=str(line.number) if line.number else ("起" if line.kind is Why.START else "·"),
        date=day.date,
        date_text=day_and_month(day.date),
        weekday=day.weekday,
        mark="班" if day.kind is Kind.MAKE_UP else "",
        note=note,
        css=_css(line, at, closes_at),
        is_today=day.date == at.date(),
        why=line.why,
    )


def _lines(days: tuple[Counted, ...], closing: str) -> Iterator[str]:
    """Every day told, days in a row of one reason together, so that a long period can be read."""
    across_years = days[0].day.date.year != days[-1].day.date.year
    name = dated if across_years else day_and_month
    for _, group in groupby(days, key=lambda line: (line.why, line.number is None)):
        same = list(group)
        first, last = same[0], same[-1]
        when = f"{name(first.day.date)}（{first.day.weekday}）"
        if first is not last:
            when += f"至{name(last.day.date)}（{last.day.weekday}）"
        which = ""
        if first.number:
            which = f"，第{first.number}天" if first is last else f"，第{first.number}至{last.number}天"
        ends = f"，{closing} 截止（{HOUR.cite()}）" if closing and last is days[-1] else ""
        yield f"{when}：{first.why}{which}{ends}。"


def _css(line: Counted, at: datetime, closes_at: datetime | None) -> str:
    if line.number is None and line.kind is not Why.KEPT:
        return "is-off"
    is_past = line.day.date < at.date() or (closes_at is not None and closes_at <= at)
    return "is-past" if is_past else "is-on"
