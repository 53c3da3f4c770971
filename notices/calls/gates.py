"""What bars a call, and what bars an extension."""

from collections.abc import Iterator

from django.urls import reverse
from wagtail.models import Page

from foundation.bars import Bar
from foundation.clock import SHANGHAI
from foundation.gates import gate
from foundation.models import CorrectionPage
from foundation.working_calendar import PeriodError
from notices.calls.extending import bars_to_extension
from notices.calls.hours import last_day_of, said_closing, said_opening
from notices.calls.rest_days import rest_day_words
from notices.calls.terms import bars_to_change, bars_to_instants, bars_when_over, publication_of, stated_instants
from notices.models import CallPage, ExtensionPage

STEPS = ("submit", "review", "sign")


def _mend(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _was_published(page: CallPage) -> bool:
    """A correction's draft: its times were judged when it was first published, and may not shrink since."""
    return page.published_mark is not None


@gate(*STEPS, label="申报的截止晚于开始，批次写得清楚")
def the_times_can_be_kept(page: Page) -> Iterator[Bar]:
    if isinstance(page, CallPage):
        yield from (Bar(bar.says, mend=_mend(page)) for bar in bars_to_instants(page))


@gate(*STEPS, label="申报在发布时还没有截止")
def it_is_not_over_before_it_is_published(page: Page) -> Iterator[Bar]:
    if not isinstance(page, CallPage) or _was_published(page) or (stated := stated_instants(page)) is None:
        return
    yield from (Bar(bar.says, mend=_mend(page)) for bar in bars_when_over(page))
    appears = publication_of(page)
    for batch in stated.batches:
        if batch.first <= appears:
            yield Bar(f"批次“{batch.label}”到{said_closing(batch.first)}已经截止，请删去或改正。", mend=_mend(page))


@gate(*STEPS, label="申报不早于发布开始；已经开始的，说明了原因")
def it_opens_when_the_public_can_know(page: Page) -> Iterator[Bar]:
    if not isinstance(page, CallPage) or _was_published(page) or page.opens_on is None or page.opened_before:
        return
    if page.opens_on < publication_of(page).astimezone(SHANGHAI).date():
        stated = stated_instants(page)
        when = said_opening(stated.opens) if stated else str(page.opens_on)
        yield Bar(
            f"开始时刻（{when}）早于发布。请把开始日留空，自发布时开始；确已开始受理的，请说明原因。",
            mend=_mend(page),
        )


@gate(*STEPS, label="长期申报至少有一个批次，或者写明不分批次")
def an_open_ended_call_says_its_batches(page: Page) -> Iterator[Bar]:
    if not isinstance(page, CallPage) or not page.open_ended:
        return
    has_batches = any(True for _ in page.batches.all())
    if not has_batches and not page.without_batches:
        yield Bar("长期申报没有写批次。请至少写一个批次的截止日，或勾选“不分批次”。", mend=_mend(page))
    if has_batches and page.without_batches:
        yield Bar("勾选了“不分批次”，又写了批次。请留一样。", mend=_mend(page))


@gate(*STEPS, label="申报通知写了联系方式和依据")
def one_can_ask_and_check(page: Page) -> Iterator[Bar]:
    if not isinstance(page, CallPage):
        return
    if not any(True for _ in page.contacts.all()):
        yield Bar("没有写联系方式。请至少写一个处室和它的电话或电子邮箱。", mend=_mend(page))
    if not any(True for _ in page.bases.all()):
        yield Bar("没有写依据。请写明文件和条款；文件没有规定的，写“由本机关决定”。", mend=_mend(page))


@gate(*STEPS, label="截止日是休息日的，编辑已经知悉")
def a_day_of_rest_was_seen(page: Page) -> Iterator[Bar]:
    if not isinstance(page, CallPage) or page.rest_day_known or (stated := stated_instants(page)) is None:
        return
    for cut_off in (stated.closing, *stated.batches):
        if cut_off is None:
            continue
        try:
            words = rest_day_words(last_day_of(cut_off.first))
        except PeriodError as error:
            yield Bar(str(error), mend=_mend(page))
            continue
        if words:
            which = f"批次“{cut_off.label}”的截止日" if cut_off.label else "截止日"
            yield Bar(f"{which}{words}。确认无误的，请勾选“截止日为休息日，已知悉”。", mend=_mend(page))


@gate(*STEPS, label="更正不使申报提前截止，也不重新开放", of_what_is_carried=False)
def a_correction_shortens_no_call(page: Page) -> Iterator[Bar]:
    if not isinstance(page, CorrectionPage) or (carried := page.carried_revision()) is None:
        return
    draft = carried.as_object()
    if isinstance(draft, CallPage):
        bars = [*bars_to_instants(draft), *bars_to_change(draft)]
        yield from (Bar(bar.says, mend=_mend(draft)) for bar in bars)


@gate(*STEPS, label="延期只能更晚，申报还没有截止、撤回或封存")
def an_extension_goes_later(page: Page) -> Iterator[Bar]:
    if isinstance(page, ExtensionPage):
        yield from bars_to_extension(page)
