"""Deadlines worked by hand, day by day, from the words of the notices and the Civil Code. A table to read, not code."""

from dataclasses import dataclass
from datetime import date

from foundation.holidays.numbers import CHANGES, YEARLY
from foundation.units import Unit

W, D, M, Y = Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS, Unit.YEARS
NOT, COUNTED = False, True  # whether the start day is counted

A201, A202, A203, A203_2, A204 = (
    "《民法典》第二百零一条第一款",
    "《民法典》第二百零二条",
    "《民法典》第二百零三条第一款",
    "《民法典》第二百零三条第二款",
    "《民法典》第二百零四条",
)
N = {year: issued.number for year, issued in YEARLY.items()}
N2015, N2019, N2020 = (later.issued.number for later in CHANGES)


@dataclass(frozen=True, slots=True)
class Case:
    says: str
    start: date
    count: int
    unit: Unit
    counting_first_day: bool
    last_day: date
    shows: str
    closes: str = ""  # the hour it closes at, where one is stated
    closes_at: str = ""


def case(says: str, start: str, count: int, unit: Unit, first: bool, last: str, shows: str, *closing: str) -> Case:
    return Case(says, date.fromisoformat(start), count, unit, first, date.fromisoformat(last), shows, *closing)


ORDINARY = [
    case("Monday, four days on: Tu We Th Fr", "2026-09-07", 4, W, NOT, "2026-09-11", A201),
    case("over a weekend: Fr, Mo Tu", "2026-09-10", 3, W, NOT, "2026-09-15", A201),
    case("Friday, one day on: Monday", "2026-09-11", 1, W, NOT, "2026-09-14", A201),
    case("from a Saturday the first is Monday", "2026-09-12", 1, W, NOT, "2026-09-14", A201),
    case("a Saturday told to count does not: it is no working day", "2026-09-12", 1, W, COUNTED, "2026-09-14", A204),
    case("told to count, a working day is the first", "2026-09-11", 2, W, COUNTED, "2026-09-14", A204),
    case("closes at 24:00 of a Friday", "2026-09-07", 4, W, NOT, "2026-09-11", A203_2, "", "2026-09-12T00:00+08:00"),
    case("closes when the office does", "2026-09-07", 4, W, NOT, "2026-09-11", A203_2, "17:30", "2026-09-11T17:30+08:00"),
    case("closes at the last midnight of a year", "2025-12-30", 1, W, NOT, "2025-12-31", A203_2, "", "2026-01-01T00:00+08:00"),
]  # fmt: skip

MAKE_UPS = [
    case("17 18 | 19 off | 20 Sunday worked, 21 22", "2026-09-17", 5, W, COUNTED, "2026-09-22", N[2026], "", "2026-09-23T00:00+08:00"),
    case("the same, the 17th not counted", "2026-09-17", 5, W, NOT, "2026-09-23", N[2026], "17:30", "2026-09-23T17:30+08:00"),
    case("a worked Sunday as the only day", "2026-09-20", 1, W, COUNTED, "2026-09-20", N[2026]),
    case("a worked Sunday as the start, not counted", "2026-09-20", 1, W, NOT, "2026-09-21", A201),
    case("a worked Sunday as the end", "2026-09-18", 1, W, NOT, "2026-09-20", N[2026], "", "2026-09-21T00:00+08:00"),
    case("a worked Saturday as the end", "2026-10-09", 1, W, NOT, "2026-10-10", N[2026]),
    case("a worked Saturday in the middle: 9 10 | 11 off | 12", "2026-10-08", 3, W, NOT, "2026-10-12", N[2026]),
    case("a worked Saturday as the start, counted", "2026-10-10", 2, W, COUNTED, "2026-10-12", N[2026]),
    case("a worked Saturday as the start, not counted", "2026-10-10", 1, W, NOT, "2026-10-12", A201),
    case("both days of a weekend worked: 8 9 10", "2022-09-30", 3, W, NOT, "2022-10-10", N[2022]),
    case("a worked Sunday before the holiday: 26 27 28", "2021-09-24", 3, W, NOT, "2021-09-28", N[2021]),
    case("a worked Saturday, then three days off: 27, 31", "2017-05-26", 2, W, NOT, "2017-05-31", N[2017]),
    case("2008 shifts 27 and 28 September without saying 上班: 27 28, 10-06", "2008-09-26", 3, W, NOT, "2008-10-06", N[2008]),
]  # fmt: skip

