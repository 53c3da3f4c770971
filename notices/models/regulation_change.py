"""An act that changes a published regulation: amends it, adopts a draft, lengthens its term, or repeals it."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from foundation.bars import Bar
from foundation.models import ActOnAct
from notices.forms import RegulationChangeForm
from notices.models.regulation_text import RegulationText
from notices.panels import ProvisionsPanel


class RegulationChangePage(RegulationText, ActOnAct):
    class Kind(models.TextChoices):
        AMENDED = "amended", "修改"
        ADOPTED = "adopted", "通过征求意见稿"
        EXTENDED = "extended", "延长有效期"
        REPEALED = "repealed", "废止"

    kind = models.CharField("办理什么", max_length=10, choices=Kind, default=Kind.AMENDED)
    explanation = models.TextField(
        "说明", max_length=2000, blank=True, help_text="公众会读到：改了什么、为什么，或者为什么废止。"
    )

    verb = "变更"
    stands_for_itself = True
    base_form_class = RegulationChangeForm
    template = "public/regulations/change.html"
    content_panels = [
        *ActOnAct.content_panels,
        FieldPanel("kind"),
        FieldPanel("explanation"),
        ProvisionsPanel(heading="条文"),
        *RegulationText.text_panels,
    ]

    class Meta:
        verbose_name = "法规变更"
        verbose_name_plural = "法规变更"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from notices.regulations.change import change_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **change_context(self, context["target"])}

    @classmethod
    def bars_on(cls, target: Page) -> Iterator[Bar]:
        from notices.models.regulation import RegulationPage

        kind = target.specific_class
        if kind is None or not issubclass(kind, RegulationPage):
            yield Bar(f"“{target.title}”不是法规文件，不能办理变更。")

    @classmethod
    def usual_title(cls, target: Page) -> str:
        return f"关于修改《{target.title}》的决定"
