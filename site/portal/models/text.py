"""A page of plain text: about the site, how to file an objection, accessibility, privacy."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from foundation.models import BasePage


class TextPage(BasePage):
    body = RichTextField("正文")

    template = "public/text.html"
    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = "文字页面"
        verbose_name_plural = "文字页面"
