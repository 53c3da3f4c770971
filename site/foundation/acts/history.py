"""What was sent, judged and published, for those who take part in it and for who watches. Constant in queries."""

from django.core.paginator import Paginator
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page, WorkflowState

from foundation.acts.sealed_titles import visible_to
from foundation.models.user import User
from foundation.office.screens import ACTS, opened_by, signed_in
from foundation.standing import standing_of

ROWS_A_PAGE = 20


@opened_by(ACTS)
def act_history(request: HttpRequest) -> HttpResponse:
    rows = Paginator(readable(signed_in(request)), ROWS_A_PAGE).get_page(request.GET.get("page"))
    pages = Page.objects.in_bulk([state.page_pk for state in rows])
    return render(
        request,
        "admin/acts/history.html",
        {
            "screen": ACTS,
            "page_of_rows": rows,
            "rows": [(state, page) for state in rows if (page := pages.get(state.page_pk)) is not None],
        },
    )


def readable(user: User) -> QuerySet[WorkflowState]:
    """Everything that was ever sent in the sections for which this person edits, judges or watches; newest first."""
    branches = Q(pk__in=())
    for path in standing_of(user).paths(*(ACTS.reads() if ACTS.reads else ())):
        branches |= Q(path__startswith=path)
    states = WorkflowState.objects.annotate(page_pk=Cast("object_id", BigIntegerField()))
    return (
        states.filter(
            page_pk__in=visible_to(user, Page.objects.filter(branches)).values("pk"), current_task_state__isnull=False
        )
        .select_related("requested_by", "current_task_state__task")
        .order_by("-created_at", "-pk")
    )
