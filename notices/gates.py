"""What bars an announcement."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Page

from foundation.bars import Bar
from foundation.gates import gate
from notices.models import AnnouncementPage


@gate("review", "sign", label="正文不是空的")
def the_text_says_something(page: Page) -> Iterator[Bar]:
    if isinstance(page, AnnouncementPage) and "<embed" not in page.body and not strip_tags(page.body).strip():
        yield Bar("正文是空的。", mend=reverse("wagtailadmin_pages:edit", args=[page.pk]))
