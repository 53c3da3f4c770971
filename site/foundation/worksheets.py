"""A period laid out day by day, and how it is said in one sentence. Pure: no Django, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from foundation.units import Unit
from foundation.working_calendar import Day, Kind, day_and_month, long_date

if TYPE_CHECKING:
    from foundation.periods import Period


class Why(StrEnum):
    """The kind of a line; its sentence is for people."""

    START = "start"
    COUNTED = "counted"
    REST = "rest"
    STOPPED = "stopped"
    MOVED_OVER = "moved_over"


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
            "days": [
                {
                    "date": line.day.date.isoformat(),
                    "counts": line.number is not None,
                    "number": line.number,
                    "why": line.why,
                }
                for line in self.days
            ],
        }


def _sentence(sheet: Worksheet) -> str:
    period = sheet.period
    length = f"不少于{period}" if period.at_least else f"{period}"
    first = "当日计入" if period.counting_first_day else "当日不计入"
    parts = [f"自{long_date(sheet.start)}起算，{first}，{length}"]
    parts += [more.cite() for more in period.extensions]
    text = "；".join(parts) + f"，到{long_date(sheet.last_day)} {sheet.closing_hour} 截止。"
    remarks = [*_rests(sheet), *_make_ups(sheet)]
    if remarks:
        text += "；".join(remarks) + "。"
    if sheet.provisional:
        text += "其中有的年份尚未公布放假安排，截止日为推算，以公布后的安排为准。"
    return text


def _rests(sheet: Worksheet) -> Iterator[str]:
    if sheet.period.unit is Unit.WORKING_DAYS:
        off = sum(1 for line in sheet.days if line.kind is Why.REST)
        if off:
            yield f"其间{off}天周末或放假不计"
    stopped = sum(1 for line in sheet.days if line.kind is Why.STOPPED)
    if stopped:
        yield f"其间中止{stopped}天不计"
    moved = next((line.day for line in sheet.days if line.kind is Why.MOVED_OVER), None)
    if moved is not None:
        yield f"原最后一日{day_and_month(moved.date)}逢{moved.rest}，顺延到休息日结束后的第一个工作日"


def _make_ups(sheet: Worksheet) -> Iterator[str]:
    if sheet.period.unit is not Unit.WORKING_DAYS:
        return
    for line in sheet.days:
        if line.number and line.day.kind is Kind.MAKE_UP:
            yield f"{day_and_month(line.day.date)}（{line.day.weekday}）为{line.day.name}调休上班日，计入"
