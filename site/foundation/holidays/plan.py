"""What entering a notice would do: dates that change, published deadlines that move. Nothing is written here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from foundation.holidays.text import Reading
from foundation.models.holiday_notice import CalendarDay
from foundation.official_calendar import official_calendar
from foundation.terms import Effect, effects_of
from foundation.working_calendar import Day, Kind, Notice, Special, WorkingCalendar, long_date

DAY_KINDS = {CalendarDay.Kind.HOLIDAY: Kind.HOLIDAY, CalendarDay.Kind.MAKE_UP: Kind.MAKE_UP}
# A row of the notice: date, kind of calendar day, name of the holiday.
Row = tuple[date, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    was: Day
    becomes: Day

    @property
    def says(self) -> str:
        return f"{long_date(self.was.date)}：{_word(self.was)} → {_word(self.becomes)}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A notice laid over the calendar in force."""

    year: int
    rows: tuple[Row, ...]
    calendar: WorkingCalendar
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]


def rows_of(reading: Reading, calendar: WorkingCalendar) -> list[Row]:
    """What the notice says, and that the days it no longer names for its holidays are ordinary again.

    A change that speaks of a holiday's days off alone leaves its make-up days as they were: so in 2020.
    """
    year = reading.year or 0
    rows: dict[date, Row] = {}
    for day, special in calendar.specials(year) + calendar.specials(year - 1):
        of_new_year = day.month == 12 and special.name == "元旦"
        belongs = day.year == (year - 1 if of_new_year else year)
        if belongs and _is_said_anew(special, reading):
            rows[day] = (day, CalendarDay.Kind.ORDINARY.value, "")
    for day, name in reading.make_ups.items():
        rows[day] = (day, CalendarDay.Kind.MAKE_UP.value, name)
    for day, name in reading.holidays.items():
        rows[day] = (day, CalendarDay.Kind.HOLIDAY.value, name)
    return [rows[day] for day in sorted(rows)]


def plan(year: int, rows: list[Row], notice: Notice, *, settles: bool) -> Plan:
    now = official_calendar(fresh=True)
    then = now.with_special(
        {day: _special(day, kind, name, notice) for day, kind, name in rows}, [year] if settles else []
    )
    return Plan(year, tuple(rows), then, tuple(_changes(rows, now, then)), tuple(effects_of(then)))


def _changes(rows: list[Row], now: WorkingCalendar, then: WorkingCalendar) -> Iterator[Change]:
    for day, _, _ in rows:
        was, becomes = now[day], then[day]
        if (was.kind, was.name) != (becomes.kind, becomes.name):
            yield Change(was, becomes)


def _special(day: date, kind: str, name: str, notice: Notice) -> Special:
    ordinary = Kind.WEEKEND if day.weekday() >= 5 else Kind.WORKDAY
    return Special(DAY_KINDS.get(CalendarDay.Kind(kind), ordinary), name, notice)


def _is_said_anew(special: Special, reading: Reading) -> bool:
    if special.kind is Kind.HOLIDAY:
        return _named(special.name, reading.named)
    return special.kind is Kind.MAKE_UP and _named(special.name, reading.named if reading.is_whole else reading.worked)


def _named(holiday: str, names: Iterable[str]) -> bool:
    return any(name in holiday or holiday in name for name in names if holiday)


def _word(day: Day) -> str:
    words = {
        Kind.WORKDAY: "工作日",
        Kind.WEEKEND: "周末",
        Kind.MAKE_UP: f"{day.name}调休上班",
        Kind.HOLIDAY: f"{day.name}放假",
    }
    return words[day.kind]
