"""The two tasks of the bureau's workflow: 审核 and 签发, and the base for later ones."""

from typing import Any, ClassVar

from django.db.models import Q
from wagtail.models import Page, Task, TaskState, WorkflowState

from foundation.roles import Role
from foundation.standing import standing_of


class RoleTask(Task):
    """Abstract. Judged by whoever holds a role for the page's section and had no hand in it."""

    role: ClassVar[Role]
    act: ClassVar[str]
    verb: ClassVar[str]

    class Meta:
        abstract = True

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """What was returned and changed begins again with the first step: nobody signs a draft that was not reviewed."""
        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            started: TaskState = first.specific.start(workflow_state, user)
            return started
        return super().start(workflow_state, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """In review a page is locked for everyone, its reviewer included."""
        return True

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return standing_of(user).may(self.role, obj)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Wagtail's own screens offer nothing: judging has a screen of its own, which says what bars it."""
        return []

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        from foundation.acts.judging import Judgment, judge

        judgment = Judgment(
            approve=action_name == "approve",
            comment=str(kwargs.get("comment", "")),
            secrecy_cleared=kwargs.get("secrecy_cleared") is True,
            files_cleared=kwargs.get("files_cleared") is True,
        )
        judge(task_state, user, judgment, role=self.role, act=self.act)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr)
        branches = Q(pk__in=())
        for path in standing_of(user).paths(self.role):
            branches |= Q(path__startswith=path)
        pages = Page.objects.filter(
            branches, pk__in=[int(row) for row in waiting.values_list("revision__object_id", flat=True)]
        )
        return waiting.filter(revision__object_id__in=[str(pk) for pk in pages.values_list("pk", flat=True)])


class ReviewTask(RoleTask):
    role = Role.REVIEWER
    act = "review"
    verb = "审核通过"

    class Meta:
        verbose_name = "审核"
        verbose_name_plural = "审核"

    @classmethod
    def get_description(cls) -> str:
        return "由本栏目的审核人员审核，不能审核自己编辑的内容。"


class SignTask(RoleTask):
    role = Role.SIGNATORY
    act = "sign"
    verb = "签发"

    class Meta:
        verbose_name = "签发"
        verbose_name_plural = "签发"

    @classmethod
    def get_description(cls) -> str:
        return "由本栏目的签发人员签发，签发即发布。"
