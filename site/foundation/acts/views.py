"""The screen on which a page is judged: what was sent, what bars it, who judged it before, and the two things to do."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.admin import messages
from wagtail.models import Page, Revision, TaskState

from foundation.acts.carried import warnings_about
from foundation.acts.digests import differences, parts_of
from foundation.acts.file_gates import to_be_confirmed
from foundation.acts.judging import LONGEST_COMMENT, bars_against
from foundation.bars import Barred
from foundation.models.act_page import ActPage
from foundation.models.approval import Approval
from foundation.models.tasks import RoleTask
from foundation.models.user import User
from foundation.roles import Role
from foundation.standing import standing_of


class JudgmentForm(forms.Form):
    comment = forms.CharField(
        label="意见", required=False, max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 4})
    )
    secrecy_cleared = forms.BooleanField(
        label="已完成保密审查，内容不涉及国家秘密、工作秘密和不宜公开的个人信息", required=False
    )

    files_cleared = forms.BooleanField(label="上面各条已逐一看过，这些附件可以公开", required=False)

    def __init__(self, *args: Any, asks_secrecy: bool, asks_files: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_secrecy:
            del self.fields["secrecy_cleared"]
        if not asks_files:
            del self.fields["files_cleared"]


def judge_page(request: HttpRequest, pk: int) -> HttpResponse:
    state, task, page = _readable(request, pk)
    user = request.user
    assert isinstance(user, User)  # noqa: S101  (_readable refuses anyone else)
    may_judge = standing_of(user).may(task.role, page)
    found = to_be_confirmed(state.revision.as_object())
    reviews = task.act == "review"
    form = JudgmentForm(request.POST or None, asks_secrecy=reviews, asks_files=reviews and bool(found))
    if request.method == "POST" and form.is_valid():
        answer = _judge(request, state, task, page, form)
        if answer is not None:
            return answer
    waiting = state.status == TaskState.STATUS_IN_PROGRESS
    carried = carried_by(state)
    context = {
        "page": page,
        "state": state,
        "task": task,
        "form": form,
        "found_in_files": found,
        "waiting": waiting,
        "may_judge": may_judge and waiting,
        "bars": bars_against(state, page, user, role=task.role, act=task.act) if may_judge and waiting else [],
        "warnings": warnings_about(task.act, state.revision.as_object()) if may_judge and waiting else [],
        "approvals": Approval.objects.filter(workflow_state=state.workflow_state).select_related(
            "by", "task_state__task"
        ),
        "preview_url": reverse("act-preview", args=[state.pk]),
        "carried_url": reverse("act-preview-carried", args=[state.pk]) if carried else "",
        "beside": beside(state.revision, carried),
        "changed": what_changes(carried or state.revision),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "returned": state.status == TaskState.STATUS_REJECTED,
    }
    return render(request, "admin/acts/judge.html", context)


def carried_by(state: TaskState) -> Revision | None:
    """The draft of another page that is judged with this one: what a correction puts in place."""
    sent = state.revision.as_object()
    return sent.carried_revision() if isinstance(sent, ActPage) else None


def beside(*revisions: Revision | None) -> list[tuple[str, str]]:
    """Of what was sent and of the draft it carries, each address once."""
    pages = [revision.as_object() for revision in revisions if revision is not None]
    return list(dict.fromkeys(row for page in pages if isinstance(page, ActPage) for row in page.beside_judging()))


def what_changes(revision: Revision) -> list[str]:
    """The parts in which this differs from what the public reads now."""
    live = Page.objects.get(pk=revision.object_id).live_revision
    return differences(parts_of(live), parts_of(revision)) if live and live.pk != revision.pk else []


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, as the public would see it. Wagtail's own preview is for those who may edit pages."""
    state, _, _ = _readable(request, pk)
    return _preview(request, state.revision)


def preview_carried(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as it will read once the correction is signed."""
    state, _, _ = _readable(request, pk)
    carried = carried_by(state)
    if carried is None:
        raise Http404
    return _preview(request, carried)


def _preview(request: HttpRequest, revision: Revision) -> HttpResponse:
    page = revision.as_object()
    response: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
    response["X-Frame-Options"] = "SAMEORIGIN"  # the preview passed all middleware and says DENY by now
    return response


def _readable(request: HttpRequest, pk: int) -> tuple[TaskState, RoleTask, Page]:
    """The step, its task and its page, for those who judge it, sent it, or may read what is on its way here."""
    state = get_object_or_404(TaskState.objects.select_related("revision", "workflow_state__requested_by"), pk=pk)
    task = state.task.specific
    page = get_object_or_404(Page, pk=state.revision.object_id).specific
    user = request.user
    if not isinstance(user, User) or not isinstance(task, RoleTask):
        raise PermissionDenied
    if not (state.workflow_state.requested_by_id == user.pk or _may_read(user, page)):
        raise PermissionDenied
    return state, task, page


def _may_read(user: User, page: Page) -> bool:
    return any(
        standing_of(user).may(role, page) for role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)
    )


def _judge(
    request: HttpRequest, state: TaskState, task: RoleTask, page: Page, form: JudgmentForm
) -> HttpResponse | None:
    """Do what was pressed; None when it is barred, so that the screen shows why and keeps what was typed."""
    approve = request.POST.get("action") == "approve"
    try:
        task.on_action(state, request.user, "approve" if approve else "reject", **form.cleaned_data)
    except Barred as barred:
        for bar in barred.bars:
            messages.error(request, bar.says)
        return None
    done = task.verb if approve else "退回"
    messages.success(request, f"“{page.draft_title}”已{done}。")
    return redirect("wagtailadmin_home")
