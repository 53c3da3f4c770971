"""Withdrawals, corrections and sealings on their way, each about an act that was published."""

from typing import Any

import factory
import wagtail_factories

from foundation.models import ActOnAct, ActPage, CorrectionPage, SealingPage, WithdrawalPage
from foundation.roles import Role
from notices.models import AnnouncementPage, ExtensionPage
from tests.factories.acts import Bureau, approve, fresh, step, submit
from tests.factories.laid import LaidOnce, laid_once


class WithdrawalPageFactory(LaidOnce, wagtail_factories.PageFactory):
    title = factory.Sequence("撤回公告{}".format)
    slug = factory.Sequence("withdrawal-{}".format)
    disclosure = ActPage.Disclosure.OPEN
    reason = WithdrawalPage.Reason.FLAWED
    explanation = "评审程序有遗漏，重新评审后另行公布。"

    class Meta:
        model = WithdrawalPage


class CorrectionPageFactory(LaidOnce, wagtail_factories.PageFactory):
    title = factory.Sequence("更正公告{}".format)
    slug = factory.Sequence("correction-{}".format)
    disclosure = ActPage.Disclosure.OPEN
    note = "单位名称有误，已改正。"

    class Meta:
        model = CorrectionPage


class SealingPageFactory(LaidOnce, wagtail_factories.PageFactory):
    title = factory.Sequence("封存公告{}".format)
    slug = factory.Sequence("sealing-{}".format)
    disclosure = ActPage.Disclosure.OPEN
    ground = SealingPage.Ground.PERSONAL
    legal_basis = "《中华人民共和国政府信息公开条例》第十五条"
    notice = "这项内容含有不应公开的个人信息，已依法封存。"

    class Meta:
        model = SealingPage


class ExtensionPageFactory(LaidOnce, wagtail_factories.PageFactory):
    title = factory.Sequence("延期公告{}".format)
    slug = factory.Sequence("extension-{}".format)
    disclosure = ActPage.Disclosure.OPEN
    reason = "申报系统升级。"

    class Meta:
        model = ExtensionPage


FACTORIES = {
    ExtensionPage: ExtensionPageFactory,
    WithdrawalPage: WithdrawalPageFactory,
    CorrectionPage: CorrectionPageFactory,
    SealingPage: SealingPageFactory,
}


@laid_once
def begin(office: Bureau, kind: type[ActOnAct], target: Any, **fields: object) -> ActOnAct:
    """Written by the editor, not yet sent."""
    page = FACTORIES[kind](parent=office.section, live=False, owner=office[Role.EDITOR], target=target, **fields)
    page.save_revision(user=office[Role.EDITOR])
    return again(page)


def again(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


@laid_once
def reviewed(office: Bureau, page: Any) -> Any:
    """Sent and passed by the reviewer; what waits is the signature."""
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    return again(page)


@laid_once
def sign(office: Bureau, page: Any) -> Any:
    approve(step_of(page), office[Role.SIGNATORY])
    return again(page)


def step_of(page: Any) -> Any:
    state = again(page).current_workflow_task_state
    assert state is not None
    return state


@laid_once
def done(office: Bureau, kind: type[ActOnAct], target: Any, **fields: object) -> Any:
    """The whole way."""
    return sign(office, reviewed(office, begin(office, kind, target, **fields)))


@laid_once
def changed(office: Bureau, page: AnnouncementPage, **fields: object) -> AnnouncementPage:
    """A draft over what is published, saved by the editor."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=office[Role.EDITOR])
    return fresh(page)


__all__ = ["again", "begin", "changed", "done", "reviewed", "sign", "step", "step_of"]
