"""Nothing goes around an act. Whatever way a page, its revisions, its workflow or its files are changed passes here.

Refusals are Barred, never PermissionDenied: Wagtail's admin swallows the latter inside the view, and what was half done
would stay. What no signal sees (QuerySet.update, raw SQL) the database refuses: foundation.triggers.
"""

from functools import cache
from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, Revision, WorkflowState
from wagtail.signals import pre_page_move

from foundation.acts.locks import why_held
from foundation.acts.performing import is_performing
from foundation.bars import Barred
from foundation.models.act_page import ActPage
from foundation.models.approval import Approval
from foundation.models.published_act import PublishedAct
from foundation.models.scheduled import ScheduledPublication

# What Wagtail writes of a published page without changing what the public reads.
METADATA = frozenset(
    {
        "latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title", "locked", "locked_at",
        "locked_by", "numchild",
    }
)  # fmt: skip
NEVER_EXPIRES = "这里存放要签发的内容，不能设到期时间，否则到时它们都打不开。请清空到期时间。"


def is_act(page: Page) -> bool:
    specific = page.specific_class
    return specific is not None and issubclass(specific, ActPage)


def published_below(page: Page) -> bool:
    """Whether this page or any under it has been published as an act."""
    return PublishedAct.objects.filter(page__path__startswith=page.path).exists()


def on_its_way_below(page: Page) -> bool:
    """Whether this page or any under it is being judged, or was returned and not taken back."""
    states = WorkflowState.objects.active().filter(base_content_type__app_label="wagtailcore")
    pages = [int(pk) for pk in states.filter(base_content_type__model="page").values_list("object_id", flat=True)]
    return Page.objects.filter(pk__in=pages, path__startswith=page.path).exists()


def may_hold_acts(page: Page) -> bool:
    """Whether acts may stand under pages of this kind, at whatever depth."""
    kind = page.specific_class
    return kind is not None and not issubclass(kind, ActPage) and _kind_may_hold_acts(kind)


@cache
def _kind_may_hold_acts(kind: type[Page]) -> bool:
    met, ahead = set(), [kind]
    while ahead:
        for below in ahead.pop().allowed_subpage_models():
            if issubclass(below, ActPage):
                return True
            if below not in met:
                met.add(below)
                ahead.append(below)
    return False


@receiver(pre_save)
def page_saved(instance: Model, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs: Any) -> None:
    if raw or not isinstance(instance, Page) or is_performing(instance.pk):
        return
    if update_fields is not None and set(update_fields) <= METADATA:
        return
    before = Page.objects.filter(pk=instance.pk).values("live", "slug").first() if instance.pk else None
    if is_act(instance):
        _act_saved(instance, before)
        return
    if instance.expire_at and may_hold_acts(instance):
        raise Barred(NEVER_EXPIRES)
    if before and published_below(instance):
        if before["slug"] != instance.slug:
            raise Barred(f"“{instance.title}”下有已签发的内容，不能改变它的地址。")
        if before["live"] and not instance.live:
            raise Barred(f"“{instance.title}”下有已签发的内容，不能取消发布。")


def _act_saved(page: Page, before: dict[str, Any] | None) -> None:
    if page.alias_of_id:
        raise Barred("这类内容不能建立别名页：同一项内容只有一个地址，只签发一次。")
    was_live = bool(before and before["live"])
    if page.live and not was_live:
        raise Barred("这类内容只能经审核、签发后发布，不能直接发布。")
    if was_live and not page.live:
        raise Barred("已签发的内容不能取消发布。如需撤下，请办理撤回。")
    if was_live:
        raise Barred("已签发的内容不能直接改动。请修改草稿，再办理更正。")
    if page.go_live_at or page.expire_at:
        raise Barred("这类内容不能设定时发布或到期。发布以签发为准。")


@receiver(pre_delete)
def page_deleted(instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, Page) and published_below(instance):
        raise Barred(f"“{instance.title}”已经签发，或其下有已签发的内容，不能删除。")


@receiver(pre_page_move)
def page_moved(instance: Page, **kwargs: Any) -> None:
    if on_its_way_below(instance):
        raise Barred(f"“{instance.title}”或其下有内容正在审核、签发，不能移动。请等它们办结，或由送审人撤回送审。")
    if published_below(instance):
        raise Barred(f"“{instance.title}”已经签发，或其下有已签发的内容，不能移动，否则原地址会失效。")
    waiting = ScheduledPublication.State.WAITING
    if ScheduledPublication.objects.filter(page__path__startswith=instance.path, state=waiting).exists():
        raise Barred(f"“{instance.title}”或其下有已签发、待发布的内容，不能移动。")


@receiver(pre_save, sender=PageViewRestriction)
@receiver(pre_delete, sender=PageViewRestriction)
def privacy_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    if published_below(instance.page):
        raise Barred(f"“{instance.page.title}”已经签发，或其下有已签发的内容，不能改变谁能查看。")


@receiver(pre_save, sender=Revision)
def revision_saved(
    instance: Revision, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """No new revision over one in review, and none that was judged is ever rewritten (autosave rewrites the latest)."""
    if raw or (update_fields is not None and "content" not in update_fields):
        return
    page = Page.objects.filter(pk=instance.object_id).first() if _of_a_page(instance) else None
    if page is not None and instance.content.get("expire_at") and may_hold_acts(page):
        raise Barred(NEVER_EXPIRES)
    if page is None or not is_act(page) or is_performing(page.pk):
        return
    if page.current_workflow_state and page.workflow_in_progress:
        raise Barred("内容正在审核，不能修改。请等待审核结果，或由送审人撤回送审。")
    if says := why_held(page):
        raise Barred(says)
    if instance.pk and Approval.objects.filter(revision_id=instance.pk).exists():
        stored = Revision.objects.filter(pk=instance.pk).values_list("content", flat=True).first()
        if stored != instance.content:
            raise Barred("这个版本已有审签意见，不能覆盖。请另存为新的版本。")


def _of_a_page(revision: Revision) -> bool:
    return bool(revision.base_content_type.model_class() is Page)
