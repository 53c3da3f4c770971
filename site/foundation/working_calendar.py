"""What a date is: working day, make-up day, weekend or holiday, and which notice says so. Pure: no Django, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WEEKDAYS = "一二三四五六日"
LAST_YEAR = 2100  # further than any notice reaches, and nearer than dates overflow


class PeriodError(ValueError):
    """A date or a period that cannot be; its message is a sentence for people."""


class Kind(StrEnum):
    WORKDAY = "workday"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice a day rests on."""

    title: str
    number: str = ""

    def cite(self) -> str:
        return self.number or self.title


@dataclass(frozen=True, slots=True)
class Day:
    """What the calendar says of one date. `settled` is false in a year whose notice has not been issued."""

    date: date
    kind: Kind
    name: str = ""
    settled: bool = True
    notice: Notice | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a working day."""
        return self.kind in (Kind.WORKDAY, Kind.MAKE_UP)

    @property
    def weekday(self) -> str:
        return weekday(self.date)

    @property
    def source(self) -> str:
        """The notice, in brackets, or that there is none yet."""
        if not self.settled:
            fixed = f"{self.notice.cite()}；" if self.notice is not None else ""
            return f"（{fixed}暂定：{self.date.year}年放假安排尚未公布）"
        return f"（{self.notice.cite()}）" if self.notice is not None else ""

    @property
    def rest(self) -> str:
        """Why it is a day of rest: 周六休息, 国庆节放假."""
        return f"{self.name or '节日'}放假" if self.kind is Kind.HOLIDAY else f"{self.weekday}休息"


@dataclass(frozen=True, slots=True)
class Special:
    """A date that is not what its weekday says, or that a notice confirms."""

    kind: Kind
    name: str
    notice: Notice | None = None


# Days of rest that hold in any year, notice or none: those the State Council's order fixes by the solar date.
# The others follow the moon, or are moved about by the yearly notice, and are left to it.
ORDER = Notice("《全国年节及纪念日放假办法》第二条")
FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节"}


class WorkingCalendar:
    """`calendar[date]`: what that date is. In a year without a notice weekends and the fixed days rest, and nothing is
    settled.

    A value: what is told it when it is made never changes. Days are kept as they are asked for.
    """

    __slots__ = ("_days", "_special", "settled_years", "version")

    def __init__(self, special: Mapping[date, Special], settled_years: Iterable[int], version: int = 0) -> None:
        self._special = dict(special)
        self._days: dict[date, Day] = {}
        self.settled_years = frozenset(settled_years)
        self.version = version

    def __getitem__(self, day: date) -> Day:
        return self._days.get(day) or self._look_up(day)

    @property
    def first_year(self) -> int:
        return min(self.settled_years, default=LAST_YEAR)

    def with_special(self, changes: Mapping[date, Special], settles: Iterable[int] = ()) -> "WorkingCalendar":
        """This calendar with some dates said anew: what it would be if a notice were entered."""
        return WorkingCalendar({**self._special, **changes}, self.settled_years | set(settles), self.version)

    def specials(self, year: int) -> list[tuple[date, Special]]:
        """What the notices say of a year, by date."""
        return sorted((day, one) for day, one in self._special.items() if day.year == year)

    def _look_up(self, day: date) -> Day:
        if day.year < self.first_year:
            raise PeriodError(
                f"{day.year}年不在日历内：日历自{self.first_year}年起，更早的日期请按当年的通知人工核对。"
            )
        if day.year > LAST_YEAR:
            raise PeriodError(f"只能推算到{LAST_YEAR}年，{day.year}年太远。")
        settled = day.year in self.settled_years
        special = self._special.get(day)
        if special is not None:
            found = Day(day, special.kind, special.name, settled, special.notice)
        elif not settled and (day.month, day.day) in FIXED:
            found = Day(day, Kind.HOLIDAY, FIXED[day.month, day.day], settled, ORDER)
        else:
            found = Day(day, Kind.WEEKEND if day.weekday() >= 5 else Kind.WORKDAY, settled=settled)
        self._days[day] = found
        return found


def weekday(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"


def day_and_month(day: date) -> str:
    return f"{day.month}月{day.day}日"


def dated(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def long_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（{weekday(day)}）"
