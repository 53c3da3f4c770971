"""撤回: a published act no longer counts; it stays readable, and says so."""

from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel

from foundation.models.act_on_act import ActOnAct


class WithdrawalPage(ActOnAct):
    class Reason(models.TextChoices):
        MISTAKEN = "mistaken", "发布有误"
        BASIS_GONE = "basis_gone", "依据已失效"
        FLAWED = "flawed", "程序有瑕疵"
        REPLACED = "replaced", "已被新的文件代替"
        OTHER = "other", "其他"

    reason = models.CharField("撤回原因", max_length=12, choices=Reason)
    explanation = models.TextField("说明", max_length=2000, help_text="公众会在原页面上读到，一两句话说清为什么撤回。")

    verb = "撤回"
    template = "public/acts/withdrawal.html"
    content_panels = [*ActOnAct.content_panels, FieldPanel("reason"), FieldPanel("explanation")]

    class Meta:
        verbose_name = "撤回"
        verbose_name_plural = "撤回"

    def on_published(self, **signed: Any) -> None:
        from foundation.acts.withdrawing import withdraw

        withdraw(self, **signed)
