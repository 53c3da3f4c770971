"""What bars an announcement or a call. Those about the times of a call are in notices.calls.gates."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Page

from foundation.bars import Bar
from foundation.gates import gate
from notices.models import AnnouncementPage, CallPage


@gate("review", "sign", label="正文不是空的")
def the_text_says_something(page: Page) -> Iterator[Bar]:
    mend = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if isinstance(page, (AnnouncementPage, CallPage)) and _is_empty(page.body):
        yield Bar("正文是空的。", mend=mend)
    if isinstance(page, CallPage) and _is_empty(page.who_may_apply):
        yield Bar("没有写申报对象和条件。", mend=mend)


@gate("review", "sign", label="只有政策解读写所解读的文件")
def what_is_interpreted_belongs_to_an_interpretation(page: Page) -> Iterator[Bar]:
    if (
        isinstance(page, AnnouncementPage)
        and page.about_id is not None
        and page.kind != AnnouncementPage.Kind.INTERPRETATION
    ):
        yield Bar(
            f"类型是“{page.get_kind_display()}”，又写了解读的文件。请改类型，或去掉解读的文件。",
            mend=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )


def _is_empty(text: str) -> bool:
    return "<embed" not in text and not strip_tags(text).strip()
