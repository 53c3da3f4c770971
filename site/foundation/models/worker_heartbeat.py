"""Proof that a background worker is alive: each writes its own row every few seconds."""

from django.db import models


class WorkerHeartbeat(models.Model):
    worker_id = models.CharField("编号", max_length=64, unique=True)
    started_at = models.DateTimeField("启动时间")
    beaten_at = models.DateTimeField("最近一次", db_index=True)

    class Meta:
        verbose_name = "后台进程"
        verbose_name_plural = "后台进程"

    def __str__(self) -> str:
        return self.worker_id
