"""The workflow itself cannot be moved, cancelled, restarted or rewritten by anyone but those whose act it is."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page, Task, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from foundation.acting import acting_user
from foundation.acts.carried import bars_to_page
from foundation.acts.guards import is_act
from foundation.acts.performing import is_laying_the_workflow, is_performing
from foundation.bars import Barred
from foundation.models.user import User
from foundation.roles import Role
from foundation.standing import may_act_as


def _act_of(state: WorkflowState) -> Page | None:
    content_type = state.base_content_type
    if content_type is None or content_type.model_class() is not Page:
        return None
    page = Page.objects.filter(pk=state.object_id).first()
    return page if page is not None and is_act(page) else None


@receiver(pre_save, sender=WorkflowState)
def workflow_moved(instance: WorkflowState, raw: bool = False, **kwargs: Any) -> None:
    page = None if raw else _act_of(instance)
    if page is None or is_performing(page.pk):
        return
    if instance.pk is None:
        _refuse_unless_editor(instance.requested_by, page, "送审")
        _refuse_what_is_barred(page)
        return
    before = WorkflowState.objects.values_list("status", flat=True).get(pk=instance.pk)
    if before == instance.status:
        return
    if instance.status == WorkflowState.STATUS_CANCELLED:
        if acting_user() is None or acting_user() != instance.requested_by:
            raise Barred("只有送审人本人能撤回送审。")
    elif before == WorkflowState.STATUS_NEEDS_CHANGES and instance.status == WorkflowState.STATUS_IN_PROGRESS:
        _refuse_unless_editor(acting_user(), page, "重新送审")
        _refuse_what_is_barred(page)
    else:
        raise Barred("审核、签发只能由相应职责的人办理。")


def _refuse_unless_editor(user: User | None, page: Page, what: str) -> None:
    if not isinstance(user, User) or not may_act_as(user, Role.EDITOR, page):
        raise Barred(f"{what}由本栏目的编辑办理，您没有这项职责。")


def _refuse_what_is_barred(page: Page) -> None:
    revision = page.latest_revision
    bars = bars_to_page("submit", revision.as_object() if revision else page.specific)
    if bars:
        raise Barred(bars)


@receiver(pre_save)
def task_moved(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    if raw or not isinstance(instance, TaskState) or instance.pk is None:
        return
    page = _act_of(instance.workflow_state)
    if page is None or is_performing(page.pk):
        return
    before = TaskState.objects.filter(pk=instance.pk).values("status", "revision_id").first()
    if before is None or (before["status"] == instance.status and before["revision_id"] == instance.revision_id):
        return
    withdrawn = WorkflowState.objects.filter(
        pk=instance.workflow_state_id, status=WorkflowState.STATUS_CANCELLED
    ).exists()
    if not (instance.status == TaskState.STATUS_CANCELLED and withdrawn):
        raise Barred("审核、签发只能由相应职责的人办理。")


@receiver(pre_delete)
def history_deleted(instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, TaskState | WorkflowState):
        state = instance if isinstance(instance, WorkflowState) else instance.workflow_state
        if _act_of(state) is not None:
            raise Barred("审签记录须长期保存，不能删除。")


@receiver(pre_save)
@receiver(pre_delete)
def definition_changed(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """What makes review and signature of a workflow is laid with the site; nobody who signs in bends it afterwards."""
    if raw or not isinstance(instance, Task | Workflow | WorkflowTask | WorkflowPage):
        return
    if not is_laying_the_workflow():
        raise Barred("审核、签发的流程和任务在建站时定好，谁都不能在这里新增、改动、停用或删除。")
