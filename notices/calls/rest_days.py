"""Whether a last day is a day of rest, in words: nobody answers the telephone then."""

from datetime import date

from foundation.official_calendar import official_calendar
from foundation.working_calendar import long_date


def rest_day_words(day: date) -> str:
    """Empty when it is a working day."""
    found = official_calendar()[day]
    return "" if found.counts else f"{long_date(day)}是休息日（{found.rest}）"
