"""How many deadlines a second one core lays out, beside a bare count of the same days; and a page of fifty rulers."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median

from chinese_calendar import is_workday
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from foundation.clock import now
from foundation.official_calendar import official_calendar
from foundation.periods import Period
from foundation.ruler import ruler
from tests.load.registry import Figure, Table, bench
from tests.load.stage import Stage

MANY, AT_LEAST = 2_000, 10_000
STARTS = [date(2026, 1, 1) + timedelta(days=step % 300) for step in range(MANY)]


@bench("deadlines")
def deadlines(stage: Stage) -> Iterator[Table]:
    calendar = official_calendar(fresh=True)
    cases: dict[str, Callable[[date], Period]] = {
        "5 working days": lambda start: Period.working_days(5, start),
        "20 working days": lambda start: Period.working_days(20, start),
        "15 days": lambda start: Period.days(15, start),
        "1 month": lambda start: Period.months(1, start),
    }
    bare = _a_second(lambda start: _bare_count(start, 5), stage.rounds)
    rows: list[dict[str, Figure]] = [
        {"deadline": "5 working days, bare count", "a second": round(bare), "to bare": 1.0, "verdict": ""}
    ]
    for name, period in cases.items():
        rate = _a_second(lambda start, period=period: period(start).on(calendar), stage.rounds)  # type: ignore[misc]
        verdict = ("OK" if rate >= AT_LEAST else "UNDER") if name == "5 working days" else ""
        rows.append({"deadline": name, "a second": round(rate), "to bare": rate / bare, "verdict": verdict})
    yield Table(
        "Deadlines laid out a second, one core, each with every day's reason",
        rows,
        [
            "bare count: chinesecalendar's is_workday, a day at a time, and no reasons",
            f"5 working days is held to at least {AT_LEAST:,} a second",
        ],
    )


@bench("rulers")
def rulers(stage: Stage) -> Iterator[Table]:
    rows: list[dict[str, Figure]] = []
    for many in (1, 50):
        official_calendar(fresh=True)
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            _page_of_rulers(many)
            spent = time.perf_counter() - began
        rows.append({"rulers": many, "queries": len(captured), "ms": spent * 1000})
    yield Table("A page of rulers", rows, ["the queries do not grow with the rulers"])


def _page_of_rulers(many: int) -> str:
    calendar = official_calendar()
    sheets = (Period.working_days(5, day).on(calendar) for day in STARTS[:many])
    return "".join(
        render_to_string("public/components/ruler.html", {"ruler": ruler(sheet, now(), "公示期")}) for sheet in sheets
    )


def _a_second(lay: Callable[[date], object], rounds: int) -> float:
    """The middle of several rounds, so that one disturbed round says nothing."""
    rates = []
    for _ in range(rounds):
        began = time.perf_counter()
        for start in STARTS:
            lay(start)
        rates.append(len(STARTS) / (time.perf_counter() - began))
    return median(rates)


def _bare_count(start: date, count: int) -> date:
    while count:
        start += timedelta(days=1)
        count -= is_workday(start)
    return start
