"""The screen of what the last look over the site found."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from foundation.desk import DeskPanel, desk_panel
from foundation.models.section import SectionPage
from foundation.models.site_finding import SiteCheckRun, SiteFinding
from foundation.models.user import User
from foundation.office.screens import SITE_CHECK, opened_by, signed_in
from foundation.roles import Role
from foundation.sitecheck.reading import READERS, findings_for
from foundation.sitecheck.rules import BY_CODE, OUTSIDE, RULES, WEIGHTS, Weight
from foundation.standing import standing_of

ROWS_A_PAGE = 50
ORDER = {Weight.VETO: 0, Weight.DEDUCTION: 1, Weight.NOTE: 2}


class FindingsFilter(forms.Form):
    weight = forms.ChoiceField(
        label="轻重", required=False, choices=[("", "全部"), *((one.value, label) for one, label in WEIGHTS.items())]
    )
    rule = forms.ChoiceField(
        label="问题", required=False, choices=[("", "全部"), *((rule.code, rule.label) for rule in RULES)]
    )
    section = forms.ModelChoiceField(
        label="栏目", required=False, queryset=SectionPage.objects.none(), empty_label="全部"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = _sections(user)  # type: ignore[attr-defined]


@require_safe
@opened_by(SITE_CHECK)
def site_check(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = FindingsFilter(request.GET, user=user)
    rows = _filtered(findings_for(user), form.cleaned_data) if form.is_valid() else SiteFinding.objects.none()
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "screen": SITE_CHECK,
        "form": form,
        "page": page,
        "rows": [(row, BY_CODE[row.rule], WEIGHTS[Weight(row.weight)]) for row in page if row.rule in BY_CODE],
        "run": SiteCheckRun.objects.order_by("-pk").first(),
        "counts": _counts(user),
        "may_mend": standing_of(user).anywhere(Role.EDITOR),
    }
    return render(request, "admin/sitecheck/list.html", context)


@desk_panel(12)
def what_the_site_check_found(request: HttpRequest) -> DeskPanel | None:
    if not isinstance(request.user, User) or not SITE_CHECK.opens_for(request.user):
        return None
    run = SiteCheckRun.objects.order_by("-pk").first()
    context = {"run": run, "counts": _counts(request.user) if run else [], "url": SITE_CHECK.url}
    return DeskPanel("网站自查", "admin/desk/site_check.html", context)


def _counts(user: User) -> list[tuple[Weight, str, int]]:
    faults = findings_for(user).exclude(rule=OUTSIDE.code)
    found = dict(faults.order_by().values_list("weight").annotate(Count("pk")))
    return [(weight, label, found.get(weight.value, 0)) for weight, label in WEIGHTS.items()]


def _filtered(rows: "QuerySet[SiteFinding]", asked: dict[str, Any]) -> "QuerySet[SiteFinding]":
    if asked["weight"]:
        rows = rows.filter(weight=asked["weight"])
    # Links to other sites are a list for themselves, not a fault.
    rows = rows.filter(rule=asked["rule"]) if asked["rule"] else rows.exclude(rule=OUTSIDE.code)
    if asked["section"]:
        rows = rows.filter(page__path__startswith=asked["section"].path)
    heaviest_first = Case(
        *(When(weight=weight.value, then=Value(place)) for weight, place in ORDER.items()), output_field=IntegerField()
    )
    return rows.order_by(heaviest_first, "since", "rule", "pk")


def _sections(user: User) -> "QuerySet[Page]":
    branches = SectionPage.objects.none()
    for path in standing_of(user).paths(*READERS):
        branches |= SectionPage.objects.filter(path__startswith=path)
    return branches.order_by("path")
