"""By when a step is to be done: within the bureau's own limit, or before the hour the page is to appear. No Django."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from foundation.civil_code import SHANGHAI, day_of
from foundation.periods import Calendar, Period
from foundation.working_calendar import PeriodError, WorkingCalendar, day_and_month, weekday

# For years the official calendar does not reach: weekends and the fixed days rest, and nothing is settled.
WEEKENDS_ALONE = WorkingCalendar({}, {1})


@dataclass(frozen=True, slots=True)
class Due:
    """`at` is the first instant that is too late; `day` and `says` are for readers, `why` says what it rests on."""

    at: datetime
    day: date
    says: str
    why: str
    provisional: bool = False
    # What to ask the page that counts days, so that anyone can check it; empty for an hour that was set.
    query: str = ""

    def is_over(self, moment: datetime) -> bool:
        return moment >= self.at


def due_within(days: int, began: datetime, calendar: Calendar, publish_at: datetime | None = None) -> Due:
    """A step that began then: so many working days, unless what it is about is to appear earlier."""
    limit = _limit(days, began, calendar)
    return due_at_hour(publish_at) if publish_at is not None and publish_at < limit.at else limit


def due_at_hour(publish_at: datetime) -> Due:
    moment = publish_at.astimezone(SHANGHAI)
    hour = f"{day_and_month(moment.date())} {moment.hour}:{moment.minute:02}"
    return Due(moment, moment.date(), hour, f"定于 {hour} 发布")


def _limit(days: int, began: datetime, calendar: Calendar) -> Due:
    period = Period.working_days(days, day_of(began))
    try:
        sheet = period.on(calendar)
    except PeriodError:
        sheet = period.on(WEEKENDS_ALONE)
    last = sheet.last_day
    says = f"{day_and_month(last)}（{weekday(last)}）"
    asked = urlencode({"start": sheet.start.isoformat(), "count": days, "unit": period.unit.value})
    return Due(sheet.closes_at, last, says, f"内部办理时限 {days} 个工作日", sheet.provisional, asked)
