"""The instants of a published call as they stand: set down when it is published, later by extensions and corrections."""

from django.db import models

from notices.calls.states import CutOff, Instants


class CallTerm(models.Model):
    """Made from the call and its extensions, so that lists can ask for them. An open-ended call has no closing."""

    changes_only_in_acts_on = "page_id"

    page = models.OneToOneField(
        "notices.CallPage", models.PROTECT, primary_key=True, related_name="term", verbose_name="申报通知"
    )
    opens_at = models.DateTimeField("开始")
    first_closes_at = models.DateTimeField("原定截止", null=True, blank=True)
    closes_at = models.DateTimeField("截止", null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = "申报时间"
        verbose_name_plural = "申报时间"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_closes_at=None, closes_at=None)
                | models.Q(first_closes_at__gt=models.F("opens_at"), closes_at__gte=models.F("first_closes_at")),
                name="call_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}：{self.opens_at:%Y-%m-%d} — {self.closes_at or '长期'}"

    def instants(self, *, withdrawn: bool) -> Instants:
        closing = None
        if self.first_closes_at is not None and self.closes_at is not None:
            closing = CutOff("", self.first_closes_at, self.closes_at)
        batches = tuple(CutOff(row.label, row.first_at, row.at) for row in self.batches.all())
        return Instants(self.opens_at, closing, batches, withdrawn)


class BatchTerm(models.Model):
    changes_only_in_acts_on = "term_id"

    term = models.ForeignKey(CallTerm, models.PROTECT, related_name="batches", verbose_name="申报通知")
    label = models.CharField("批次", max_length=30)
    first_at = models.DateTimeField("原定截止")
    at = models.DateTimeField("截止", db_index=True)

    class Meta:
        verbose_name = "批次的截止"
        verbose_name_plural = "批次的截止"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "label"], name="one_cut_off_a_batch"),
            models.CheckConstraint(condition=models.Q(at__gte=models.F("first_at")), name="cut_off_never_earlier"),
        ]

    def __str__(self) -> str:
        return f"{self.label}：{self.at}"
