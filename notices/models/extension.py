"""延期: a call closes later than it said. Only later; several in a row, each later than the one before."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from foundation.bars import Bar
from foundation.models import ActOnAct
from notices.calls.extension_form import ExtensionForm
from notices.calls.hours import closing_instant
from notices.models.call_rows import END_OF_DAY


class ExtensionPage(ActOnAct):
    batch = models.CharField(
        "批次",
        max_length=30,
        blank=True,
        help_text="长期申报的，写要延期的批次，与申报通知里的一致；有截止时刻的不填。",
    )
    closes_on = models.DateField("延期到", null=True)
    closes_hour = models.TimeField("截止时刻", null=True, blank=True, help_text=END_OF_DAY)
    rest_day_known = models.BooleanField("截止日为休息日，已知悉", default=False)
    reason = models.TextField("延期原因", max_length=2000, help_text="公众会读到，一两句话说清为什么延期。")

    verb = "延期"
    offered = 6
    base_form_class = ExtensionForm
    template = "public/acts/extension.html"
    content_panels = [
        *ActOnAct.content_panels,
        FieldPanel("batch"),
        FieldRowPanel([FieldPanel("closes_on"), FieldPanel("closes_hour")]),
        FieldPanel("rest_day_known"),
        FieldPanel("reason"),
    ]

    class Meta:
        verbose_name = "延期"
        verbose_name_plural = "延期"

    @property
    def closes_at(self) -> datetime | None:
        return closing_instant(self.closes_on, self.closes_hour) if self.closes_on else None

    @classmethod
    def bars_on(cls, target: Page) -> Iterator[Bar]:
        from notices.calls.extending import bars_on_call

        yield from super().bars_on(target)
        yield from bars_on_call(target)

    @classmethod
    def usual_title(cls, target: Page) -> str:
        return f"关于延长“{target.title}”申报时间的公告"

    def digest_parts(self) -> Iterator[tuple[str, str]]:
        """Bound to the closing as it stood: what is signed after another extension is another thing to judge."""
        from notices.calls.extending import standing_closing

        yield from super().digest_parts()
        if (cut_off := standing_closing(self)) is not None:
            yield "现截止时刻", cut_off.stands.isoformat()

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from notices.calls.showing import extension_shown

        return {**super().get_context(request, *args, **kwargs), **extension_shown(self)}

    def on_published(self, **signed: Any) -> None:
        from notices.calls.extending import extend

        super().on_published(**signed)
        extend(self, **signed)


class Extension(models.Model):
    """One extension as it was signed. It keeps counting whatever becomes of its announcement."""

    changes_only_in_acts_on = "target_id"

    act = models.OneToOneField(ExtensionPage, models.PROTECT, primary_key=True, related_name="made")
    target = models.ForeignKey("notices.CallPage", models.PROTECT, verbose_name="所涉申报", related_name="extensions")
    batch = models.CharField("批次", max_length=30, blank=True)
    was = models.DateTimeField("原截止")
    until = models.DateTimeField("延期到")
    at = models.DateTimeField("时刻")
    entry = models.ForeignKey("foundation.LedgerEntry", models.PROTECT, verbose_name="存证", related_name="+")

    class Meta:
        verbose_name = "延期记录"
        verbose_name_plural = "延期记录"
        ordering = ["target", "until"]
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gt=models.F("was")), name="extension_only_later"),
            models.UniqueConstraint(fields=["target", "batch", "until"], name="extension_each_later"),
        ]

    def __str__(self) -> str:
        return f"{self.was} → {self.until}"
