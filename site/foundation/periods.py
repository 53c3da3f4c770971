"""Periods counted in working days, each day with its reason. Pure: no Django, no clock, no database.

A calendar is anything that answers `calendar[date]` with a Day. The start day is not counted unless the programme
says so (Civil Code 201); the period closes at an instant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = "一二三四五六日"
LONGEST = 3660


class PeriodError(ValueError):
    """A period that cannot be; its message is a sentence for people."""


class Kind(StrEnum):
    WORKDAY = "workday"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Day:
    """What the official calendar says of one date. `settled` is false in a year whose notice has not been issued."""

    date: date
    kind: Kind
    name: str = ""
    settled: bool = True

    @property
    def counts(self) -> bool:
        return self.kind in (Kind.WORKDAY, Kind.MAKE_UP)

    @property
    def weekday(self) -> str:
        return f"周{WEEKDAYS[self.date.weekday()]}"


class Calendar(Protocol):
    def __getitem__(self, day: date, /) -> Day: ...


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a worksheet: a day, its number if it counts, and why."""

    day: Day
    number: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A period laid out day by day."""

    start: date
    days: tuple[Counted, ...]
    closes_at: datetime

    def __iter__(self) -> Iterator[Counted]:
        return iter(self.days)

    @property
    def last_day(self) -> date:
        return self.days[-1].day.date

    @property
    def provisional(self) -> bool:
        return any(not line.day.settled for line in self.days)


@dataclass(frozen=True, slots=True)
class Period:
    """A number of working days from a day. `on(calendar)` lays it out."""

    working_days: int
    from_day: date
    counting_first_day: bool = False
    close: time | None = None

    def __post_init__(self) -> None:
        if self.working_days < 1:
            raise PeriodError("期限至少为 1 个工作日。")
        if self.working_days > LONGEST:
            raise PeriodError(f"期限最长为 {LONGEST} 个工作日。")

    def on(self, calendar: Calendar) -> Worksheet:
        lines: list[Counted] = []
        number = 0
        step = self.from_day if self.counting_first_day else self.from_day + timedelta(days=1)
        while number < self.working_days:
            day = calendar[step]
            if day.counts:
                number += 1
            lines.append(Counted(day, number if day.counts else None, _why(day)))
            step += timedelta(days=1)
        return Worksheet(self.from_day, tuple(lines), closing_instant(lines[-1].day.date, self.close))


def closing_instant(last_day: date, close: time | None = None) -> datetime:
    """The stated hour of the last day, or its 24:00, which is the first instant of the day after."""
    if close is None:
        return datetime.combine(last_day + timedelta(days=1), time.min, SHANGHAI)
    return datetime.combine(last_day, close, SHANGHAI)


def _why(day: Day) -> str:
    match day.kind:
        case Kind.WORKDAY:
            return "工作日，计入"
        case Kind.MAKE_UP:
            return f"{day.name}调休上班日，计入"
        case Kind.HOLIDAY:
            return f"{day.name}放假，不计"
        case Kind.WEEKEND:
            return "周末，不计"
