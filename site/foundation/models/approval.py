"""One judgment on a page on its way: who approved what, by digest, in which role."""

from django.conf import settings
from django.db import models


class Approval(models.Model):
    task_state = models.OneToOneField("wagtailcore.TaskState", models.PROTECT, related_name="approval")
    workflow_state = models.ForeignKey("wagtailcore.WorkflowState", models.PROTECT, related_name="approvals")
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="由谁", related_name="+")
    role = models.CharField("职责", max_length=20)
    at = models.DateTimeField("时刻")
    approved = models.BooleanField("通过")
    comment = models.TextField("意见", blank=True)
    # What was approved, part by part, so that a later difference can be named.
    parts = models.JSONField("各部分摘要", default=dict)
    digest = models.CharField("摘要", max_length=64)
    secrecy_cleared = models.BooleanField("已作保密审查", default=False)
    entry = models.ForeignKey("foundation.LedgerEntry", models.PROTECT, verbose_name="存证", related_name="+")

    class Meta:
        verbose_name = "审签意见"
        verbose_name_plural = "审签意见"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by} {'通过' if self.approved else '退回'}"
