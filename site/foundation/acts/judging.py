"""Judging a page on its way: approve or return, each by someone entitled who had no hand in it. One function does it."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page, Revision, TaskState, WorkflowState

from foundation import ledger
from foundation.acts.carried import bars_to_page
from foundation.acts.digests import differences, digest_of, parts_of
from foundation.acts.file_gates import to_be_confirmed
from foundation.acts.performing import performing
from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.models.act_page import ActPage
from foundation.models.approval import Approval
from foundation.models.user import User
from foundation.outbox import put
from foundation.roles import Held, Role, clashes
from foundation.standing import standing_of

LONGEST_COMMENT = 2000


@dataclass(frozen=True, slots=True)
class Judgment:
    approve: bool
    comment: str = ""
    secrecy_cleared: bool = False
    files_cleared: bool = False


def judge(task_state: TaskState, user: User, judgment: Judgment, *, role: Role, act: str) -> Approval:
    """Record the judgment and move the workflow. All of it, publication and ledger included, or none."""
    with transaction.atomic():
        # Both rows afresh and locked: two may press at once, and what the caller holds may be stale.
        state = TaskState.objects.select_for_update().get(pk=task_state.pk).specific
        if state.status != TaskState.STATUS_IN_PROGRESS:
            raise Barred("这一步已经办过了。请刷新页面查看结果。")
        task = state.task.specific
        if (getattr(task, "role", None), getattr(task, "act", None)) != (role, act):
            raise Barred(f"这一步不是{role.label}，不能这样办理。")
        page = Page.objects.get(pk=state.revision.object_id).specific
        parts = parts_of(state.revision)
        bars = list(bars_against(state, page, user, role=role, act=act, approving=judgment.approve, parts=parts))
        if judgment.approve and act == "review" and not judgment.secrecy_cleared:
            bars.append(Bar("请先完成保密审查并勾选确认。"))
        to_confirm = to_be_confirmed(state.revision.as_object()) if judgment.approve and act == "review" else []
        if to_confirm and not judgment.files_cleared:
            bars.append(Bar("附件里有需要您确认的内容，请逐条看过并勾选确认。"))
        if not judgment.approve and not judgment.comment.strip():
            bars.append(Bar("退回时请写明理由。"))
        if bars:
            raise Barred(bars)
        approval = _record(state, page, user, judgment, role, act, parts, to_confirm)
        with performing(page):
            if judgment.approve:
                state.approve(user=user, comment=judgment.comment[:LONGEST_COMMENT])
            else:
                state.reject(user=user, comment=judgment.comment[:LONGEST_COMMENT])
                put("returned", state=state.pk)
        return approval


def bars_against(
    state: TaskState,
    page: Page,
    user: User,
    *,
    role: Role,
    act: str,
    approving: bool = True,
    parts: dict[str, str] | None = None,
) -> list[Bar]:
    """Why this person cannot judge this page now; also what the screen shows before anything is pressed."""
    standing = standing_of(user, fresh=True)
    if not standing.may(role, page):
        return [Bar(f"您在这个栏目没有“{role.label}”职责。")]
    # Asked at the grant, and again: sections may have been moved under one another since.
    bars = [
        Bar(f"您在这个栏目还有与{role.label}不相容的职责（{rule.why}），请由另一位办理。")
        for rule in dict.fromkeys(clashes(Held(role, page.path), standing.held))
    ]
    bars += [Bar(f"不能{role.label}自己{hand}的内容。") for hand in hands_in(state, user)]
    for principal in User.objects.filter(pk__in=standing.principals(role, page)).order_by("pk"):
        bars += [
            Bar(f"您代理的{principal}曾{hand}这份内容，不能由您{role.label}。") for hand in hands_in(state, principal)
        ]
    if page.latest_revision_id != state.revision_id:
        bars.append(Bar("送审之后又有新的修改，请退回后重新送审。"))
    if approving:
        if (earlier := state.workflow_state.get_next_task()) is not None and earlier.pk != state.task_id:
            bars.append(Bar(f"这一稿还没有经过{earlier.name}。请退回，重新送审。"))
        if isinstance(page, ActPage):
            bars += bars_to_page(act, state.revision.as_object())
        changed = changed_since_review(state, parts if parts is not None else parts_of(state.revision))
        if changed:
            bars.append(Bar(f"审核通过之后有变化：{'、'.join(changed)}。请退回后重新审核。"))
    return bars


def hands_in(state: TaskState, user: User) -> list[str]:
    """In which ways this person already had a hand in the item. Asked whatever their roles are today."""
    edited = any(_edited(revision, user) for revision in judged_revisions(state.revision))
    return [
        hand
        for hand, true in (
            ("编辑", edited),
            ("送审", state.workflow_state.requested_by_id == user.pk or _sent_before(state, user)),
            ("审核", judged_elsewhere(state, user)),
        )
        if true
    ]


def judged_elsewhere(state: TaskState, user: User) -> bool:
    """Whether this person judged it at another step, on this way or one before it was taken back and sent anew.

    At their own step they may judge again what they returned.
    """
    sent = state.revision
    mine = Approval.objects.filter(
        by=user,
        revision__base_content_type=sent.base_content_type_id,
        revision__object_id=sent.object_id,
        revision__gt=_last_published(sent),
    )
    return mine.exclude(task_state__task=state.task_id).exists()


def _sent_before(state: TaskState, user: User) -> bool:
    """Whether this person sent it on an earlier way, since it was last published."""
    sent = state.revision
    mine = WorkflowState.objects.filter(
        requested_by=user, base_content_type=sent.base_content_type_id, object_id=sent.object_id
    )
    return mine.filter(task_states__revision__gt=_last_published(sent)).exists()


def judged_revisions(revision: Revision) -> list[Revision]:
    """What was sent, and the draft of another page it carries."""
    page = revision.as_object()
    carried = page.carried_revision() if isinstance(page, ActPage) else None
    return [revision, carried] if carried is not None else [revision]


def _edited(revision: Revision, user: User) -> bool:
    """Whether this person wrote on it since it was last published."""
    return Revision.objects.filter(
        base_content_type=revision.base_content_type_id,
        object_id=revision.object_id,
        user=user,
        pk__gt=_last_published(revision),
    ).exists()


def _last_published(revision: Revision) -> int:
    """The revision the public reads now, or none: what was done up to it is done with."""
    page = Page.objects.filter(pk=revision.object_id).values("live_revision_id").first()
    return (page or {}).get("live_revision_id") or 0


def changed_since_review(state: TaskState, parts: dict[str, str]) -> list[str]:
    earlier = Approval.objects.filter(workflow_state=state.workflow_state, approved=True, revision=state.revision)
    latest = earlier.order_by("-at", "-pk").first()
    return differences(latest.parts, parts) if latest else []


def _record(
    state: TaskState,
    page: Page,
    user: User,
    judgment: Judgment,
    role: Role,
    act: str,
    parts: dict[str, str],
    confirmed: list[str],
) -> Approval:
    digest = digest_of(parts)
    entry = ledger.append(
        f"page.{act}" if judgment.approve else f"page.{act}.returned",
        actor=user,
        role=role.value,
        subject=f"page:{page.pk}",
        digest=digest,
        section=page.get_parent(),
        revision=state.revision,
        detail=_cleared(judgment, confirmed) if act == "review" else {},
    )
    return Approval.objects.create(
        task_state_id=state.pk,
        workflow_state=state.workflow_state,
        revision=state.revision,
        by=user,
        role=role.value,
        at=now(),
        approved=judgment.approve,
        comment=judgment.comment[:LONGEST_COMMENT],
        parts=parts,
        digest=digest,
        secrecy_cleared=judgment.secrecy_cleared,
        entry=entry,
    )


def _cleared(judgment: Judgment, confirmed: list[str]) -> dict[str, object]:
    """What the reviewer answered for. How many findings, not their words: those may name people."""
    cleared: dict[str, object] = {"secrecy_cleared": judgment.secrecy_cleared}
    return {**cleared, "file_findings_confirmed": len(confirmed)} if confirmed else cleared
