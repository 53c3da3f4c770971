"""An act that is no page: a role granted, a deputy named, a calendar changed. Proposed by one, decided by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class OfficeAct(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", "待决定"
        DONE = "done", "已办"
        REFUSED = "refused", "未同意"
        TAKEN_BACK = "taken_back", "已撤回"

    kind = models.CharField("事项", max_length=40)
    section = models.ForeignKey(
        "wagtailcore.Page", models.PROTECT, verbose_name="栏目", null=True, blank=True, related_name="+"
    )
    payload = models.JSONField("内容", default=dict)
    digest = models.CharField("摘要", max_length=64)
    reason = models.CharField("理由", max_length=500)
    state = models.CharField("状态", max_length=12, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="提出人", related_name="+")
    proposed_at = models.DateTimeField("提出时刻")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="决定人", null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("决定时刻", null=True, blank=True)
    comment = models.CharField("意见", max_length=500, blank=True)
    entry = models.ForeignKey(
        "foundation.LedgerEntry", models.PROTECT, verbose_name="存证", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "内部事项"
        verbose_name_plural = "内部事项"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="office_act_four_eyes",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
