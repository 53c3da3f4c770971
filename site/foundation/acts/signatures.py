"""Who signed a revision, read from what was recorded: nothing is published on the word of whoever calls."""

from dataclasses import dataclass

from wagtail.models import Revision

from foundation.bars import Barred
from foundation.models.approval import Approval
from foundation.models.tasks import ReviewTask, RoleTask, SignTask
from foundation.models.user import User
from foundation.roles import Role


@dataclass(frozen=True, slots=True)
class Signature:
    by: User
    role: Role


def signature_on(revision: Revision) -> Signature:
    """The last word on this very revision is a signature, and someone else reviewed it on the same way; or Barred."""
    judged = Approval.objects.filter(revision=revision).select_related("by", "task_state__task").order_by("pk")
    signed = judged.last()
    if signed is None or not _approves(signed, SignTask):
        raise Barred("这一稿没有经过签发，不能发布。")
    others = judged.filter(workflow_state=signed.workflow_state_id).exclude(by=signed.by_id)
    if not any(_approves(one, ReviewTask) for one in others):
        raise Barred("这一稿没有经过另一人审核，不能发布。")
    return Signature(signed.by, Role(signed.role))


def _approves(approval: Approval, kind: type[RoleTask]) -> bool:
    task = approval.task_state.task.specific_class
    return bool(approval.approved and approval.role == kind.role.value and task and issubclass(task, kind))
