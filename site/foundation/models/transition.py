"""One row for every move a case ever made. The case itself holds only its state."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Transition(models.Model):
    case_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    case_id = models.PositiveBigIntegerField()
    case = GenericForeignKey("case_type", "case_id")
    process = models.CharField("程序", max_length=40)
    move = models.CharField("步骤", max_length=40)
    source = models.CharField("原状态", max_length=40)
    target = models.CharField("新状态", max_length=40)
    at = models.DateTimeField("时刻")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="行为人", null=True, blank=True, related_name="+"
    )
    role = models.CharField("职责", max_length=20)
    basis = models.CharField("依据", max_length=200)
    reason = models.TextField("理由", blank=True)
    entry = models.ForeignKey("foundation.LedgerEntry", models.PROTECT, verbose_name="存证", related_name="+")

    class Meta:
        verbose_name = "办理记录"
        verbose_name_plural = "办理记录"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case_type", "case_id"], name="transition_of_case")]

    def __str__(self) -> str:
        return f"{self.process} {self.case_id}：{self.source} → {self.target}"
