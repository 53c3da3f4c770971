"""The demo's people at work: an act goes from the editor by the reviewer to the signatory, as any other."""

from typing import Any

from wagtail.models import Page

from foundation.acting import acting_as
from foundation.models import ActOnAct, ActPage, CorrectionPage, User, WithdrawalPage
from foundation.roles import Role


def carry_out(page: Page) -> None:
    """Send, review and sign what the editor has saved."""
    editor = _holder(Role.EDITOR)
    page = _fresh(page)
    with acting_as(editor):
        page.get_workflow().start(page, editor)
    for role in (Role.REVIEWER, Role.SIGNATORY):
        person = _holder(role)
        state = _fresh(page).current_workflow_task_state
        with acting_as(person):
            state.task.specific.on_action(state, person, "approve", secrecy_cleared=True)


def correct(target: Any, slug: str, note: str, **fields: Any) -> None:
    """Change the page's draft, and let the correction carry it."""
    for name, value in fields.items():
        setattr(target, name, value)
    with acting_as(_holder(Role.EDITOR)):
        target.save_revision(user=_holder(Role.EDITOR))
    _about(CorrectionPage, _fresh(target), slug, note=note)


def withdraw(target: Any, slug: str, reason: str, explanation: str) -> None:
    _about(WithdrawalPage, _fresh(target), slug, reason=reason, explanation=explanation)


def _about(kind: type[ActOnAct], target: Any, slug: str, **fields: Any) -> None:
    editor = _holder(Role.EDITOR)
    page = kind(
        title=kind.usual_title(target), slug=slug, target=target, disclosure=ActPage.Disclosure.OPEN, live=False,
        owner=editor, responsible_editor="编辑员", **fields,
    )  # fmt: skip
    target.get_parent().add_child(instance=page)
    with acting_as(editor):
        page.save_revision(user=editor)
    carry_out(page)


def _holder(role: Role) -> User:
    return User.objects.get(username=role.value)


def _fresh(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific
