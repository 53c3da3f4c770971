"""更正: a signed act replaces the text of a published one. Numbered for each target; no number is used twice."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Revision

from foundation.models.act_on_act import ActOnAct


class CorrectionPage(ActOnAct):
    note = models.TextField("更正说明", max_length=2000, help_text="公众会读到：原来哪里错了，改成了什么。")
    # The draft of the target that is signed with this page; taken down whenever this page is saved.
    target_revision = models.ForeignKey(
        "wagtailcore.Revision",
        models.PROTECT,
        verbose_name="更正后的版本",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    verb = "更正"
    offered = 4
    template = "public/acts/correction.html"
    content_panels = [*ActOnAct.content_panels, FieldPanel("note")]

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"

    @property
    def number(self) -> int | None:
        """Given when it is signed."""
        made = Correction.objects.filter(act_id=self.pk).first()
        return made.number if made else None

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        target = self.target
        self.target_revision = target.latest_revision if target is not None and target.has_unpublished_changes else None
        revision: Revision = super().save_revision(*args, **kwargs)
        return revision

    def carried_revision(self) -> Revision | None:
        return self.target_revision

    def digest_parts(self) -> Iterator[tuple[str, str]]:
        from foundation.acts.digests import digest_of, parts_of

        yield from super().digest_parts()
        if self.target_revision is not None:
            yield "更正后的内容", digest_of(parts_of(self.target_revision))

    def on_published(self, **signed: Any) -> None:
        from foundation.acts.correcting import correct

        correct(self, **signed)


class Correction(models.Model):
    """One correction as it was signed."""

    act = models.OneToOneField(CorrectionPage, models.PROTECT, primary_key=True, related_name="made")
    target = models.ForeignKey("wagtailcore.Page", models.PROTECT, verbose_name="所涉内容", related_name="corrections")
    number = models.PositiveIntegerField("序号")
    at = models.DateTimeField("时刻")
    before = models.ForeignKey("wagtailcore.Revision", models.PROTECT, verbose_name="更正前", related_name="+")
    after = models.ForeignKey("wagtailcore.Revision", models.PROTECT, verbose_name="更正后", related_name="+")
    entry = models.ForeignKey("foundation.LedgerEntry", models.PROTECT, verbose_name="存证", related_name="+")

    class Meta:
        verbose_name = "更正记录"
        verbose_name_plural = "更正记录"
        ordering = ["target", "number"]
        constraints = [
            models.UniqueConstraint(fields=["target", "number"], name="correction_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="correction_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"更正第{self.number}号"
