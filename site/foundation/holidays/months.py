"""A year laid out in months and weeks, each day as the calendar has it, for a screen."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from foundation.working_calendar import Day, Kind, PeriodError, WorkingCalendar

WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Square:
    """One square of a month; empty where the week reaches into another."""

    number: str = ""
    css: str = ""
    mark: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    weeks: tuple[tuple[Square, ...], ...]
    working_days: int


def year_of_months(year: int, calendar: WorkingCalendar) -> list[Month]:
    return [_month(year, number, calendar) for number in range(1, 13)]


def _month(year: int, number: int, calendar: WorkingCalendar) -> Month:
    weeks = WEEKS.monthdatescalendar(year, number)
    squares = tuple(tuple(_square(day, number, calendar) for day in week) for week in weeks)
    counted = sum(calendar[day].counts for week in weeks for day in week if day.month == number)
    return Month(f"{number}月", squares, counted)


def _square(day: date, month: int, calendar: WorkingCalendar) -> Square:
    if day.month != month:
        return Square()
    try:
        found = calendar[day]
    except PeriodError:
        return Square(str(day.day))
    marks = {Kind.HOLIDAY: "休", Kind.MAKE_UP: "班"}
    return Square(str(day.day), f"is-{found.kind.value.replace('_', '-')}", marks.get(found.kind, ""), _says(found))


def _says(day: Day) -> str:
    if day.kind is Kind.MAKE_UP:
        return f"{day.name}调休上班{day.source}"
    return f"{day.rest}{day.source}" if day.kind is Kind.HOLIDAY else ""
