"""The page anyone counts days on: a period from a day, or the working days between two. All of it in the address."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.asked import read_day, read_period
from foundation.clock import now, today
from foundation.models.holiday_notice import HolidayNotice
from foundation.official_calendar import official_calendar
from foundation.periods import days_between
from foundation.ruler import ruler, span_ruler
from foundation.units import Unit
from foundation.working_calendar import PeriodError, WorkingCalendar, long_date
from foundation.worksheets import Span, Worksheet

PERIOD_FIELDS = ("start", "count", "unit", "first", "close")
SPAN_FIELDS = ("from", "until", "first")
USAGE = {
    "期限到哪一天": "?start=2026-09-17&count=5&unit=working_days|days|months|years&first=1&close=17:30",
    "两个日期之间有几个工作日": "?from=2026-09-17&until=2026-09-30&first=1",
}
USUAL = {"count": "5", "unit": Unit.WORKING_DAYS.value}


@dataclass
class Asked:
    """What was typed, kept as typed, and what came of it."""

    typed: dict[str, str]
    is_asked: bool
    answer: Any = None
    fault: str = ""
    years: set[int] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in self.typed.items() if value})


@require_safe
def working_days(request: HttpRequest) -> HttpResponse:
    calendar = official_calendar()
    period, span = _period(request, calendar), _span(request, calendar)
    context = {
        "period": period,
        "span": span,
        "units": [(unit.value, unit.label) for unit in Unit],
        "notices": _notices(period, span),
        "settled": (min(calendar.settled_years, default=None), max(calendar.settled_years, default=None)),
        "today": today(),
    }
    if period.answer is not None:
        context |= {
            "sheet": period.answer,
            "last_day": long_date(period.answer.last_day),
            "ruler": ruler(period.answer, now(), "推算的期限"),
        }
    if span.answer is not None:
        context["span_ruler"] = span_ruler(span.answer, now(), "两个日期之间的工作日")
    faults = bool(period.fault or span.fault)
    return render(request, "public/tools/working_days.html", context, status=400 if faults else 200)


@require_safe
def working_days_data(request: HttpRequest) -> JsonResponse:
    """The same for machines."""
    calendar = official_calendar()
    asked = _span(request, calendar) if "from" in request.GET else _period(request, calendar)
    if not asked.is_asked:
        return JsonResponse({"usage": USAGE}, json_dumps_params={"ensure_ascii": False})
    if asked.fault:
        return JsonResponse({"error": asked.fault}, status=400, json_dumps_params={"ensure_ascii": False})
    return JsonResponse(asked.answer.as_dict(), json_dumps_params={"ensure_ascii": False})


def _period(request: HttpRequest, calendar: WorkingCalendar) -> Asked:
    def answer(typed: dict[str, str]) -> Worksheet:
        unit = typed["unit"]
        if unit not in set(Unit):
            raise PeriodError("请选择单位：工作日、日、月或年。")
        period = read_period(
            typed["start"],
            typed["count"],
            Unit(unit),
            counting_first_day=_says_yes(typed["first"]),
            close=typed["close"],
        )
        return period.on(calendar)

    return _answered(request, PERIOD_FIELDS, "start", USUAL, answer)


def _span(request: HttpRequest, calendar: WorkingCalendar) -> Asked:
    def answer(typed: dict[str, str]) -> Span:
        start, end = read_day(typed["from"]), read_day(typed["until"])
        return Span(start, end, tuple(days_between(start, end, calendar, _says_yes(typed["first"]))))

    return _answered(request, SPAN_FIELDS, "from", {}, answer)


def _answered(
    request: HttpRequest,
    names: tuple[str, ...],
    key: str,
    usual: dict[str, str],
    answer: Callable[[dict[str, str]], Any],
) -> Asked:
    is_asked = key in request.GET
    given = {name: request.GET.get(name, "").replace("\x00", "").strip() for name in names} if is_asked else {}
    asked = Asked({name: given.get(name, "") or usual.get(name, "") for name in names}, is_asked)
    if is_asked:
        try:
            asked.answer = answer(asked.typed)
            asked.years = {line.day.date.year for line in asked.answer.days}
            asked.numbers = {line.day.notice.number for line in asked.answer.days if line.day.notice}
        except PeriodError as error:
            asked.fault = str(error)
    return asked


def _notices(*asked: Asked) -> list[HolidayNotice]:
    """What the answers rest on: the notices of their years, and those single days cite, as late December does."""
    years = set().union(*(one.years for one in asked))
    numbers = set().union(*(one.numbers for one in asked)) - {""}
    if not years:
        return []
    rows = HolidayNotice.objects.filter(Q(year__in=years) | Q(number__in=numbers))
    return list(rows.defer("text").order_by("year", "pk"))


def _says_yes(typed: str) -> bool:
    return typed.lower() in ("1", "on", "yes", "true")
