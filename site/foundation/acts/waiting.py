"""What waits for a person, the earliest due first: page steps here, and whatever else registers with `waits`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, Revision, TaskState

from foundation.clock import now
from foundation.due import Due, due_within
from foundation.models.approval import Approval
from foundation.models.tasks import ReviewTask, SignTask
from foundation.models.user import User
from foundation.official_calendar import official_calendar
from foundation.roles import Role
from foundation.standing import standing_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: what, which step, since when. `due` where it has a limit of its own, not the bureau's."""

    title: str
    step: str
    since: datetime
    sent: str
    url: str
    publish_at: datetime | None = None
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    what: Waiting
    due: Due
    over: bool


Finds = Callable[[User], Iterable[Waiting]]
_sources: list[tuple[Callable[[User], bool], Finds]] = []


def waits(concerns: Callable[[User], bool]) -> Callable[[Finds], Finds]:
    """Register what may wait for a person. `concerns`: whether such a thing can wait for them at all."""

    def register(finds: Finds) -> Finds:
        _sources.append((concerns, finds))
        return finds

    return register


def something_may_wait_for(user: User) -> bool:
    return any(concerns(user) for concerns, _ in _sources)


def waiting_for(user: User, handling_days: int) -> list[WaitingRow]:
    """All of it. The calendar is asked once, and only when something waits."""
    found = [one for concerns, finds in _sources if concerns(user) for one in finds(user)]
    if not found:
        return []
    calendar, moment = official_calendar(), now()
    rows = []
    for one in found:
        due = one.due or due_within(handling_days, one.since, calendar, one.publish_at)
        rows.append(WaitingRow(one, due, due.is_over(moment)))
    return sorted(rows, key=lambda row: (row.due.at, row.what.since, row.what.url))


# --- steps of pages --------------------------------------------------------------------------------------------------


def _judges(user: User) -> bool:
    return standing_of(user).anywhere(Role.REVIEWER, Role.SIGNATORY)


@waits(_judges)
def page_steps(user: User) -> Iterator[Waiting]:
    """Steps this person's roles entitle them to judge, without what they themselves wrote, sent or judged."""
    kinds = (ReviewTask, SignTask)
    mine = {kind._meta.model_name: standing_of(user).paths(kind.role) for kind in kinds}
    states = list(
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS, task__content_type__model__in=[k for k, v in mine.items() if v]
        )
        .exclude(workflow_state__requested_by=user)
        .select_related("task__content_type", "workflow_state__requested_by", "revision")
    )
    pages = Page.objects.in_bulk({int(state.revision.object_id) for state in states})
    written, judged = _written_by(user, pages), _judged_by(user, states)
    for state in states:
        page = pages.get(int(state.revision.object_id))
        paths = mine[state.task.content_type.model]
        elsewhere = judged.get(state.workflow_state_id, set()) - {state.task_id}
        if (
            page is not None
            and page.pk not in written
            and not elsewhere
            and any(page.path.startswith(path) for path in paths)
        ):
            yield _step(state, page)


def _written_by(user: User, pages: dict[int, Page]) -> set[int]:
    """Those of these pages on which this person wrote since they were last published."""
    ids = [str(pk) for pk in pages]
    revisions = Revision.page_revisions.filter(user=user, object_id__in=ids).values_list("object_id", "pk")
    return {int(pk) for pk, revision in revisions if revision > (pages[int(pk)].live_revision_id or 0)}


def _judged_by(user: User, states: list[TaskState]) -> dict[int, set[int]]:
    """The tasks at which this person already judged, by workflow; at the same one they may judge again."""
    judged: dict[int, set[int]] = {}
    rows = Approval.objects.filter(by=user, workflow_state__in=[state.workflow_state_id for state in states])
    for workflow, task in rows.values_list("workflow_state", "task_state__task"):
        judged.setdefault(workflow, set()).add(task)
    return judged


def _step(state: Any, page: Page) -> Waiting:
    sender = state.workflow_state.requested_by
    hour = state.revision.content.get("publish_after")
    return Waiting(
        title=page.draft_title or page.title,
        step=state.task.name,
        since=state.started_at,
        sent=f"{sender} 送审" if sender else "送审",
        url=reverse("act-judge", args=[state.pk]),
        publish_at=parse_datetime(hour) if hour else None,
    )
