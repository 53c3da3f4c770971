"""A text read into provisions: numbered drafts outside the page form, frozen when a page with it is published."""

from django.db import models


class Purpose(models.TextChoices):
    """What a text was brought in for."""

    NEW = "new", "新的文件"
    CORRECT = "correct", "更正原文"
    AMEND = "amend", "修改后的全文"
    ADOPT = "adopt", "正式通过的文本"


class ProvisionSet(models.Model):
    """The raw text is never changed: what was accepted or put right by hand stands in `edits`, each on one raw line."""

    section = models.ForeignKey("foundation.SectionPage", models.PROTECT, verbose_name="栏目", related_name="+")
    purpose = models.CharField("用途", max_length=8, choices=Purpose, default=Purpose.NEW)
    # The regulation it is about, when there is one already; the page it belongs to, once it was confirmed.
    regulation = models.ForeignKey(
        "notices.RegulationPage", models.CASCADE, verbose_name="法规", null=True, blank=True, related_name="+"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, verbose_name="页面", null=True, blank=True, related_name="provision_sets"
    )
    number = models.PositiveIntegerField("稿次", null=True, blank=True)
    upload = models.ForeignKey("notices.Upload", models.PROTECT, verbose_name="原件", related_name="+")
    raw_text = models.TextField("原文", blank=True)
    edits = models.JSONField("已接受的修正", default=list, blank=True)
    left_as_is = models.JSONField("保留原样的提示", default=list, blank=True)
    notes = models.JSONField("读取说明", default=list, blank=True)
    fault = models.TextField("不能读取的原因", blank=True)
    by = models.ForeignKey("foundation.User", models.PROTECT, verbose_name="导入人", related_name="+")
    at = models.DateTimeField("导入时刻")
    # Raised by each change: who changes a set says which one they saw.
    edition = models.PositiveIntegerField("修改次数", default=0)
    changed_by = models.ForeignKey(
        "foundation.User", models.PROTECT, verbose_name="最后修改人", null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField("最后修改时刻", null=True, blank=True)
    # Addresses the public could cite that this text has no place for, each let go by a person.
    let_go = models.JSONField("确认不再保留的地址", default=list, blank=True)
    frozen_at = models.DateTimeField("发布时刻", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "条文稿"
        verbose_name_plural = "条文稿"
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="provision_set_number_once")]

    def __str__(self) -> str:
        return f"第{self.number}稿" if self.number else f"{self.upload}（未确认）"
