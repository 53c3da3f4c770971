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
    def ways_to_begin(cls, target: Page, add: str) -> Iterator[tuple[str, str]]:
        """A text comes in by the wizard; what has none is written in the form."""
        from django.urls import reverse

        regulation = target.specific
        wizard = f"{reverse('regulation-import')}?regulation={target.pk}&purpose="
        if regulation.awaits_adoption:
            yield "办理通过", f"{wizard}adopt"
            return
        yield "办理修改", f"{wizard}amend"
        yield "办理延长有效期", f"{add}&kind={cls.Kind.EXTENDED.value}"
        yield "办理废止", f"{add}&kind={cls.Kind.REPEALED.value}"

    def begin_as(self, kind: str) -> None:
        if kind in self.Kind.values and self.target is not None:
            self.kind = kind
            self.title = TITLES[self.Kind(kind)].format(self.target.title)

    @classmethod
    def usual_title(cls, target: Page) -> str:
        return TITLES[cls.Kind.AMENDED].format(target.title)


TITLES = {
    RegulationChangePage.Kind.AMENDED: "关于修改《{}》的决定",
    RegulationChangePage.Kind.ADOPTED: "关于印发《{}》的通知",
    RegulationChangePage.Kind.EXTENDED: "关于延长《{}》有效期的决定",
    RegulationChangePage.Kind.REPEALED: "关于废止《{}》的决定",
}
