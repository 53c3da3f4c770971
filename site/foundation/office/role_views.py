"""The role screens: who holds what; and the forms by which a security administrator proposes a change."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.db.models.functions import Concat
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from foundation.bars import Barred
from foundation.clock import now, today
from foundation.models.holding import HoldingQuerySet, RoleHolding
from foundation.models.office_act import OfficeAct
from foundation.office.forms import DeputyForm, GrantForm, HoldingsFilter, ReasonForm
from foundation.office.grants import propose_deputy, propose_grant, propose_revocation
from foundation.office.screens import ROLES, changed_by, opened_by, signed_in
from foundation.roles import LABELS, SITE_ROLES, Role

ROWS_A_PAGE = 50


@require_safe
@opened_by(ROLES)
def roles(request: HttpRequest) -> HttpResponse:
    form = HoldingsFilter(request.GET)
    holdings = _filtered(form.cleaned_data) if form.is_valid() else _holdings().none()
    page = Paginator(holdings, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "screen": ROLES,
        "form": form,
        "page": page,
        "rows": [(holding, LABELS[Role(holding.role)], *_standing(holding)) for holding in page],
        "may_change": ROLES.yields_to(signed_in(request)),
    }
    return render(request, "admin/office/roles.html", context)


@changed_by(ROLES)
def propose_granting(request: HttpRequest) -> HttpResponse:
    def send(data: dict[str, Any]) -> OfficeAct:
        return propose_grant(
            data["user"], Role(data["role"]), data["section"], reason=data["reason"], by=signed_in(request)
        )

    return _proposal(request, GrantForm(request.POST or None), "提出授予职责", [], send)


@changed_by(ROLES)
def propose_revoking(request: HttpRequest, pk: int) -> HttpResponse:
    holding = get_object_or_404(_holdings(), pk=pk)

    def send(data: dict[str, Any]) -> OfficeAct:
        return propose_revocation(holding, reason=data["reason"], by=signed_in(request))

    return _proposal(request, ReasonForm(request.POST or None), "提出撤销职责", _facts(holding), send)


@changed_by(ROLES)
def propose_deputising(request: HttpRequest, pk: int) -> HttpResponse:
    holding = get_object_or_404(_holdings().filter(deputy_for=None), pk=pk)

    def send(data: dict[str, Any]) -> OfficeAct:
        return propose_deputy(
            holding, data["user"], data["first_day"], data["last_day"], reason=data["reason"], by=signed_in(request)
        )

    form = DeputyForm(request.POST or None, initial={"first_day": today()})
    return _proposal(request, form, "提出代理", _facts(holding), send)


def _proposal(
    request: HttpRequest,
    form: Form,
    title: str,
    facts: list[tuple[str, str]],
    send: Callable[[dict[str, Any]], OfficeAct],
) -> HttpResponse:
    """Send what was typed to who decides; when it is barred say why and keep it."""
    if request.method == "POST" and form.is_valid():
        try:
            act = send(form.cleaned_data)
        except Barred as barred:
            for bar in barred.bars:
                form.add_error(None, bar.says)
        else:
            messages.success(request, "已提出，等待系统管理员决定。决定之前没有任何改变。")
            return redirect("office-act", act.pk)
    return render(request, "admin/office/propose.html", {"form": form, "title": title, "facts": facts})


def _holdings() -> HoldingQuerySet:
    return RoleHolding.objects.select_related("user", "section", "deputy_for")


def _filtered(asked: dict[str, Any]) -> HoldingQuerySet:
    rows = _holdings().order_by("user__last_name", "user__username", "role", "pk")
    if not asked["ended"]:
        rows = rows.filter(Q(until=None) | Q(until__gt=now()), revoked_at=None)
    rows = rows.annotate(full_name=Concat("user__last_name", "user__first_name"))
    for word in asked["who"].split():
        rows = rows.filter(
            Q(full_name__icontains=word) | Q(user__username__icontains=word) | Q(user__unit__icontains=word)
        )
    if asked["role"]:
        rows = rows.filter(role=asked["role"])
    if asked["section"]:
        # What counts there: held for the section itself or for one above it.
        path, step = asked["section"].path, asked["section"].steplen
        rows = rows.filter(section__path__in=[path[:end] for end in range(step, len(path) + 1, step)])
    return rows


def _standing(holding: RoleHolding) -> tuple[str, bool]:
    """How it stands with a holding now, and whether it can still be taken away."""
    instant = now()
    if holding.until is not None and holding.until <= instant:
        return "已到期", False
    if holding.revoked_at is not None:
        return "已撤销", False
    if not holding.user.is_active:
        return "账号已停用，不起作用", True
    if holding.user.is_superuser and Role(holding.role) not in SITE_ROLES:
        return "有超级权限，不起作用", True
    return ("尚未开始" if holding.since > instant else "有效"), True


def _facts(holding: RoleHolding) -> list[tuple[str, str]]:
    return [
        ("现在由谁担任", f"{holding.user}（{holding.user.username}）"),
        ("职责", LABELS[Role(holding.role)]),
        ("栏目", holding.section.title if holding.section else "全站"),
    ]
