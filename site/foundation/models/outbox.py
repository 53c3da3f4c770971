"""What must follow a commit: written in the same transaction as the act, carried out by the worker. Ids only."""

from django.db import models
from django.db.models import Q


class OutboxMessage(models.Model):
    topic = models.CharField("事项", max_length=60)
    # Numbers and codes that name rows; never a name, a text or anything of a person.
    payload = models.JSONField("内容", default=dict)
    created_at = models.DateTimeField("写入")
    due_at = models.DateTimeField("应办")
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    last_error = models.CharField("上次错误", max_length=120, blank=True)
    done_at = models.DateTimeField("办结", null=True, blank=True)
    dead_at = models.DateTimeField("放弃", null=True, blank=True)

    class Meta:
        verbose_name = "待办事项"
        verbose_name_plural = "待办事项"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, dead_at=None), name="outbox_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"