HOLIDAYS = [
    case("over Mid-autumn and National Day: 24, 28 29 30, 10-08", "2026-09-23", 5, W, NOT, "2026-10-08", N[2026]),
    case("over National Day: 8 9, 10 Saturday, 12 13", "2026-09-30", 5, W, NOT, "2026-10-13", N[2026]),
    case("eight days off: from 30 September to 9 October", "2025-09-30", 1, W, NOT, "2025-10-09", N[2025]),
    case("28 Sunday worked, 29 30, 10-09 10-10", "2025-09-26", 5, W, NOT, "2025-10-10", N[2025]),
    case("the Saturday after it is worked", "2025-10-10", 1, W, NOT, "2025-10-11", N[2025]),
    case("Mid-autumn and National Day at once: 7 Saturday, 8 Sunday, 9", "2023-09-28", 3, W, NOT, "2023-10-09", N[2023]),
    case("14 Saturday, nine days off, 24 25 26 27", "2026-02-13", 5, W, NOT, "2026-02-27", N[2026]),
    case("after Spring Festival: 27, 28 Saturday, 03-02", "2026-02-26", 3, W, NOT, "2026-03-02", N[2026]),
    case("leave is encouraged on 9 February, which works: 9, 18 Sunday", "2024-02-08", 2, W, NOT, "2024-02-18", N[2024]),
    case("the worked Sunday before Spring Festival", "2024-02-02", 1, W, NOT, "2024-02-04", N[2024]),
    case("26 Sunday, 27, eight days off, 02-05", "2025-01-24", 3, W, NOT, "2025-02-05", N[2025]),
    case("8 Saturday, 10", "2025-02-07", 2, W, NOT, "2025-02-10", N[2025]),
    case("the festival lengthened to 2 February: the 3rd works", "2020-01-23", 1, W, NOT, "2020-02-03", N2020),
    case("1 February, once a worked Saturday, is off: 3 4 5 6 7", "2020-01-23", 5, W, NOT, "2020-02-07", N2020),
    case("3 4 September off for the 70th anniversary, 6 Sunday worked, 7", "2015-09-02", 2, W, NOT, "2015-09-07", N2015),
    case("Labour Day lengthened: 28 Sunday, 29 30, 05-05 Sunday", "2019-04-26", 4, W, NOT, "2019-05-05", N2019),
    case("Monday off in place of a Saturday festival", "2014-04-04", 1, W, NOT, "2014-04-08", N[2014]),
]  # fmt: skip

YEAR_ENDS = [
    case("31, 4 Sunday worked, 5", "2025-12-30", 3, W, NOT, "2026-01-05", N[2026]),
    case("29 December a worked Saturday, 2 January", "2018-12-28", 2, W, NOT, "2019-01-02", N[2019]),
    case("31 December a worked Saturday by the notice of 2006, 4 January", "2005-12-30", 2, W, NOT, "2006-01-04", N[2006]),
    case("31 December a worked Saturday, 4 January", "2011-12-30", 2, W, NOT, "2012-01-04", N[2012]),
    case("31 December already a holiday", "2022-12-30", 1, W, NOT, "2023-01-03", N[2023]),
    case("29 December a worked Saturday of 2007, 2 January", "2007-12-28", 2, W, NOT, "2008-01-02", N[2008]),
    case("30 and 31 December 2006 a worked weekend: 30 31, 4", "2006-12-29", 3, W, NOT, "2007-01-04", N[2007]),
]  # fmt: skip

SEEN = [
    case("河源, publication day counted: 24 25 26 27, 30", "2020-11-24", 5, W, COUNTED, "2020-11-30", A204),
    case("四川: 10 11 12, 15 16", "2021-11-10", 5, W, COUNTED, "2021-11-16", A204),
    case("唐山: 15 16 17, 20 21", "2021-12-15", 5, W, COUNTED, "2021-12-21", A204),
    case("鄂州, over Dragon Boat: 19 20 21, 25 Sunday, 26", "2023-06-19", 5, W, COUNTED, "2023-06-26", N[2023]),
    case("河南, ten: 10, 13 to 17, 20 to 23", "2023-11-10", 10, W, COUNTED, "2023-11-23", A204),
    case("火炬中心, publication day not counted: 30 31, 4 5 6", "2020-12-29", 5, W, NOT, "2021-01-06", N[2021]),
]  # fmt: skip

