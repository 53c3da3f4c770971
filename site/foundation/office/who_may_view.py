"""The page of who may do what."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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
        "incompatible": [
            (LABELS[rule.first], LABELS[rule.second], rule.why, "全站" if rule.anywhere else "同一栏目")
            for rule in INCOMPATIBLE
            if role is None or role in (rule.first, rule.second)
        ],
    }
    return render(request, "admin/office/who_may.html", context)
