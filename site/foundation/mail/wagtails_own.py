"""Wagtail's own workflow mails are off: its subjects carry titles and names, and nobody should get two."""

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

# The names under which wagtail.admin.signal_handlers connects its notifiers.
NOTIFIERS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def switch_off() -> None:
    """Take their places. Wagtail connects after us, and a name already taken is not connected again."""
    for signal, sender, name in NOTIFIERS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(silent, sender=sender, dispatch_uid=name)


def silent(**kwargs: object) -> None:
    """Says nothing; letters.py does."""
