"""A regulation is repealed once: a second repeal is refused when it is sent, not only after the first was signed."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail.models import WorkflowState

from foundation.bars import Bar
from foundation.gates import gate
from notices.models import RegulationChangePage

Kind = RegulationChangePage.Kind


@gate("submit", "review", "sign", label="没有另一份废止正在办理或者已经签发")
def it_is_repealed_once(page: Any) -> Iterator[Bar]:
    """Not asked of the correction of a repeal that is public."""
    if not isinstance(page, RegulationChangePage) or page.kind != Kind.REPEALED or page.live or page.target is None:
        return
    others = RegulationChangePage.objects.filter(target=page.target_id, kind=Kind.REPEALED).exclude(pk=page.pk)
    name = page.target.title
    if (first := others.filter(live=True, published_act__withdrawal=None).order_by("pk").first()) is not None:
        says = f"“{name}”已由“{first.title}”废止，不能再办理一次。日期或内容有误的，请更正那一份。"
        yield Bar(says, mend=reverse("wagtailadmin_pages:edit", args=[first.pk]))
    elif (first := _sent_before(page, others)) is not None:
        says = f"“{name}”的另一份废止（“{first.draft_title}”）正在审核、签发。请先办完那一份，或者撤回它的送审。"
        yield Bar(says, mend=reverse("wagtailadmin_pages:edit", args=[first.pk]))


def _sent_before(page: RegulationChangePage, others: Any) -> RegulationChangePage | None:
    """Where both were sent at one moment the earlier goes on: else each would bar the other."""
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    of_others = waiting.filter(object_id__in=[str(pk) for pk in others.values_list("pk", flat=True)])
    if (own := waiting.filter(object_id=str(page.pk)).first()) is not None:
        of_others = of_others.filter(pk__lt=own.pk)
    state = of_others.order_by("pk").first()
    return others.filter(pk=state.object_id).first() if state is not None else None
