"""An announcement: a dated notice of the bureau with its text, and the period it states, if it states one."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from foundation.models import PeriodPage


class AnnouncementPage(PeriodPage):
    body = RichTextField("正文")

    template = "public/announcement.html"
    content_panels = [*Page.content_panels, FieldPanel("body"), *PeriodPage.period_panels]
    parent_page_types = ["foundation.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "公告"
        verbose_name_plural = "公告"
