"""What waits for a person, and what they sent: for the desk. Constant in queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState

from foundation.models.tasks import ReviewTask, SignTask
from foundation.models.user import User
from foundation.standing import standing_of

ROWS = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    title: str
    step: str
    since: datetime
    sent_by: str
    url: str


def waiting_for(user: User) -> list[Waiting]:
    """Steps this person's roles entitle them to judge, the longest waiting first."""
    kinds = (ReviewTask, SignTask)
    mine = {kind._meta.model_name: standing_of(user).paths(kind.role) for kind in kinds}
    states = (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS, task__content_type__model__in=[k for k, v in mine.items() if v]
        )
        .select_related("task__content_type", "workflow_state__requested_by", "revision")
        .order_by("started_at")
    )
    pages = _pages([state.revision.object_id for state in states])
    rows = []
    for state in states:
        page = pages.get(int(state.revision.object_id))
        paths = mine[state.task.content_type.model]
        if page is not None and any(page.path.startswith(path) for path in paths):
            rows.append(_row(state, page))
    return rows[:ROWS]


def sent_by(user: User) -> list[tuple[WorkflowState, Page, str]]:
    """What this person sent and is not yet done: on its way, or returned to them."""
    states = list(
        WorkflowState.objects.filter(
            requested_by=user, status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
        )
        .select_related("current_task_state__task")
        .order_by("-created_at")[:ROWS]
    )
    pages = _pages([state.object_id for state in states])
    return [
        (state, page, reverse("act-judge", args=[state.current_task_state_id]))
        for state in states
        if (page := pages.get(int(state.object_id))) is not None
    ]


def _pages(ids: list[str]) -> dict[int, Page]:
    return {page.pk: page for page in Page.objects.filter(pk__in=[int(one) for one in ids])}


def _row(state: Any, page: Page) -> Waiting:
    sender = state.workflow_state.requested_by
    return Waiting(
        title=page.draft_title or page.title,
        step=state.task.name,
        since=state.started_at,
        sent_by=str(sender) if sender else "",
        url=reverse("act-judge", args=[state.pk]),
    )