DAYS = [
    case("ten days to a Thursday", "2026-09-07", 10, D, NOT, "2026-09-17", A201),
    case("to a Saturday: Monday", "2026-09-02", 10, D, NOT, "2026-09-14", A203, "", "2026-09-15T00:00+08:00"),
    case("to a Sunday: Monday", "2026-09-03", 10, D, NOT, "2026-09-14", A203),
    case("to a worked Sunday: that day", "2026-09-10", 10, D, NOT, "2026-09-20", N[2026], "", "2026-09-21T00:00+08:00"),
    case("to a worked Saturday: that day", "2026-09-30", 10, D, NOT, "2026-10-10", N[2026]),
    case("to a Saturday before a worked Sunday: the Sunday", "2026-09-18", 1, D, NOT, "2026-09-20", A203),
    case("to National Day: 8 October", "2026-09-21", 10, D, NOT, "2026-10-08", A203, "17:00", "2026-10-08T17:00+08:00"),
    case("to 3 October 2022: the worked Saturday after it", "2022-09-23", 10, D, NOT, "2022-10-08", A203),
    case("to the first day of Mid-autumn: Monday", "2026-09-15", 10, D, NOT, "2026-09-28", A203),
    case("into Spring Festival: the day after it", "2026-02-05", 15, D, NOT, "2026-02-24", A203),
    case("to the day by which the festival was lengthened", "2020-01-11", 20, D, NOT, "2020-02-03", N2020),
    case("to New Year's Day: the worked Sunday after it", "2025-12-02", 30, D, NOT, "2026-01-04", A203),
    case("the start day counted: 1 to 10", "2026-09-01", 10, D, COUNTED, "2026-09-10", A204),
    case("the start day counted, to a Sunday", "2026-09-04", 10, D, COUNTED, "2026-09-14", A203),
    case("sixty over 29 February: 29 + 29 + 2, a Saturday", "2024-01-02", 60, D, NOT, "2024-03-04", A203),
]  # fmt: skip

MONTHS = [
    case("the corresponding day", "2026-03-17", 6, M, NOT, "2026-09-17", A202),
    case("31 January: February ends first, on a worked Saturday", "2026-01-31", 1, M, NOT, "2026-02-28", A202),
    case("31 January in a leap year", "2024-01-31", 1, M, NOT, "2024-02-29", A202),
    case("31 January in a common year", "2025-01-31", 1, M, NOT, "2025-02-28", A202),
    case("30 November, three months", "2025-11-30", 3, M, NOT, "2026-02-28", A202),
    case("31 August: 30 September", "2026-08-31", 1, M, NOT, "2026-09-30", A202),
    case("31 October, two months: 31 December", "2025-10-31", 2, M, NOT, "2025-12-31", A202),
    case("29 February: 29 March, not the month's end", "2024-02-29", 1, M, NOT, "2024-03-29", A202),
    case("to a Saturday: Monday", "2026-08-12", 1, M, NOT, "2026-09-14", A203),
    case("to a worked Sunday: that day", "2026-08-20", 1, M, NOT, "2026-09-20", N[2026]),
    case("to National Day: 8 October", "2026-04-01", 6, M, NOT, "2026-10-08", A203),
    case("the start day counted: the day before", "2026-08-18", 1, M, COUNTED, "2026-09-17", A204),
    case("the start day counted, no corresponding day: the month's end", "2026-01-31", 1, M, COUNTED, "2026-02-28", A202),
    case("twelve months are a year", "2025-09-22", 12, M, NOT, "2026-09-22", A202),
]  # fmt: skip

YEARS = [
    case("29 February: 28 February", "2024-02-29", 1, Y, NOT, "2025-02-28", A202),
    case("29 February, four years", "2020-02-29", 4, Y, NOT, "2024-02-29", A202),
    case("28 February into a leap year: 28, not 29", "2023-02-28", 1, Y, NOT, "2024-02-28", A202),
    case("to National Day", "2023-10-01", 1, Y, NOT, "2024-10-08", A203),
    case("to a Saturday", "2021-09-12", 5, Y, NOT, "2026-09-14", A203),
    case("the start day counted: the day before", "2025-09-18", 1, Y, COUNTED, "2026-09-17", A204),
]  # fmt: skip

CASES = [*ORDINARY, *MAKE_UPS, *HOLIDAYS, *YEAR_ENDS, *SEEN, *DAYS, *MONTHS, *YEARS]
