"""Which published acts may be withdrawn, corrected or sealed, and which sections they stand in."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail.models import Page, WorkflowState

from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.models.act_on_act import ActOnAct
from foundation.models.correction import CorrectionPage
from foundation.models.published_act import PublishedAct
from foundation.models.sealing import SealingPage
from foundation.models.section import SectionPage
from foundation.models.withdrawal import WithdrawalPage


def bars_on_target(kind: type[ActOnAct], target: Page | None, place: Page | None) -> Iterator[Bar]:
    """Every reason why an act of this kind, standing in this place, cannot be about this target now."""
    if target is None:
        yield Bar(f"没有选定要{kind.verb}的内容。")
        return
    mark = PublishedAct.objects.filter(page_id=target.pk).first()
    if mark is None:
        yield Bar(f"“{target.title}”没有经过签发，不能{kind.verb}。草稿直接修改或删除即可。")
        return
    if mark.is_sealed:
        yield Bar(f"这项内容已经封存，不能再{kind.verb}。")
        return
    if place is not None and _section_of(target) != _section_of(place):
        yield Bar(f"“{target.title}”不在这个栏目。请到它所在的栏目办理{kind.verb}。")
    specific = target.specific_class
    about_an_act = specific is not None and issubclass(specific, ActOnAct) and not specific.stands_for_itself
    if kind is SealingPage:
        if specific is SealingPage:
            yield Bar("封存公告本身不能封存。")
        elif PublishedAct.objects.filter(
            page__path__startswith=target.path, page__depth__gt=target.depth, sealing=None
        ).exists():
            yield Bar(f"“{target.title}”下面还有已签发的内容。请先逐项封存。")
        return
    if about_an_act:
        yield Bar(f"撤回、更正、延期、封存公告本身不能{kind.verb}。")
    if mark.is_withdrawn:
        yield Bar(f"“{target.title}”已经撤回，不能再{kind.verb}。")
    elif kind is WithdrawalPage and (other := correction_on_its_way(target)) is not None:
        yield Bar(f"“{target.title}”正在办理更正（“{other.draft_title}”）。请先办完更正，或撤回更正的送审。")
    if not about_an_act and not mark.is_withdrawn:
        yield from kind.bars_on(target)


def bars_on_correction(page: CorrectionPage) -> Iterator[Bar]:
    """The draft that is signed with a correction must be there, and be what was sent."""
    target = page.target
    if target is None:
        return
    mend = reverse("wagtailadmin_pages:edit", args=[target.pk])
    if not target.has_unpublished_changes or target.latest_revision_id == target.live_revision_id:
        yield Bar(f"“{target.title}”没有未发布的修改。请先在原页面改好，保存草稿，再办理更正。", mend=mend)
    elif page.target_revision_id is None:
        yield Bar(
            "写更正时原页面还没有修改。请打开更正，重新保存后再送审。",
            mend=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
    elif page.target_revision_id != target.latest_revision_id:
        yield Bar(f"“{target.title}”的草稿在写好更正之后又有变化。请退回，重新保存更正后再送审。", mend=mend)
    elif (carried := page.carried_revision()) is not None:
        yield from _bars_on_draft(carried.as_object(), target, mend)


def _bars_on_draft(draft: Page, target: Page, mend: str) -> Iterator[Bar]:
    """What a correction may not change: where the text stands, and that it counts from the signature on."""
    if draft.slug != target.slug:
        yield Bar(
            f"修改稿把地址从“{target.slug}”改成了“{draft.slug}”。已发布的地址不能改变，请打开原页面重新保存草稿。",
            mend=mend,
        )
    publish_after = getattr(draft, "publish_after", None)
    if publish_after is not None and publish_after > now():
        yield Bar("更正签发后立即生效，不能定时。请清空修改稿里定时发布的时间。", mend=mend)


def correction_on_its_way(target: Page) -> CorrectionPage | None:
    """The correction of this page that is being judged now: until it is done the page is locked."""
    ids = [str(pk) for pk in CorrectionPage.objects.filter(target_id=target.pk).values_list("pk", flat=True)]
    if not ids:
        return None
    state = WorkflowState.objects.filter(object_id__in=ids, status=WorkflowState.STATUS_IN_PROGRESS).first()
    return CorrectionPage.objects.filter(pk=state.object_id).first() if state else None


def held_target(page: ActOnAct) -> PublishedAct:
    """The target's mark under lock, asked once more: two acts about one target may be signed at the same moment."""
    mark = PublishedAct.objects.select_for_update().filter(page_id=page.target_id).first()
    bars = list(bars_on_target(type(page), page.target, page))
    if isinstance(page, CorrectionPage):
        bars += bars_on_correction(page)
    if bars or mark is None:
        raise Barred(bars or "要办理的内容没有经过签发。")
    return mark


def _section_of(page: Page) -> Any:
    ancestors = SectionPage.objects.ancestor_of(page, inclusive=True).order_by("-depth")
    return ancestors.values_list("pk", flat=True).first()
