"""Who is written to, and when: something waits for you, was returned, signed or decided; its hour came; a seal was broken."""

from typing import Any

from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.signals import task_submitted

from foundation.acts.judging import hands_in
from foundation.clock import now
from foundation.mail.sending import letter, post
from foundation.models.holding import RoleHolding
from foundation.models.ledger import LedgerEntry
from foundation.models.office_act import OfficeAct
from foundation.models.scheduled import ScheduledPublication
from foundation.models.tasks import RoleTask
from foundation.models.user import User
from foundation.office.deciding import may_decide
from foundation.office.kinds import kind_of
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


@handles("office_proposed")
def to_those_who_may_decide(act: int) -> None:
    row = _office_act(act)
    if row is not None and row.state == OfficeAct.State.PROPOSED:
        roles = [role.value for role in kind_of(row.kind).decided_by]
        held = RoleHolding.objects.in_force(now()).filter(role__in=roles)
        people = User.objects.filter(pk__in=held.values("user")).order_by("pk")
        post("office_waiting", row.pk, [one for one in people if may_decide(row, one)])


@handles("office_decided")
def to_the_proposer(act: int) -> None:
    row = _office_act(act)
    if row is not None:
        post("office_decided", row.pk, [row.proposed_by])


@handles("hour_came")
def to_sender_and_signatory(scheduled: int) -> None:
    row = _scheduled(scheduled)
    if row is None:
        return
    step = _signed_step(row)
    sender = step.workflow_state.requested_by if step is not None else None
    kind = "hour_kept" if row.state == ScheduledPublication.State.PUBLISHED else "hour_refused"
    post(kind, row.pk, dict.fromkeys(one for one in (sender, row.signed_by) if one is not None))


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


@letter("office_waiting", "有一件内部事项等您决定", "mail/office_waiting.txt")
def office_waiting(about: int, reader: User) -> dict[str, Any] | None:
    row = _office_act(about)
    if row is None or row.state != OfficeAct.State.PROPOSED or not may_decide(row, reader):
        return None  # decided or taken back meanwhile, or no longer this reader's to decide
    return _about_office_act(row)


@letter("office_decided", "您提出的一件内部事项已有决定", "mail/office_decided.txt")
def office_decided(about: int, reader: User) -> dict[str, Any] | None:
    row = _office_act(about)
    return None if row is None else {**_about_office_act(row), "agreed": row.state == OfficeAct.State.DONE}


@letter("hour_kept", "一项定时内容已经发布", "mail/hour_kept.txt")
def hour_kept(about: int, reader: User) -> dict[str, Any] | None:
    row = _scheduled(about)
    if row is None or not row.page.live:  # taken down meanwhile: there is nothing to read, nor a title to repeat
        return None
    return {**_about_scheduled(row), "address": row.page.full_url}


@letter("hour_refused", "一项定时内容没有发布", "mail/hour_refused.txt")
def hour_refused(about: int, reader: User) -> dict[str, Any] | None:
    row = _scheduled(about)
    if row is None or row.page.live:  # sent, signed and published anew meanwhile
        return None
    return {**_about_scheduled(row), "why": row.why}


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


def _office_act(pk: int) -> OfficeAct | None:
    return OfficeAct.objects.filter(pk=pk).select_related("section", "proposed_by").first()


def _about_office_act(row: OfficeAct) -> dict[str, Any]:
    """Its kind alone: whom it concerns is read after signing in."""
    return {"label": kind_of(row.kind).label, "path": reverse("office-act", args=[row.pk])}


def _scheduled(pk: int) -> ScheduledPublication | None:
    return ScheduledPublication.objects.filter(pk=pk).select_related("page", "signed_by").first()


def _signed_step(row: ScheduledPublication) -> TaskState | None:
    steps = TaskState.objects.filter(revision=row.revision_id).select_related("workflow_state__requested_by")
    return steps.order_by("-pk").first()


def _about_scheduled(row: ScheduledPublication) -> dict[str, Any]:
    step = _signed_step(row)
    return {
        "title": row.page.title if row.page.live else row.page.draft_title,
        "section": row.page.get_parent().title,
        "hour": row.publish_at,
        "path": reverse("act-judge", args=[step.pk]) if step is not None else reverse("wagtailadmin_home"),
    }
