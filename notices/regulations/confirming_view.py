"""The last step: the day it takes effect is chosen where the text names none, and the set becomes a page's provisions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from foundation.asked import read_day
from foundation.bars import Bar, Barred
from foundation.form_days import EARLIEST, LATEST, is_near
from foundation.office.screens import signed_in
from foundation.official_calendar import official_calendar
from foundation.working_calendar import PeriodError, long_date
from notices.importing import Chosen, confirm
from notices.importing.changing import Stale, bars_to_change, page_of
from notices.importing.findings import CHOOSE_THE_DAY, open_findings
from notices.importing.losses import losses_of
from notices.models import ProvisionSet, Purpose
from notices.provision_sets import reading_of
from notices.provisions import Reading
from notices.provisions.effective import Candidate, candidates, names_a_day, rule_in
from notices.regulations.access import edited_set, edition_in
from notices.regulations.facts import facts_of, number_conflict
from notices.screens import IMPORTING

OTHER, LATER = "other", "later"
FAR_DAY = f"施行日期请写在{EARLIEST.year}年到{LATEST.year}年之间。"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the text says instead of a day, from which day it is counted, and the days it may mean."""

    rule: str
    event: str
    event_day: date | None
    days: tuple[Candidate, ...]


class DayForm(forms.Form):
    day = forms.CharField(required=False, max_length=20)
    other = forms.CharField(required=False, max_length=40)
    reason = forms.CharField(
        label="这样确定的理由",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：本办法自印发之日起算，按民法典当日不计入。会与施行日期一起公布，最多300字。",
        error_messages={"max_length": "理由最多300字，请写短一些。"},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["chosen"] = None
        picked = said.get("day", "")
        if not picked:
            self.add_error("day", "请选定施行日期；现在还不能定的，选“以后再定”。")
        elif picked != LATER and "reason" not in self.errors:
            try:
                day = read_day(said.get("other", "") if picked == OTHER else picked)
            except PeriodError as why:
                self.add_error("other", str(why))
                return said
            if not is_near(day):
                self.add_error("other", FAR_DAY)
            elif not said.get("reason", "").strip():
                self.add_error("reason", "请写明为什么这样确定。")
            else:
                said["chosen"] = Chosen(day, said["reason"].strip())
        return said


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_set(request: HttpRequest, pk: int) -> HttpResponse:
    one = edited_set(request, pk)
    if one.fault:
        raise Http404
    reading = reading_of(one)
    choice = choice_of(request, one, reading)
    if request.method != "POST":
        return _show(request, one, reading, choice, DayForm() if choice else None)
    form = DayForm(request.POST) if choice else None
    if form is not None and not form.is_valid():
        return _show(request, one, reading, choice, form, status=400)
    try:
        with transaction.atomic():
            page = confirm(
                one,
                signed_in(request),
                edition=edition_in(request),
                chosen=form.cleaned_data["chosen"] if form is not None else None,
                lets_go=request.POST.get("lets_go") == "on",
            )
    except Barred as barred:
        status = 409 if isinstance(barred, Stale) else 400
        return _show(request, edited_set(request, pk), reading, choice, form, barred.bars, status)
    messages.success(request, f"已确认为“{page.title}”的条文，保存成草稿。请看过各项内容，再送审。")
    return redirect("wagtailadmin_pages:edit", page.pk)


def choice_of(request: HttpRequest, one: ProvisionSet, reading: Reading) -> Choice | None:
    """None where the text names the day, where it binds nobody, or where the public reads the page already."""
    words = reading.validity.effective_rule or ""
    page = page_of(one)
    settled = page is not None and (page.live or getattr(page, "effective_on", None) is not None)
    if not words or names_a_day(words) or settled:
        return None
    if reading.status.value == "draft" and one.purpose != Purpose.ADOPT:
        return None
    rule = rule_in(words)
    day = reading.sent_on or reading.issued_on
    asked = request.GET.get("event") or request.POST.get("event") or ""
    if asked:
        try:
            day = read_day(asked)
        except PeriodError as why:
            messages.error(request, str(why))
    return Choice(words, rule.event if rule else "公布", day, candidates(words, day, official_calendar()))


def _show(
    request: HttpRequest,
    one: ProvisionSet,
    reading: Reading,
    choice: Choice | None,
    form: DayForm | None,
    bars: tuple[Bar, ...] = (),
    status: int = 200,
) -> HttpResponse:
    lost, published = losses_of(one)
    left = [each for each in open_findings(one, reading) if each.warning.code != CHOOSE_THE_DAY]
    context = {
        "screen": IMPORTING,
        "one": one,
        "step": 4,
        "name": reading.title or one.upload.name,
        "facts": facts_of(reading),
        "choice": choice,
        "days": [(each, long_date(each.day), each.basis.cite()) for each in choice.days] if choice else [],
        "form": form,
        "picked": form["day"].value() or "" if form is not None else "",
        "lost": lost if published else [],
        "lets_go": request.POST.get("lets_go") == "on",
        "conflict": number_conflict(one, reading),
        "open_count": len(left),
        "changing": list(bars_to_change(one)),
        "bars": bars,
        "onto": page_of(one),
    }
    return render(request, "admin/regulations/confirm.html", context, status=status)
