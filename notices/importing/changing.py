"""Who may work on a draft set, and whether it may still change. Asked by every step, in its own transaction."""

from django.utils import timezone
from wagtail.models import Page

from foundation.acts.locks import why_held
from foundation.bars import Bar, Barred
from foundation.models import SectionPage, User
from foundation.roles import Role
from foundation.standing import may_act_as, standing_of
from notices.models import ProvisionSet, Purpose

ONLY_EDITORS = "您在这个栏目没有“编辑”职责，不能导入文件。"
READERS = (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)


class Stale(Barred):
    """Somebody changed it since this person saw it. What they typed is still theirs."""


def who_may_import(user: User, section: SectionPage) -> None:
    if not may_act_as(user, Role.EDITOR, section):
        raise Barred(ONLY_EDITORS)


def may_read(user: User, one: ProvisionSet) -> bool:
    """The text, its warnings and the file it came in: whoever works on what is on its way in this section."""
    return any(standing_of(user).may(role, one.section) for role in READERS)


def bars_to_change(one: ProvisionSet) -> list[Bar]:
    if one.frozen_at is not None:
        return [Bar("这一稿已经公布，不能再改。需要更正的，请重新导入，再办理更正。")]
    if one.fault:
        return [Bar("这个文件没有读成，请另存为 docx 后重新上传。")]
    page = page_of(one)
    if page is None:
        return []
    if page.workflow_in_progress:
        return [Bar("条文正在审核，不能修改。请等待审核结果，或由送审人撤回送审。")]
    return [Bar(says)] if (says := why_held(page)) else []


def page_of(one: ProvisionSet) -> Page | None:
    """The page this text belongs to, or would be put on."""
    if one.page is not None:
        return one.page.specific
    return one.regulation if one.purpose == Purpose.CORRECT else None


def may_still_change(one: ProvisionSet, by: User, *, edition: int | None = None) -> ProvisionSet:
    """The set under lock, or Barred with the reasons. `edition` is the one the person saw."""
    held = ProvisionSet.objects.select_for_update(of=("self",)).select_related("section").get(pk=one.pk)
    who_may_import(by, held.section)
    if bars := bars_to_change(held):
        raise Barred(bars)
    if edition is not None and edition != held.edition:
        raise Stale(_changed_since(held))
    return held


def _changed_since(one: ProvisionSet) -> str:
    at = timezone.localtime(one.changed_at).strftime("%Y-%m-%d %H:%M:%S") if one.changed_at else ""
    return f"{one.changed_by or '另一位编辑'}在{at}改过这一稿。下面已是最新的内容，请看过再改；您的输入还在页面上，没有丢。"
