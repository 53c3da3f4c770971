"""The calendar every site begins with: 2004 to 2026, from the data of `chinesecalendar`. Later years enter as acts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chinese_calendar import constants
from django.db import connection, transaction

from foundation.clock import now
from foundation.holidays.numbers import CHANGES, YEARLY, Issued
from foundation.models.holiday_notice import CalendarDay, HolidayNotice
from foundation.working_calendar import Kind, Notice, Special, WorkingCalendar

YEARS = range(2004, 2027)
SOURCE = "系统自带（chinesecalendar 1.11.0）"
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
HOLIDAY, MAKE_UP = CalendarDay.Kind.HOLIDAY.value, CalendarDay.Kind.MAKE_UP.value
# The notice of 2006 has this Saturday worked; the data leaves it out.
MISSING = {date(2005, 12, 31): ("元旦", MAKE_UP)}


@dataclass(frozen=True, slots=True)
class Source:
    """A notice the data rests on, in the order in which they were issued within a year."""

    year: int
    title: str
    issued: Issued
    settles: bool


SOURCES = tuple(
    sorted(
        [
            *(Source(year, f"国务院办公厅关于{year}年部分节假日安排的通知", YEARLY[year], True) for year in YEARS),
            *(Source(later.year, later.title, later.issued, False) for later in CHANGES),
        ],
        key=lambda source: (source.year, not source.settles),
    )
)


def lay_the_calendar(**kwargs: object) -> None:
    """After every migrate, like the triggers: once, into a database that has no calendar yet."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if not {HolidayNotice._meta.db_table, CalendarDay._meta.db_table} <= tables or HolidayNotice.objects.exists():
        return
    with transaction.atomic():
        HolidayNotice.objects.bulk_create(_row(source) for source in SOURCES)
        notices = dict(HolidayNotice.objects.values_list("number", "pk"))
        CalendarDay.objects.bulk_create(
            CalendarDay(notice_id=notices[source.issued.number], date=day, kind=kind, name=name)
            for day, kind, name, source in days()
        )


def seed_calendar() -> WorkingCalendar:
    """The same without a database: for a command asked before there is one."""
    kinds = {HOLIDAY: Kind.HOLIDAY, MAKE_UP: Kind.MAKE_UP}
    special = {
        day: Special(kinds[kind], name, Notice(source.title, source.issued.number))
        for day, kind, name, source in days()
    }
    return WorkingCalendar(special, YEARS)


def days() -> Iterator[tuple[date, str, str, Source]]:
    """Every day that is not what its weekday says, with the notice it rests on."""
    for day, (name, kind) in sorted(_said().items()):
        year = day.year + 1 if day.month == 12 and name == "元旦" else day.year
        if year in YEARS:
            yield day, kind, name, _source_of(day, year)


def _said() -> dict[date, tuple[str, str]]:
    said = {day: (NAMES.get(name, name), HOLIDAY) for day, name in constants.holidays.items()}
    said |= {day: (NAMES.get(name, name), MAKE_UP) for day, name in constants.workdays.items()}
    return said | MISSING


def _source_of(day: date, year: int) -> Source:
    number = next((later.issued.number for later in CHANGES if day in later.days), YEARLY[year].number)
    return next(source for source in SOURCES if source.issued.number == number)


def _row(source: Source) -> HolidayNotice:
    return HolidayNotice(
        year=source.year,
        title=source.title,
        number=source.issued.number,
        issued_on=source.issued.on,
        source=SOURCE,
        settles=source.settles,
        entered_at=now(),
    )
