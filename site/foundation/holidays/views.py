"""The calendar screens: what the years are, what notices were entered and what they moved; and entering one."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from foundation.bars import Barred
from foundation.clock import today
from foundation.holidays.act import CODE, propose_holidays
from foundation.holidays.forms import NoticeForm, ProposalForm, initial_of
from foundation.holidays.months import year_of_months
from foundation.holidays.plan import Plan, plan, rows_of
from foundation.holidays.text import Reading, read_notice
from foundation.models.holiday_notice import HolidayNotice
from foundation.models.office_act import OfficeAct
from foundation.models.term import TermMove
from foundation.office.screens import CALENDAR, changed_by, opened_by, signed_in
from foundation.official_calendar import official_calendar
from foundation.working_calendar import Notice

MOVES_SHOWN = 50


@require_safe
@opened_by(CALENDAR)
def calendar(request: HttpRequest) -> HttpResponse:
    official = official_calendar(fresh=True)
    known = sorted(official.settled_years, reverse=True)
    year = _year_asked(request, [*known, known[0] + 1] if known else [today().year])
    context = {
        "screen": CALENDAR,
        "year": year,
        "years": [known[0] + 1, *known] if known else [],
        "settled": year in official.settled_years,
        "months": year_of_months(year, official),
        "notices": HolidayNotice.objects.filter(year=year).select_related("act").order_by("pk"),
        "moves": _moves(),
        "waiting": OfficeAct.objects.filter(kind=CODE, state=OfficeAct.State.PROPOSED).select_related("proposed_by"),
        "may_change": CALENDAR.yields_to(signed_in(request)),
    }
    return render(request, "admin/calendar/calendar.html", context)


@changed_by(CALENDAR)
def enter_notice(request: HttpRequest) -> HttpResponse:
    """First the text is read and shown; only then, with a reason, is it laid before a signatory."""
    if request.method == "POST" and "reason" in request.POST:
        return _propose(request)
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reading, found = _read(form.cleaned_data["text"], form.cleaned_data["year"])
        if reading.faults or found is None:
            return _show(request, form, reading, None, None)
        initial = initial_of(form.cleaned_data["text"], found.year, reading.title, reading.number, reading.issued_on)
        return _show(request, form, reading, found, ProposalForm(initial=initial))
    return _show(request, form, None, None, None)


def _propose(request: HttpRequest) -> HttpResponse:
    """Read anew what the form carries: what is proposed is the text's, not the browser's."""
    proposal = ProposalForm(request.POST)
    form = NoticeForm({"text": request.POST.get("text", ""), "year": request.POST.get("year", "")})
    if not form.is_valid():
        return _show(request, form, None, None, None)
    reading, found = _read(form.cleaned_data["text"], form.cleaned_data["year"])
    if reading.faults or found is None or not proposal.is_valid():
        return _show(request, form, reading, found, None if reading.faults else proposal)
    said = proposal.cleaned_data
    try:
        act = propose_holidays(
            found.year,
            list(found.rows),
            title=said["title"],
            number=said["number"],
            issued_on=said["issued_on"],
            text=said["text"],
            settles=reading.is_whole,
            reason=said["reason"],
            by=signed_in(request),
        )
    except Barred as barred:
        for bar in barred.bars:
            proposal.add_error(None, bar.says)
        return _show(request, form, reading, found, proposal)
    messages.success(request, "已提出，等待签发人员决定。同意之前日历没有任何改变。")
    return redirect("office-act", act.pk)


def _show(
    request: HttpRequest, form: NoticeForm, reading: Reading | None, found: Plan | None, proposal: Any
) -> HttpResponse:
    context = {"screen": CALENDAR, "form": form, "reading": reading, "plan": found, "proposal": proposal}
    return render(request, "admin/calendar/enter.html", context)


def _read(text: str, year: int | None) -> tuple[Reading, Plan | None]:
    reading = read_notice(text, year)
    if reading.year is None or reading.faults:
        return reading, None
    official = official_calendar(fresh=True)
    if reading.year not in official.settled_years and not reading.is_whole:
        missing = "、".join(reading.unnamed)
        reading.faults.append(f"{reading.year}年还没有放假安排，须录入整篇通知；这里没有写：{missing}。")
        return reading, None
    notice = Notice(reading.title, reading.number)
    return reading, plan(reading.year, rows_of(reading, official), notice, settles=reading.is_whole)


def _moves() -> list[TermMove]:
    rows = TermMove.objects.select_related("term__page", "notice")
    return list(rows[:MOVES_SHOWN])


def _year_asked(request: HttpRequest, known: list[int]) -> int:
    asked = _number(request.GET.get("year", ""))
    if asked in known:
        return asked
    return today().year if today().year in known else known[0]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == len(str(date.max.year)) else None
