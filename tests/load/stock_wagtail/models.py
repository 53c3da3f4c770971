"""One plain page type."""

from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class PlainPage(Page):
    body = RichTextField(blank=True)

    search_fields = [*Page.search_fields, index.SearchField("body")]

    template = "stock_wagtail/plain_page.html"
