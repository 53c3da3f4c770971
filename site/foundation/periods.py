"""Periods in working days, days, months and years, laid out day by day with reasons. Pure: no Django, no clock.

The start day is not counted unless it is said so; the last day of a period of days, months or years that falls on a
day of rest moves to the next working day; the period closes at an instant (`foundation.civil_code`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from foundation.bases import Basis
from foundation.civil_code import FIRST_DAY, LAST_DAY, OTHERWISE, closing_instant, day_of, last_of_months
from foundation.units import Unit, check_count
from foundation.working_calendar import Day, Kind, PeriodError, day_and_month, long_date
from foundation.worksheets import Counted, Why, Worksheet

ONE_DAY = timedelta(days=1)


class Calendar(Protocol):
    def __getitem__(self, day: date, /) -> Day: ...


class StillStopped(PeriodError):
    """The period is stopped and has not resumed: it has no last day yet."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Days during which the period does not run, the first and the last included. Without a last it still stands."""

    first: date
    last: date | None
    why: str
    basis: Basis | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise PeriodError("恢复计算的日期不能早于中止的日期。")

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def cite(self) -> str:
        return f"中止：{self.why}" + (f"（{self.basis.cite()}）" if self.basis else "")


@dataclass(frozen=True, slots=True)
class Extension:
    """More of it, by an act: counted from the day the period would have ended."""

    count: int
    unit: Unit
    why: str
    basis: Basis | None = None

    def __post_init__(self) -> None:
        check_count(self.count, self.unit)

    def cite(self) -> str:
        return f"延长{self.count}{self.unit.label}：{self.why}" + (f"（{self.basis.cite()}）" if self.basis else "")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time from a day. `on(calendar)` lays it out.

    `at_least`: the text says "not less than", so that whoever sets the last day may set a later one.
    """

    count: int
    unit: Unit
    from_day: date
    counting_first_day: bool = False
    close: time | None = None
    at_least: bool = False
    basis: Basis | None = None
    stops: tuple[Stop, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def __post_init__(self) -> None:
        check_count(self.count, self.unit)
        if isinstance(self.from_day, datetime):
            object.__setattr__(self, "from_day", day_of(self.from_day))
        if self.close is not None and self.close.tzinfo is not None:
            raise PeriodError("截止时刻按北京时间写，不另带时区。")
        if self.close == time.min:
            raise PeriodError("截止时刻不能是 0:00，那样最后一日就没有了。到当日结束的留空。")

    @classmethod
    def working_days(cls, count: int, from_day: date, **terms: object) -> "Period":
        return cls(count, Unit.WORKING_DAYS, from_day, **terms)  # type: ignore[arg-type]

    @classmethod
    def days(cls, count: int, from_day: date, **terms: object) -> "Period":
        return cls(count, Unit.DAYS, from_day, **terms)  # type: ignore[arg-type]

    @classmethod
    def months(cls, count: int, from_day: date, **terms: object) -> "Period":
        return cls(count, Unit.MONTHS, from_day, **terms)  # type: ignore[arg-type]

    @classmethod
    def years(cls, count: int, from_day: date, **terms: object) -> "Period":
        return cls(count, Unit.YEARS, from_day, **terms)  # type: ignore[arg-type]

    def stopped(self, first: date, last: date | None, why: str, basis: Basis | None = None) -> "Period":
        """The same period, not running from the one day to the other: for supplements, for experts."""
        return replace(self, stops=(*self.stops, Stop(first, last, why, basis)))

    def extended(self, count: int, unit: Unit, why: str, basis: Basis | None = None) -> "Period":
        """The same period with more after its end."""
        return replace(self, extensions=(*self.extensions, Extension(count, unit, why, basis)))

    def anew(self, from_day: date) -> "Period":
        """The whole length again from another day; what stopped or lengthened it before is over."""
        return replace(self, from_day=from_day, stops=(), extensions=())

    def on(self, calendar: Calendar) -> Worksheet:
        laying = _Laying(self, calendar)
        laying.begin()
        laying.lay(self.count, self.unit, self.from_day, self.counting_first_day)
        for more in self.extensions:
            laying.extend(more)
        return laying.worksheet()

    def __str__(self) -> str:
        return f"{self.count}{self.unit.label}"


class _Laying:
    """A period on its way to a worksheet."""

    __slots__ = ("calendar", "lines", "note", "number", "period", "provisional")

    def __init__(self, period: Period, calendar: Calendar) -> None:
        self.period = period
        self.calendar = calendar
        self.lines: list[Counted] = []
        self.number = 0
        self.provisional = False
        self.note = ""

    def begin(self) -> None:
        day = self.calendar[self.period.from_day]
        if not self.period.counting_first_day:
            self.lines.append(Counted(day, None, Why.START, f"起算日，不计入（{FIRST_DAY.cite()}）"))

    def lay(self, count: int, unit: Unit, start: date, counting_start: bool) -> None:
        if unit is Unit.WORKING_DAYS:
            self._lay_working_days(count, start if counting_start else start + ONE_DAY)
            return
        first = start if counting_start else start + ONE_DAY
        if unit is not Unit.DAYS:
            last = last_of_months(start, count * (12 if unit is Unit.YEARS else 1), counting_start)
            count = (last - first).days + 1
        self._lay_days(count, first)

    def extend(self, more: Extension) -> None:
        self.note = f"；{more.cite()}"
        self.lay(more.count, more.unit, self.lines[-1].day.date, counting_start=False)
        self.note = ""

    def worksheet(self) -> Worksheet:
        if self.period.counting_first_day:
            self.lines[0] = _counted_by_choice(self.lines[0])
        last = self.lines[-1].day.date
        closes = closing_instant(last, self.period.close)
        return Worksheet(self.period, tuple(self.lines), closes, self.provisional)

    def _lay_working_days(self, count: int, step: date) -> None:
        calendar, lines, stops = self.calendar, self.lines, self.period.stops
        until = self.number + count
        while self.number < until:
            day = calendar[step]
            if not day.settled:
                self.provisional = True
            if stops and (stop := self._stop(step)) is not None:
                lines.append(Counted(day, None, Why.STOPPED, stop.cite()))
            elif day.counts:
                self.number += 1
                lines.append(Counted(day, self.number, Why.WORKED, _working(day) + self.note))
            else:
                lines.append(Counted(day, None, Why.REST, f"{day.rest}，不计{day.source}"))
            step += ONE_DAY

    def _lay_days(self, count: int, step: date) -> None:
        until = self.number + count
        while self.number < until - 1:
            self._lay_day(step)
            step += ONE_DAY
        while (stop := self._stop(step)) is not None:
            self.lines.append(Counted(self.calendar[step], None, Why.STOPPED, stop.cite()))
            step += ONE_DAY
        self._lay_last(step)

    def _lay_day(self, step: date) -> None:
        day = self.calendar[step]
        if (stop := self._stop(step)) is not None:
            self.lines.append(Counted(day, None, Why.STOPPED, stop.cite()))
            return
        self.number += 1
        self.lines.append(Counted(day, self.number, Why.COUNTED, _daily(day) + self.note))

    def _lay_last(self, step: date) -> None:
        """The last day, or the working day it moves to."""
        nominal = step
        while (stop := self._stop(step)) is not None or not self.calendar[step].counts:
            day = self.calendar[step]
            self.provisional |= not day.settled
            if stop is not None:
                self.lines.append(Counted(day, None, Why.STOPPED, stop.cite()))
            else:
                said = f"第{self.number + 1}天逢{day.rest}，最后一日顺延" if step == nominal else f"{day.rest}，顺延"
                said = f"{said}（{LAST_DAY.cite()}）{day.source}"
                self.lines.append(Counted(day, None, Why.MOVED_OVER, said))
            step += ONE_DAY
        day = self.calendar[step]
        self.provisional |= not day.settled
        self.number += 1
        said = _daily(day) if step == nominal else f"由{day_and_month(nominal)}顺延至此的最后一日，计入{day.source}"
        self.lines.append(Counted(day, self.number, Why.COUNTED, said + self.note))

    def _stop(self, day: date) -> Stop | None:
        for stop in self.period.stops:
            if stop.holds(day):
                if stop.last is None:
                    raise StillStopped(
                        f"期限自{long_date(stop.first)}起中止（{stop.why}），尚未恢复，恢复后才能确定最后一日。"
                    )
                return stop
        return None


def days_between(start: date, end: date, calendar: Calendar, counting_first_day: bool = False) -> Iterator[Counted]:
    """Each day from one to the other, numbered where it is a working day: how many there are between."""
    start, end = day_of(start), day_of(end)
    if end < start:
        raise PeriodError("结束日期不能早于开始日期。")
    if (end - start).days > Unit.DAYS.longest:
        raise PeriodError(f"两个日期最多相隔{Unit.DAYS.longest}天。")
    number, step = 0, start
    while step <= end:
        day = calendar[step]
        if step == start and not counting_first_day:
            yield Counted(day, None, Why.START, f"起算日，不计入（{FIRST_DAY.cite()}）")
        elif day.counts:
            number += 1
            counted = Counted(day, number, Why.WORKED, _working(day))
            yield _counted_by_choice(counted) if step == start else counted
        else:
            yield Counted(day, None, Why.REST, f"{day.rest}，不计{day.source}")
        step += ONE_DAY


def _counted_by_choice(first: Counted) -> Counted:
    """The start day where somebody chose to count it."""
    if first.number is None:
        return first
    return replace(first, why=f"{first.why}；起算日计入是另有规定（{OTHERWISE.cite()}）")


def _working(day: Day) -> str:
    if day.kind is Kind.MAKE_UP:
        return f"{day.name}调休上班日，计入{day.source}"
    return f"工作日，计入{day.source}"


def _daily(day: Day) -> str:
    """Where every day counts, a day of rest is said to be one and counts nonetheless."""
    return _working(day) if day.counts else f"{day.rest}，按日计入{day.source}"
