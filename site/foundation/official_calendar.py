"""The official calendar of working days, as the State Council's yearly notices set it."""

import datetime as dt
from functools import cache

from chinese_calendar import constants

from foundation.periods import Day, Kind

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


@cache
def years_held() -> range:
    """The years whose notice is held. It grows only with a new release of the data, so the process may keep it."""
    return range(min(constants.holidays).year, max(constants.holidays).year + 1)


class OfficialCalendar:
    """`calendar[date]`: what that date is. In a year without a notice weekends alone rest, and nothing is settled."""

    def __getitem__(self, day: dt.date) -> Day:
        settled = day.year in years_held()
        if day in constants.holidays:
            return Day(day, Kind.HOLIDAY, NAMES.get(constants.holidays[day], constants.holidays[day]))
        if day in constants.workdays:
            return Day(day, Kind.MAKE_UP, NAMES.get(constants.workdays[day], constants.workdays[day]))
        return Day(day, Kind.WEEKEND if day.weekday() >= 5 else Kind.WORKDAY, settled=settled)
