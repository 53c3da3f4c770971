"""A document number that was published: one document, one number."""

from django.db import models


class NumberHeld(models.Model):
    number = models.CharField("发文字号", max_length=60, primary_key=True)
    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, verbose_name="文件", related_name="+")

    class Meta:
        verbose_name = "已用的发文字号"
        verbose_name_plural = "已用的发文字号"

    def __str__(self) -> str:
        return self.number
