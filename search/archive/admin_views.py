"""The record of who searched the archive, for the supervisors of the sections that were searched."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.models import User
from foundation.office.screens import opened_by, signed_in
from foundation.roles import Role
from foundation.standing import standing_of
from search.archive.answering import names_of_people, names_of_sections
from search.archive.presenting import FACET_LABELS
from search.archive.registry import archive_kinds
from search.archive.screens import RECORD
from search.archive.sight import STAGE_LABELS
from search.models import ArchiveQuery, ArchiveQuerySection
from search.models.archive_query import DAYS_TYPING_IS_KEPT

ROWS_A_PAGE = 50
TYPING = ArchiveQuery.What.COMPLETION


@dataclass(frozen=True, slots=True)
class Listed:
    row: ArchiveQuery
    filters: str


@require_safe
@opened_by(RECORD)
def record(request: HttpRequest) -> HttpResponse:
    rows = readable(signed_in(request))
    with_typing = request.GET.get("typing") == "1"
    if not with_typing:
        rows = rows.exclude(what=TYPING)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    labels = _labels(list(page))
    context = {
        "screen": RECORD,
        "page_of_rows": page,
        "rows": [Listed(row, _in_words(row.filters, labels)) for row in page],
        "with_typing": with_typing,
        "typing_days": DAYS_TYPING_IS_KEPT,
        "further": "&typing=1" if with_typing else "",
    }
    return render(request, "admin/archive/record.html", context)


def readable(user: User) -> QuerySet[ArchiveQuery]:
    """Where a section they watch was searched, or one above it, or one below."""
    searched = ArchiveQuerySection.objects.filter(query=OuterRef("pk"))
    branches = Q(pk__in=())
    for path in standing_of(user).paths(Role.SUPERVISOR):
        watched = ExpressionWrapper(Value(path), output_field=CharField())
        touching = searched.alias(watched=watched).filter(
            Q(section__path__startswith=path) | Q(watched__startswith=F("section__path"))
        )
        branches |= Q(Exists(touching))
    return ArchiveQuery.objects.filter(branches).select_related("by")


def _labels(rows: list[ArchiveQuery]) -> dict[str, dict[str, str]]:
    def asked(name: str) -> set[str]:
        return {value for row in rows for value in row.filters.get(name, ())}

    return {
        "stage": {stage.value: label for stage, label in STAGE_LABELS.items()},
        "kind": {code: kind.label for code, kind in archive_kinds().items()},
        "section": names_of_sections(asked("section")),
        "actor": names_of_people(asked("actor")),
        "year": {},
    }


def _in_words(filters: dict[str, Any], labels: dict[str, dict[str, str]]) -> str:
    says = [
        f"{label}：{'、'.join(labels[name].get(value, value) for value in filters[name])}"
        for name, label in FACET_LABELS.items()
        if filters.get(name)
    ]
    if filters.get("from") or filters.get("to"):
        says.append(f"日期：{filters.get('from', '')} 至 {filters.get('to', '')}")
    return "；".join(says)
