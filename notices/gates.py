"""What bars an announcement or a call, and a number that another document has.

Those about the times of a call are in notices.calls.gates.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Page

from foundation.bars import Bar
from foundation.gates import gate
from notices.models import AnnouncementPage, CallPage
from notices.numbers import NUMBERED, holder_of


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


@gate("submit", "review", "sign", label="发文字号没有用于别的文件")
def its_number_is_its_own(page: Page) -> Iterator[Bar]:
    if isinstance(page, NUMBERED) and (other := holder_of(page.document_number, besides=page.pk)) is not None:
        says = f"发文字号“{page.document_number}”已经用于“{other.title}”。一个文号只能用于一份文件。"
        yield Bar(says, mend=other.edit_url)


def _is_empty(text: str) -> bool:
    return "<embed" not in text and not strip_tags(text).strip()
