"""The screens of office acts: what waits, what one proposed, what is done; and one act with what bars it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from foundation.bars import Barred
from foundation.models.ledger import LedgerEntry
from foundation.models.office_act import OfficeAct
from foundation.models.user import User
from foundation.office.deciding import bars_to_deciding, decide, may_decide, take_back
from foundation.office.forms import DecisionForm
from foundation.office.kinds import kind_of
from foundation.office.listing import acts, may_read, readable, row, waiting_for
from foundation.office.screens import OFFICE, opened_by, signed_in
from foundation.roles import LABELS, Role

ROWS_A_PAGE = 50
State = OfficeAct.State


@require_safe
@opened_by(OFFICE)
def office(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    others = readable(user).exclude(state=State.PROPOSED)
    page = Paginator(others, ROWS_A_PAGE).get_page(request.GET.get("page"))
    waiting = waiting_for(user)
    open_acts = [act for act in readable(user).filter(state=State.PROPOSED) if may_read(act, user)]
    mine = [act for act in open_acts if act.proposed_by_id == user.pk]
    known = {act.pk for act in (*waiting, *mine)}
    context = {
        "screen": OFFICE,
        "waiting": [row(act) for act in waiting],
        "mine": [row(act) for act in mine],
        "others": [row(act) for act in open_acts if act.pk not in known],
        "done": [row(act) for act in page if may_read(act, user)],
        "page": page,
    }
    return render(request, "admin/office/list.html", context)


@opened_by(OFFICE)
def office_act(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    act = get_object_or_404(acts(), pk=pk)
    if not may_read(act, user):
        raise Barred("这件内部事项不由您提出或决定，您没有这项职责，不能查看。")
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _done(request, act, user, form.cleaned_data["comment"]):
        return redirect("office")
    waiting = act.state == State.PROPOSED
    judges = waiting and may_decide(act, user)
    context = {
        "row": row(act),
        "kind": kind_of(act.kind),
        "act": act,
        "form": form,
        "may_decide": judges,
        "may_take_back": waiting and act.proposed_by_id == user.pk,
        "bars": bars_to_deciding(act, user) if judges else [],
        "exhibits": kind_of(act.kind).exhibits(act.payload) if waiting else [],
        "deciders": "、".join(role.label for role in kind_of(act.kind).decided_by),
        "history": _history(act),
    }
    return render(request, "admin/office/act.html", context)


def _done(request: HttpRequest, act: OfficeAct, user: User, comment: str) -> bool:
    """Do what was pressed. When it is barred the screen shows why and keeps what was typed."""
    action = request.POST.get("action")
    try:
        if action == "take_back":
            take_back(act, user)
        elif action in ("approve", "refuse"):
            decide(act, action == "approve", user, comment)
        else:
            raise Barred("请选择同意或不同意。")
    except Barred as barred:
        for bar in barred.bars:
            messages.error(request, bar.says)
        return False
    done = {"approve": "已同意，即时生效", "refuse": "已记录不同意", "take_back": "已撤回"}[action]
    messages.success(request, f"“{row(act).label}：{row(act).says}”{done}。")
    return True


def _history(act: OfficeAct) -> list[tuple[LedgerEntry, str, str]]:
    """Every step as the ledger has it: the row, what was done, in which role."""
    words = {
        "office.proposed": "提出",
        "office.done": "同意",
        "office.refused": "不同意",
        "office.taken_back": "撤回",
    }
    rows = LedgerEntry.objects.filter(subject=f"office_act:{act.pk}").order_by("seq")
    return [(entry, words.get(entry.act, entry.act), LABELS[Role(entry.role)] if entry.role else "") for entry in rows]
