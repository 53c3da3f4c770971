"""The gates every act page passes."""

from collections.abc import Iterator

from django.urls import reverse

from foundation.acts.locks import why_held
from foundation.acts.targets import bars_on_correction, bars_on_target
from foundation.bars import Bar
from foundation.gates import gate
from foundation.models.act_on_act import ActOnAct
from foundation.models.act_page import ActPage
from foundation.models.correction import CorrectionPage
from foundation.models.published_act import PublishedAct


@gate("review", "sign")
def disclosure_is_chosen_and_open(page: ActPage) -> Iterator[Bar]:
    mend = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if not page.disclosure:
        yield Bar("没有选定公开属性。", mend=mend)
    elif page.disclosure != ActPage.Disclosure.OPEN:
        yield Bar(f"公开属性是“{page.get_disclosure_display()}”，不能在网站发布。", mend=mend)


@gate("review", "sign")
def nothing_is_scheduled(page: ActPage) -> Iterator[Bar]:
    if page.go_live_at or page.expire_at:
        yield Bar(
            "页面设有定时发布或到期时间。发布以签发为准，请清空。",
            mend=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )


@gate("submit", "review", "sign")
def what_was_signed_is_changed_by_a_correction(page: ActPage) -> Iterator[Bar]:
    if PublishedAct.objects.filter(page_id=page.pk).exists():
        yield Bar("这项内容已经签发，不能直接再送审。请保存草稿，然后办理更正。")


@gate("submit")
def nothing_holds_it(page: ActPage) -> Iterator[Bar]:
    if says := why_held(page):
        yield Bar(says)


@gate("submit", "review", "sign")
def its_target_can_be_acted_on(page: ActPage) -> Iterator[Bar]:
    if isinstance(page, ActOnAct):
        yield from bars_on_target(type(page), page.target, page)


@gate("submit", "review", "sign")
def a_correction_carries_the_draft_it_was_sent_with(page: ActPage) -> Iterator[Bar]:
    if isinstance(page, CorrectionPage):
        yield from bars_on_correction(page)


@gate("review", "sign")
def an_act_about_an_act_takes_effect_when_signed(page: ActPage) -> Iterator[Bar]:
    if isinstance(page, ActOnAct) and page.publish_after:
        yield Bar("撤回、更正、封存签发后立即生效，不能定时。请清空定时发布的时间。")
