"""The calendar every site begins with: 2004 to 2026, from the data of `chinesecalendar`. Later years enter as acts."""

from collections.abc import Iterator
from datetime import date

from chinese_calendar import constants
from django.db import connection, transaction

from foundation.clock import now
from foundation.models.holiday_notice import CalendarDay, HolidayNotice
from foundation.notice_numbers import NUMBERS

YEARS = range(2004, 2027)
SOURCE = "chinesecalendar 1.11.0"
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


def lay_the_calendar(**kwargs: object) -> None:
    """After every migrate, like the triggers: once, into a database that has no calendar yet."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if not {HolidayNotice._meta.db_table, CalendarDay._meta.db_table} <= tables or HolidayNotice.objects.exists():
        return
    with transaction.atomic():
        HolidayNotice.objects.bulk_create(_notice(year) for year in YEARS)
        notices = {notice.year: notice for notice in HolidayNotice.objects.all()}
        CalendarDay.objects.bulk_create(
            CalendarDay(notice=notices[_year_of_notice(day)], date=day, kind=kind, name=name)
            for day, kind, name in _days()
        )


def _notice(year: int) -> HolidayNotice:
    number, issued_on = NUMBERS.get(year, ("", None))
    return HolidayNotice(
        year=year,
        title=f"国务院办公厅关于{year}年部分节假日安排的通知",
        number=number,
        issued_on=issued_on,
        source=SOURCE,
        entered_at=now(),
    )


def _days() -> Iterator[tuple[date, str, str]]:
    for days, kind in ((constants.holidays, CalendarDay.Kind.HOLIDAY), (constants.workdays, CalendarDay.Kind.MAKE_UP)):
        for day, name in sorted(days.items()):
            if _year_of_notice(day) in YEARS:
                yield day, kind, NAMES.get(name, name)


def _year_of_notice(day: date) -> int:
    """The last days of December that belong to New Year are in the next year's notice."""
    named = constants.holidays.get(day) or constants.workdays.get(day)
    return day.year + 1 if day.month == 12 and named == "New Year's Day" else day.year
