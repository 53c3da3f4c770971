"""The page of who may do what, and the drawings of the processes on it."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation import process
from foundation.drawing import sentences, svg
from foundation.office.screens import WHO_MAY, opened_by
from foundation.office.who_may import lines
from foundation.roles import INCOMPATIBLE, LABELS, Role


@require_safe
@opened_by(WHO_MAY)
def who_may(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("role", "")
    role = Role(asked) if asked in set(Role) else None
    chosen = [line for line in lines() if role is None or role in line.roles]
    context = {
        "screen": WHO_MAY,
        "roles": [(one.value, LABELS[one]) for one in Role],
        "asked": role,
        "groups": [(group, list(rows)) for group, rows in groupby(chosen, key=lambda line: line.group)],
        "processes": [(one, sentences(one)) for one in process.registered() if role is None or _has_part(role, one)],
        "incompatible": [
            (LABELS[rule.first], LABELS[rule.second], rule.why, "全站" if rule.anywhere else "同一栏目")
            for rule in INCOMPATIBLE
            if role is None or role in (rule.first, rule.second)
        ],
    }
    return render(request, "admin/office/who_may.html", context)


@require_safe
@opened_by(WHO_MAY)
def process_drawing(request: HttpRequest, code: str) -> HttpResponse:
    """A file of its own, so that the page needs no drawing in its markup."""
    found = next((one for one in process.registered() if one.code == code), None)
    if found is None:
        raise Http404
    return HttpResponse(svg(found), content_type="image/svg+xml; charset=utf-8")


def _has_part(role: Role, one: process.Process) -> bool:
    return any(role in move.actors for move in one.moves)
