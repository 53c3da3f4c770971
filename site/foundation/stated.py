"""A period between two stated instants, laid out day by day: nothing is counted into it and nothing moves. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from foundation.civil_code import SHANGHAI
from foundation.periods import Calendar
from foundation.units import Unit
from foundation.working_calendar import PeriodError, long_date
from foundation.worksheets import UNSETTLED, Counted, Why

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StatedPeriod:
    """Every calendar day from the one on which it opens to the one on which it closes."""

    opens_at: datetime
    closes_at: datetime
    days: tuple[Counted, ...]

    @property
    def last_day(self) -> date:
        return self.days[-1].day.date

    @property
    def closing_hour(self) -> str:
        local = self.closes_at.astimezone(SHANGHAI)
        return "24:00" if local.time() == time.min else f"{local:%H:%M}"

    @property
    def provisional(self) -> bool:
        """Stated days stand whatever a later calendar says of them."""
        return False

    def sentence(self) -> str:
        opens = self.opens_at.astimezone(SHANGHAI)
        start = f"{long_date(opens.date())} {opens.hour}:{opens.minute:02}"
        text = f"自{start}起，到{long_date(self.last_day)} {self.closing_hour} 截止，首尾两日在内共{len(self.days)}天。"
        last = self.days[-1].day
        if not last.counts:
            text += f"截止日逢{last.rest}，以通知写明的时刻为准，不顺延。"
        if not last.settled:
            text += UNSETTLED
        return text


def stated_period(opens_at: datetime, closes_at: datetime, calendar: Calendar) -> StatedPeriod:
    if closes_at <= opens_at:
        raise PeriodError("截止时刻不能早于开始时刻。")
    first = opens_at.astimezone(SHANGHAI).date()
    # 24:00 belongs to the day it ends.
    last = (closes_at.astimezone(SHANGHAI) - timedelta(microseconds=1)).date()
    if (last - first).days > Unit.DAYS.longest:
        raise PeriodError(f"开始和截止最多相隔{Unit.DAYS.longest}天。")
    lines = []
    for step in range((last - first).days + 1):
        day = calendar[first + step * ONE_DAY]
        why = f"{'工作日' if day.counts else day.rest}{day.source}"
        lines.append(Counted(day, step + 1, Why.COUNTED, why))
    return StatedPeriod(opens_at, closes_at, tuple(lines))
