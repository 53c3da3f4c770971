"""Who may work on a draft set, and whether it may still change. Asked by every step, in its own transaction."""

from foundation.acts.locks import why_held
from foundation.bars import Bar, Barred
from foundation.models import SectionPage, User
from foundation.roles import Role
from foundation.standing import may_act_as
from notices.models import ProvisionSet

ONLY_EDITORS = "您在这个栏目没有“编辑”职责，不能导入文件。"


def who_may_import(user: User, section: SectionPage) -> None:
    if not may_act_as(user, Role.EDITOR, section):
        raise Barred(ONLY_EDITORS)


def bars_to_change(one: ProvisionSet) -> list[Bar]:
    if one.frozen_at is not None:
        return [Bar("这一稿已经公布，不能再改。需要更正的，请重新导入，再办理更正。")]
    if one.fault:
        return [Bar("这个文件没有读成，请另存为 docx 后重新上传。")]
    if one.page is None:
        return []
    page = one.page.specific
    if page.workflow_in_progress:
        return [Bar("条文正在审核，不能修改。请等待审核结果，或由送审人撤回送审。")]
    return [Bar(says)] if (says := why_held(page)) else []


def may_still_change(one: ProvisionSet, by: User, *, edition: int | None = None) -> ProvisionSet:
    """The set under lock, or Barred with the reasons. `edition` is the one the person saw."""
    held = ProvisionSet.objects.select_for_update().get(pk=one.pk)
    who_may_import(by, held.section)
    if bars := bars_to_change(held):
        raise Barred(bars)
    if edition is not None and edition != held.edition:
        raise Barred("这一稿刚刚被修改过（可能是另一位编辑）。请刷新页面看过最新的内容再改，您的输入还在页面上。")
    return held
