"""A file as it was brought, whatever became of it: what cannot be read is kept as well."""

from django.db import models


class Upload(models.Model):
    """In the database, so that it is kept or lost together with what was read from it."""

    name = models.CharField("文件名", max_length=255)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("摘要", max_length=64)
    data = models.BinaryField("内容")
    by = models.ForeignKey("foundation.User", models.PROTECT, verbose_name="上传人", related_name="+")
    at = models.DateTimeField("上传时刻")

    class Meta:
        verbose_name = "上传的文件"
        verbose_name_plural = "上传的文件"

    def __str__(self) -> str:
        return self.name
