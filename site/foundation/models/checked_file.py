"""What was found when a file was looked over, by the digest of its bytes."""

from django.db import models


class CheckedFile(models.Model):
    digest = models.CharField("摘要", max_length=64, unique=True)
    # Wagtail keeps this one with each document: a list knows by it what was found, without opening a file.
    sha1 = models.CharField("SHA-1", max_length=40, db_index=True)
    size = models.PositiveBigIntegerField("字节数")
    findings = models.JSONField("发现", default=list)
    checked_at = models.DateTimeField("检查时刻")

    class Meta:
        verbose_name = "文件检查"
        verbose_name_plural = "文件检查"

    def __str__(self) -> str:
        return self.digest[:12]
