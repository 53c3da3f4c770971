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


@gate("review", "sign", label="公开属性已选定，并且是主动公开")
def disclosure_is_chosen_and_open(page: ActPage) -> Iterator[Bar]:
    mend = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if not page.disclosure:
        yield Bar("没有选定公开属性。", mend=mend)
    elif page.disclosure != ActPage.Disclosure.OPEN:
        yield Bar(f"公开属性是“{page.get_disclosure_display()}”，不能在网站发布。", mend=mend)


@gate("review", "sign", label="页面自带的定时上线和到期时间都空着")
def nothing_is_scheduled(page: ActPage) -> Iterator[Bar]:
    if page.go_live_at or page.expire_at:
        yield Bar(
            "页面设有定时发布或到期时间。发布以签发为准，请清空。",
            mend=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )


@gate("submit", "review", "sign", label="没有签发过；签发过的内容只能办理更正", of_what_is_carried=False)
def what_was_signed_is_changed_by_a_correction(page: ActPage) -> Iterator[Bar]:
    if PublishedAct.objects.filter(page_id=page.pk).exists():
        yield Bar("这项内容已经签发，不能直接再送审。请保存草稿，然后办理更正。")


@gate("submit", label="没有被别的办理占用", of_what_is_carried=False)
def nothing_holds_it(page: ActPage) -> Iterator[Bar]:
    if says := why_held(page):
        yield Bar(says)


@gate("submit", "review", "sign", label="撤回、更正、封存所指的内容现在可以办理")
def its_target_can_be_acted_on(page: ActPage) -> Iterator[Bar]:
    if isinstance(page, ActOnAct):
        yield from bars_on_target(type(page), page.target, page)


@gate("submit", "review", "sign", label="更正所带的修改稿就是送审时的那一稿")
def a_correction_carries_the_draft_it_was_sent_with(page: ActPage) -> Iterator[Bar]:
    if isinstance(page, CorrectionPage):
        yield from bars_on_correction(page)


@gate("review", "sign", label="撤回、更正、封存没有设定时发布")
def an_act_about_an_act_takes_effect_when_signed(page: ActPage) -> Iterator[Bar]:
    if isinstance(page, ActOnAct) and page.publish_after:
        yield Bar("撤回、更正、封存签发后立即生效，不能定时。请清空定时发布的时间。")
