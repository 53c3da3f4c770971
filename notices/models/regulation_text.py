"""What a text that binds says of itself: number, dates, provisions, the original file."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from foundation.models import ActPage


class RegulationText(ActPage):
    """Abstract: a regulation, and an act that gives it another text or other dates."""

    document_number = models.CharField("发文字号", max_length=60, blank=True, help_text="例如：示科规〔2026〕1号。")
    issued_on = models.DateField("成文日期", null=True, blank=True, help_text="落款的日期，即签署之日。")
    effective_rule = models.CharField(
        "文中所写的施行日期", max_length=120, blank=True, help_text="照原文抄录，例如：自颁布之日起30日后施行。"
    )
    effective_on = models.DateField("施行日期", null=True, blank=True)
    effective_reason = models.CharField(
        "这样确定的理由", max_length=300, blank=True, help_text="原文没有写明哪一天时必填，会与施行日期一起公布。"
    )
    expires_on = models.DateField("有效期至", null=True, blank=True, help_text="有效的最后一日。没有规定有效期的留空。")
    provision_set = models.ForeignKey(
        "notices.ProvisionSet", models.RESTRICT, verbose_name="条文", null=True, blank=True, related_name="+"
    )
    original = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, verbose_name="原件", null=True, blank=True, related_name="+"
    )

    text_panels = [
        MultiFieldPanel([FieldPanel("document_number"), FieldPanel("issued_on")], heading="文号与日期"),
        MultiFieldPanel(
            [
                FieldPanel("effective_rule"),
                FieldRowPanel([FieldPanel("effective_on"), FieldPanel("expires_on")]),
                FieldPanel("effective_reason"),
            ],
            heading="施行与有效期",
        ),
        FieldPanel("original"),
    ]

    class Meta:
        abstract = True

    def digest_parts(self) -> Iterator[tuple[str, str]]:
        """The provisions by their words: a set may still change while it is a draft."""
        from notices.provision_sets import digest_of_set

        yield from super().digest_parts()
        if self.provision_set_id is not None:
            yield "条文的内容", digest_of_set(self.provision_set_id)

    def beside_judging(self) -> Iterator[tuple[str, str]]:
        """The raw text of the file beside the provisions read from it."""
        yield from super().beside_judging()
        if self.provision_set_id is not None:
            yield "对照原文核对条文", reverse("regulation-set", args=[self.provision_set_id])

    def on_published(self, **signed: Any) -> None:
        from notices.publishing import publish_text

        super().on_published(**signed)
        publish_text(self)
