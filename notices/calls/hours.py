"""From a day and an hour to an instant, and back to words. 24:00 is the first instant of the next day. Pure."""

from datetime import date, datetime, time, timedelta

from foundation.civil_code import SHANGHAI, closing_instant
from foundation.working_calendar import day_and_month, long_date

__all__ = [
    "closing_hour",
    "closing_instant",
    "last_day_of",
    "opening_instant",
    "said_closing",
    "said_opening",
    "short_closing",
]


def opening_instant(day: date, hour: time | None = None) -> datetime:
    """The stated hour, or the beginning of the day."""
    return datetime.combine(day, hour or time.min, SHANGHAI)


def last_day_of(closes: datetime) -> date:
    """The day on whose 24:00, or at whose hour, it closes."""
    local = closes.astimezone(SHANGHAI)
    return local.date() - timedelta(days=1) if local.time() == time.min else local.date()


def closing_hour(closes: datetime) -> str:
    local = closes.astimezone(SHANGHAI)
    return "24:00" if local.time() == time.min else f"{local:%H:%M}"


def said_closing(closes: datetime) -> str:
    return f"{long_date(last_day_of(closes))} {closing_hour(closes)}"


def short_closing(closes: datetime) -> str:
    return f"{day_and_month(last_day_of(closes))} {closing_hour(closes)}"


def said_opening(opens: datetime) -> str:
    local = opens.astimezone(SHANGHAI)
    return f"{long_date(local.date())} {local.hour}:{local.minute:02}"
