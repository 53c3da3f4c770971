"""Marks a page that has been published as an official act. The database guards every such page by it."""

from django.db import models


class PublishedAct(models.Model):
    page = models.OneToOneField("wagtailcore.Page", models.PROTECT, primary_key=True, related_name="published_act")
    digest = models.CharField("签发内容摘要", max_length=64)
    entry = models.ForeignKey("foundation.LedgerEntry", models.PROTECT, verbose_name="存证", related_name="+")
    # 索引号: given at the first publication, for ever; `index_year` and `index_serial` make the numbers of a year count.
    # Null, not empty, where there is none yet: it is unique.
    index_number = models.CharField("索引号", max_length=30, unique=True, null=True, editable=False)  # noqa: DJ001
    index_year = models.PositiveSmallIntegerField("索引年份", null=True, editable=False)
    index_serial = models.PositiveIntegerField("索引流水号", null=True, editable=False)
    withdrawal = models.ForeignKey(
        "foundation.WithdrawalPage", models.PROTECT, verbose_name="撤回", null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField("撤回时刻", null=True, blank=True)
    sealing = models.ForeignKey(
        "foundation.SealingPage", models.PROTECT, verbose_name="封存", null=True, blank=True, related_name="+"
    )
    sealed_at = models.DateTimeField("封存时刻", null=True, blank=True)

    class Meta:
        verbose_name = "已签发页面"
        verbose_name_plural = "已签发页面"
        constraints = [
            models.UniqueConstraint(fields=["index_year", "index_serial"], name="index_serial_once_a_year"),
        ]

    def __str__(self) -> str:
        return str(self.page)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawal_id is not None

    @property
    def is_sealed(self) -> bool:
        return self.sealing_id is not None
