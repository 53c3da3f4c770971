"""That the editors were told of a regulation running out: once for each of its last days and each distance to it."""

from django.db import models


class ExpiryNotice(models.Model):
    regulation = models.ForeignKey(
        "notices.RegulationPage", models.CASCADE, verbose_name="法规", related_name="expiry_notices"
    )
    last_day = models.DateField("有效期至")
    days_ahead = models.PositiveSmallIntegerField("提前天数")
    at = models.DateTimeField("提醒时刻")

    class Meta:
        verbose_name = "到期提醒"
        verbose_name_plural = "到期提醒"
        constraints = [
            models.UniqueConstraint(fields=["regulation", "last_day", "days_ahead"], name="expiry_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.regulation}：{self.last_day}"
