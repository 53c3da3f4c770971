"""The gates every act page passes."""

from collections.abc import Iterator

from django.urls import reverse

from foundation.bars import Bar
from foundation.gates import gate
from foundation.models.act_page import ActPage


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
