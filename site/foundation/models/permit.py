"""A permit to change a published act: a row that exists only inside the transaction of the act itself."""

from django.db import models


class Permit(models.Model):
    page_id = models.PositiveBigIntegerField("页面", unique=True)

    class Meta:
        verbose_name = "许可"
        verbose_name_plural = "许可"

    def __str__(self) -> str:
        return str(self.page_id)
