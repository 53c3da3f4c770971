"""An announcement: a dated notice of the bureau, what kind it is, its text, its files, and the period it may state."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from foundation.models import PeriodPage
from notices.file_facts import facts_of


class AnnouncementPage(PeriodPage):
    class Kind(models.TextChoices):
        NOTICE = "notice", "公告"
        CIRCULAR = "circular", "通知"
        RESULT = "result", "认定结果"
        CONSULTATION = "consultation", "征求意见"
        INTERPRETATION = "interpretation", "政策解读"
        REPLY = "reply", "问答"
        REPORT = "report", "工作报告"

    kind = models.CharField("类型", max_length=16, choices=Kind, default=Kind.NOTICE)
    about = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        verbose_name="解读的文件",
        null=True,
        blank=True,
        related_name="interpretations",
        help_text="政策解读填写：所解读的文件所在页面。",
    )
    body = RichTextField("正文")

    template = "public/announcement.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        PageChooserPanel("about"),
        FieldPanel("body"),
        InlinePanel("attachments", heading="附件", label="附件"),
        *PeriodPage.period_panels,
    ]
    parent_page_types = ["foundation.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "公告"
        verbose_name_plural = "公告"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        rows = self.attachments.all()
        if hasattr(rows, "select_related"):  # of a draft they lie in the revision
            rows = rows.select_related("document")
        files = [facts_of(row.document, row.title) for row in rows if row.document_id]
        about = self.about if self.about_id else None
        if about is not None and about.live:
            context |= {"about_url": about.url, "about_title": about.title}
        return {**context, "files": files}


class Attachment(Orderable):
    """A file that belongs to an announcement."""

    page = ParentalKey(AnnouncementPage, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField("名称", max_length=200, blank=True, help_text="留空则用文件的名称。")
    document = models.ForeignKey(get_document_model_string(), models.PROTECT, verbose_name="文件", related_name="+")

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = "附件"
        verbose_name_plural = "附件"

    @property
    def name(self) -> str:
        return self.title or str(self.document.title)
