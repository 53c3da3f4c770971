"""The account screens, and the log of sign-ins and rights."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.db.models import Q
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from foundation.accounts import managing
from foundation.accounts.forms import AccountForm, AccountsFilter, DetailsForm, LogFilter, PasswordForm
from foundation.bars import Barred
from foundation.models.holding import RoleHolding
from foundation.models.security_event import SecurityEvent
from foundation.models.user import User
from foundation.office.screens import ACCOUNTS, SECURITY_LOG, changed_by, opened_by, signed_in
from foundation.roles import LABELS, Role

ROWS_A_PAGE = 50


@require_safe
@opened_by(ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    form = AccountsFilter(request.GET)
    rows = User.objects.order_by("-is_active", "last_name", "username")
    if form.is_valid():
        rows = rows.annotate(full_name=Concat("last_name", "first_name"))
        for word in form.cleaned_data["who"].split():
            rows = rows.filter(Q(full_name__icontains=word) | Q(username__icontains=word) | Q(unit__icontains=word))
        if form.cleaned_data["state"]:
            rows = rows.filter(is_active=form.cleaned_data["state"] == "active")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    people = list(page)
    locked = managing.locked_out(people)
    context = {
        "screen": ACCOUNTS,
        "form": form,
        "page": page,
        "rows": [(user, user.username in locked) for user in people],
        "may_change": ACCOUNTS.yields_to(signed_in(request)),
    }
    return render(request, "admin/accounts/list.html", context)


@changed_by(ACCOUNTS)
def new_account(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("username", "name", "unit", "email", "password")}
        try:
            user = managing.create_account(**data, by=signed_in(request))
        except Barred as barred:
            for bar in barred.bars:
                form.add_error(None, bar.says)
        else:
            messages.success(
                request,
                f"账号“{user.username}”已建立，初始密码请当面告诉本人。它还没有任何职责，请由安全管理员提出授予。",
            )
            return redirect("account", user.pk)
    return render(request, "admin/accounts/new.html", {"form": form})


@changed_by(ACCOUNTS)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Details on top; password, lock and disabling each a form of its own below."""
    user, by = get_object_or_404(User, pk=pk), signed_in(request)
    form = DetailsForm(
        request.POST or None, initial={"name": user.get_full_name(), "unit": user.unit, "email": user.email}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        answer = _do(request, user, "已保存。", lambda: managing.change_details(user, **data, by=by))
        if answer is not None:
            return answer
    holdings = RoleHolding.objects.filter(user=user, revoked_at=None).select_related("section")
    context = {
        "account": user,
        "form": form,
        "is_self": user.pk == by.pk,
        "locked": bool(managing.locked_out([user])),
        "out_of_reach": managing.why_out_of_reach(user, by),
        "holdings": [(LABELS[Role(one.role)], one.section, one.until) for one in holdings],
    }
    return render(request, "admin/accounts/account.html", context)


@changed_by(ACCOUNTS)
def account_password(request: HttpRequest, pk: int) -> HttpResponse:
    user, by = get_object_or_404(User, pk=pk), signed_in(request)
    form = PasswordForm(request.POST or None, account=user)
    if request.method == "POST" and form.is_valid():
        says = f"“{user}”的密码已重设，原来的登录都已退出。请当面告诉本人；他登录后要先改成自己的密码，才能办别的事。"
        password = form.cleaned_data["password"]
        answer = _do(request, user, says, lambda: managing.set_password(user, password, by))
        if answer is not None:
            return answer
    return render(request, "admin/accounts/password.html", {"account": user, "form": form})


@require_POST
@changed_by(ACCOUNTS)
def account_active(request: HttpRequest, pk: int) -> HttpResponse:
    user, by = get_object_or_404(User, pk=pk), signed_in(request)
    active = request.POST.get("active") == "1"
    says = f"“{user}”的账号已{'启用' if active else '停用'}。"
    answer = _do(request, user, says, lambda: managing.set_active(user, active, by))
    return answer or redirect("account", user.pk)


@require_POST
@changed_by(ACCOUNTS)
def account_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    user, by = get_object_or_404(User, pk=pk), signed_in(request)
    answer = _do(request, user, f"“{user}”可以登录了。", lambda: managing.unlock(user, by))
    return answer or redirect("account", user.pk)


@require_safe
@opened_by(SECURITY_LOG)
def security_log(request: HttpRequest) -> HttpResponse:
    form = LogFilter(request.GET)
    rows = SecurityEvent.objects.select_related("user")
    if form.is_valid():
        first, last = form.span()
        if form.cleaned_data["kind"]:
            rows = rows.filter(kind=form.cleaned_data["kind"])
        if who := form.cleaned_data["who"].strip():
            rows = rows.filter(Q(username__icontains=who) | Q(detail__icontains=who))
        if first:
            rows = rows.filter(at__gte=first)
        if last:
            rows = rows.filter(at__lt=last)
    else:
        rows = rows.none()
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "admin/accounts/security_log.html", {"screen": SECURITY_LOG, "form": form, "page": page})


def _do(request: HttpRequest, user: User, says: str, act: Callable[[], None]) -> HttpResponse | None:
    """Do it and go back to the account; None when it is barred, so that the screen keeps what was typed."""
    try:
        act()
    except Barred as barred:
        for bar in barred.bars:
            messages.error(request, bar.says)
        return None
    messages.success(request, says)
    return redirect("account", user.pk)
