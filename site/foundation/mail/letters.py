"""Who is written to, and when: a step waits for you, your page was returned, it was published, a seal was broken."""

from typing import Any

from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.signals import task_submitted

from foundation.acts.judging import hands_in
from foundation.clock import now
from foundation.mail.sending import letter, post
from foundation.models.holding import RoleHolding
from foundation.models.ledger import LedgerEntry
from foundation.models.tasks import RoleTask
from foundation.models.user import User
from foundation.outbox import handles, put
from foundation.roles import Role
from foundation.standing import holders, may_act_as


def listen() -> None:
    """A step begins inside Wagtail, by whatever way a page was submitted; its signal is the one place that sees all."""
    task_submitted.connect(a_step_began, dispatch_uid="gongshi_step_waiting")


def a_step_began(instance: TaskState, **kwargs: Any) -> None:
    if isinstance(instance.task.specific, RoleTask):
        put("step_waiting", state=instance.pk)


# --- who is written to -----------------------------------------------------------------------------------------------


@handles("step_waiting")
def to_those_who_may_judge(state: int) -> None:
    """All who hold the step's role for the page's place and had no hand in it."""
    row, page = _step(state)
    if row is None or page is None or row.status != TaskState.STATUS_IN_PROGRESS:
        return
    role = row.task.specific.role
    post(role_kind(role), row.pk, [one for one in holders(role, page) if not hands_in(row, one)])


@handles("returned")
@handles("published")
def to_the_sender(state: int) -> None:
    row, _ = _step(state)
    sender = row.workflow_state.requested_by if row is not None else None
    if row is not None and sender is not None:
        post("returned" if row.status == TaskState.STATUS_REJECTED else "published", row.pk, [sender])


@handles("break_glass")
def to_all_supervisors(entry: int) -> None:
    post("break_glass", entry, supervisors())


def supervisors() -> list[User]:
    """Everyone who supervises anything: a seal broken anywhere concerns them all."""
    rows = RoleHolding.objects.in_force(now()).filter(role=Role.SUPERVISOR.value)
    return list(User.objects.filter(pk__in=rows.values("user")).order_by("pk"))


def role_kind(role: Role) -> str:
    """The kind of letter that says in its subject what waits: for review, for signature, or for another step."""
    return f"to_{role.value}" if role in (Role.REVIEWER, Role.SIGNATORY) else "to_act"


# --- what they are told ----------------------------------------------------------------------------------------------


@letter(role_kind(Role.REVIEWER), "有一项内容等您审核", "mail/step_waiting.txt")
def waiting_for_review(about: int, reader: User) -> dict[str, Any] | None:
    return _waiting(about, reader)


@letter(role_kind(Role.SIGNATORY), "有一项内容等您签发", "mail/step_waiting.txt")
def waiting_for_signature(about: int, reader: User) -> dict[str, Any] | None:
    return _waiting(about, reader)


@letter("to_act", "有一项内容等您办理", "mail/step_waiting.txt")
def waiting_for_another_step(about: int, reader: User) -> dict[str, Any] | None:
    return _waiting(about, reader)


def _waiting(about: int, reader: User) -> dict[str, Any] | None:
    row, page = _step(about)
    if row is None or page is None or row.status != TaskState.STATUS_IN_PROGRESS:
        return None  # someone was quicker
    role = row.task.specific.role
    if not may_act_as(reader, role, page):
        return None
    return {**_about(row, page), "verb": role.label}


@letter("returned", "您送审的一项内容被退回", "mail/returned.txt")
def returned(about: int, reader: User) -> dict[str, Any] | None:
    row, page = _step(about)
    return None if row is None or page is None else {**_about(row, page), "step": row.task.name}


@letter("published", "您送审的一项内容已签发", "mail/published.txt")
def published(about: int, reader: User) -> dict[str, Any] | None:
    row, page = _step(about)
    return None if row is None or page is None else {**_about(row, page), "address": page.full_url if page.live else ""}


@letter("break_glass", "服务器上进行了一次应急操作", "mail/break_glass.txt")
def break_glass(about: int, reader: User) -> dict[str, Any] | None:
    entry = LedgerEntry.objects.filter(pk=about).first()
    return None if entry is None else {"entry": entry, "detail": entry.detail}


def _step(state: int) -> tuple[TaskState | None, Page | None]:
    row = TaskState.objects.filter(pk=state).select_related("revision", "task", "workflow_state__requested_by").first()
    page = Page.objects.filter(pk=row.revision.object_id).first() if row is not None else None
    return row, page


def _about(row: TaskState, page: Page) -> dict[str, Any]:
    return {
        "title": page.draft_title or page.title,
        "section": page.get_parent().title,
        "path": reverse("act-judge", args=[row.pk]),
    }
