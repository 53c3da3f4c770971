"""What a person sent and is not yet done: pages on their way or returned, proposals not yet decided."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from wagtail.models import Page, WorkflowState

from foundation.models.user import User


@dataclass(frozen=True, slots=True)
class Sent:
    title: str
    url: str
    stands: str
    at: datetime
    returned: bool = False


def pages_sent_by(user: User, most: int) -> list[Sent]:
    """The newest first."""
    states = list(
        WorkflowState.objects.filter(
            requested_by=user, status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
        )
        .select_related("current_task_state__task")
        .order_by("-created_at")[:most]
    )
    pages = Page.objects.in_bulk({int(state.object_id) for state in states})
    return [_sent(state, page) for state in states if (page := pages.get(int(state.object_id))) is not None]


def _sent(state: WorkflowState, page: Page) -> Sent:
    returned = state.status == WorkflowState.STATUS_NEEDS_CHANGES
    return Sent(
        title=page.draft_title or page.title,
        url=reverse("act-judge", args=[state.current_task_state_id]),
        stands="已退回" if returned else f"等待{state.current_task_state.task.name}",
        at=state.created_at,
        returned=returned,
    )
