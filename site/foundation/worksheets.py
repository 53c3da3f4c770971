"""A period laid out day by day, and how it is said in one sentence. Pure: no Django, no clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from foundation.civil_code import MONTH_END, end_of_month_instead
from foundation.units import Unit
from foundation.working_calendar import Day, Kind, day_and_month, long_date

if TYPE_CHECKING:
    from foundation.periods import Period


UNSETTLED = "其中有的年份尚未公布放假安排，按周末和固定的法定假日推算，以公布后的安排为准。"


class Why(StrEnum):
    """The kind of a line; its sentence is for people."""

    START = "start"
    WORKED = "worked"  # counted as a working day
    COUNTED = "counted"  # counted as a day like any other
    REST = "rest"
    STOPPED = "stopped"
    MOVED_OVER = "moved_over"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a worksheet: a day, its number if it counts, and why."""

    day: Day
    number: int | None
    kind: Why
    why: str


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Every day of a period from its start day to its last. `provisional`: a year without a notice was needed."""

    period: "Period"
    days: tuple[Counted, ...]
    closes_at: datetime
    provisional: bool

    def __iter__(self) -> Iterator[Counted]:
        return iter(self.days)

    @property
    def start(self) -> date:
        return self.period.from_day

    @property
    def first_counted(self) -> date:
        return next(line.day.date for line in self.days if line.number)

    @property
    def last_day(self) -> date:
        return self.days[-1].day.date

    @property
    def not_before(self) -> date:
        """The first day on which what had to wait for the end may be done."""
        return self.last_day + timedelta(days=1)

    @property
    def closing_hour(self) -> str:
        """24:00 where the period runs to the end of its last day; otherwise the hour."""
        return "24:00" if self.closes_at.date() > self.last_day else f"{self.closes_at:%H:%M}"

    def kept_until(self, last_day: date, days: Iterable[Day]) -> "Worksheet":
        """The same, standing until a later day that was already published; `days` are those after its own last."""
        why = f"已公布的最后一日是{day_and_month(last_day)}，不因日历变动提前"
        more = tuple(Counted(day, None, Why.KEPT, why) for day in days)
        return replace(self, days=self.days + more, closes_at=self.closes_at + (last_day - self.last_day))

    def is_open_at(self, moment: datetime) -> bool:
        return moment < self.closes_at

    def falls_short(self, last_day: date) -> str:
        """Why a last day somebody chose is too early for this period; empty when it is not."""
        if last_day >= self.last_day:
            return ""
        return f"{day_and_month(last_day)}不足{self.period}：从{day_and_month(self.start)}起算，最早到{long_date(self.last_day)}。"

    def sentence(self) -> str:
        """What a citizen needs in order to count it by hand."""
        return _sentence(self)

    def as_dict(self) -> dict[str, Any]:
        """For machines: every day with its reason."""
        return {
            "start": self.start.isoformat(),
            "first_counted": self.first_counted.isoformat(),
            "last_day": self.last_day.isoformat(),
            "closes_at": self.closes_at.isoformat(),
            "provisional": self.provisional,
            "says": self.sentence(),
            "days": [_line(line) for line in self.days],
        }


@dataclass(frozen=True, slots=True)
class Span:
    """The days from one date to another, the working days numbered."""

    start: date
    end: date
    days: tuple[Counted, ...]

    @property
    def working_days(self) -> int:
        return max((line.number or 0 for line in self.days), default=0)

    @property
    def provisional(self) -> bool:
        return any(not line.day.settled for line in self.days)

    def sentence(self) -> str:
        first = "" if self.days[0].kind is not Why.START else "，起始日不计入"
        text = f"{long_date(self.start)}至{long_date(self.end)}{first}，共{self.working_days}个工作日。"
        return text + UNSETTLED if self.provisional else text

    def as_dict(self) -> dict[str, Any]:
        return {
            "from": self.start.isoformat(),
            "until": self.end.isoformat(),
            "working_days": self.working_days,
            "provisional": self.provisional,
            "says": self.sentence(),
            "days": [_line(line) for line in self.days],
        }


def _line(line: Counted) -> dict[str, Any]:
    counts = line.number is not None
    return {"date": line.day.date.isoformat(), "counts": counts, "number": line.number, "why": line.why}


def _sentence(sheet: Worksheet) -> str:
    period = sheet.period
    length = f"不少于{period}" if period.at_least else f"{period}"
    parts = [f"自{long_date(sheet.start)}起算，{_start(sheet)}，{length}"]
    parts += [more.cite() for more in period.extensions]
    text = "；".join(parts) + f"，到{long_date(sheet.last_day)} {sheet.closing_hour} 截止。"
    remarks = [*_rests(sheet), *_make_ups(sheet), *_month_end(sheet), *_moved(sheet), *_kept(sheet)]
    if remarks:
        text += "；".join(remarks) + "。"
    if sheet.provisional:
        text += UNSETTLED
    return text


def _start(sheet: Worksheet) -> str:
    if not sheet.period.counting_first_day:
        return "当日不计入"
    return "当日为休息日，不计入" if sheet.days[0].kind is Why.REST else "当日计入"


def _rests(sheet: Worksheet) -> Iterator[str]:
    off = sum(1 for line in sheet.days if line.kind is Why.REST and line.day.date != sheet.start)
    if off:
        yield f"其间{off}天周末或放假不计"
    stopped = sum(1 for line in sheet.days if line.kind is Why.STOPPED)
    if stopped:
        yield f"其间中止{stopped}天不计"


def _make_ups(sheet: Worksheet) -> Iterator[str]:
    """A make-up day where it made a difference: counted among working days, or no rest day at the end of others."""
    last = sheet.days[-1]
    for line in sheet.days:
        if line.day.kind is not Kind.MAKE_UP:
            continue
        named = f"{day_and_month(line.day.date)}（{line.day.weekday}）为{line.day.name}调休上班日"
        if line.kind is Why.WORKED:
            yield f"{named}，计入"
        elif line is last:
            yield f"{named}，不是休息日，不顺延"


def _month_end(sheet: Worksheet) -> Iterator[str]:
    period = sheet.period
    if period.unit not in (Unit.MONTHS, Unit.YEARS):
        return
    months = period.count * (12 if period.unit is Unit.YEARS else 1)
    ends = end_of_month_instead(sheet.start, months)
    if ends is not None:
        yield f"{ends.month}月没有{sheet.start.day}日，以月末日{day_and_month(ends)}为期满之日（{MONTH_END.cite()}）"


def _moved(sheet: Worksheet) -> Iterator[str]:
    before = None
    for line in sheet.days:
        if line.kind is Why.MOVED_OVER and before is not Why.MOVED_OVER:
            yield f"原最后一日{day_and_month(line.day.date)}逢{line.day.rest}，顺延到休息日结束后的第一个工作日"
        before = line.kind


def _kept(sheet: Worksheet) -> Iterator[str]:
    if any(line.kind is Why.KEPT for line in sheet.days):
        yield "日历变动后推算的日期更早，已公布的最后一日不提前"
