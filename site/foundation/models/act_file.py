"""Which files a published act carries. Written at publication, by the same reading that digested them."""

from django.db import models


class ActFile(models.Model):
    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=80)
    file_id = models.PositiveBigIntegerField("文件")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "已签发文件"
        verbose_name_plural = "已签发文件"
        constraints = [models.UniqueConstraint(fields=["page", "kind", "file_id"], name="act_file_once")]
        indexes = [models.Index(fields=["kind", "file_id"], name="act_file_by_file")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.file_id}"
