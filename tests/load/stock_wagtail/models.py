"""One plain page type."""

from wagtail.fields import RichTextField
from wagtail.models import Page


class PlainPage(Page):
    body = RichTextField(blank=True)

    template = "stock_wagtail/plain_page.html"
