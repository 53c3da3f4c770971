"""A comment on a draft: what was said, by receipt number; and beside it what the bureau answered."""

from django.db import models

from notices.comments.masking import passages_of, shown
from notices.comments.states import Kind, State

STATES = [(state.value, state.label) for state in State]


class Comment(models.Model):
    """What was received never changes; the database refuses it (notices.comments.triggers). The answer may."""

    page = models.ForeignKey(
        "notices.RegulationPage", models.PROTECT, verbose_name="征求意见稿", related_name="comments"
    )
    number = models.CharField("编号", max_length=40, unique=True)
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("流水号")
    # One form sent twice is one comment.
    once = models.CharField("表单摘要", max_length=64, unique=True)
    # The text as it was read, and where in it; empty for the whole.
    text = models.ForeignKey(
        "notices.ProvisionSet", models.PROTECT, verbose_name="所评文本", null=True, related_name="+"
    )
    address = models.CharField("条文地址", max_length=60, blank=True)
    reference = models.CharField("条文", max_length=120, blank=True)
    place = models.PositiveIntegerField("条文次序", default=0)
    opinion = models.TextField("意见", max_length=2000)
    reason = models.TextField("理由", max_length=2000, blank=True)
    contact = models.BinaryField("单位或姓名和联系方式（加密）", null=True, editable=False)
    received_at = models.DateTimeField("收到时刻", db_index=True)
    digest = models.CharField("摘要", max_length=64)

    state = models.CharField("处理", max_length=10, choices=STATES, default=State.NEW.value, db_index=True)
    reply = models.TextField("答复", max_length=2000, blank=True)
    mask_numbers = models.BooleanField("遮盖号码", default=False)
    masked_passages = models.TextField("要遮盖的文字", max_length=1000, blank=True)
    # Raised by each answer: who answers says which one they saw.
    edition = models.PositiveIntegerField("修改次数", default=0)

    class Meta:
        verbose_name = "意见"
        verbose_name_plural = "意见"
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="comment_serial_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]), name="comment_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def standing(self) -> State:
        return State(self.state)

    @property
    def is_open(self) -> bool:
        return self.standing.kind is Kind.OPEN

    @property
    def where(self) -> str:
        return self.reference or "全文"

    @property
    def shown_opinion(self) -> str:
        return self._shown(self.opinion)

    @property
    def shown_reason(self) -> str:
        return self._shown(self.reason)

    def _shown(self, text: str) -> str:
        return shown(text, numbers=self.mask_numbers, passages=passages_of(self.masked_passages))


class CommentChange(models.Model):
    """One answer or change of it, as it was given. Append-only."""

    comment = models.ForeignKey(Comment, models.PROTECT, verbose_name="意见", related_name="changes")
    edition = models.PositiveIntegerField("修改次数")
    before = models.CharField("原处理", max_length=10, choices=STATES)
    after = models.CharField("现处理", max_length=10, choices=STATES)
    reply = models.TextField("答复", blank=True)
    mask_numbers = models.BooleanField("遮盖号码")
    masked_passages = models.TextField("要遮盖的文字", blank=True)
    by = models.ForeignKey("foundation.User", models.PROTECT, verbose_name="处理人", related_name="+")
    at = models.DateTimeField("时刻")

    class Meta:
        verbose_name = "意见的处理"
        verbose_name_plural = "意见的处理"
        ordering = ["comment", "edition"]
        constraints = [models.UniqueConstraint(fields=["comment", "edition"], name="comment_edition_once")]

    def __str__(self) -> str:
        return f"{self.comment}：{self.get_after_display()}"


class CommentSerial(models.Model):
    """The last number given in a year. Whoever gives the next holds its row."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        verbose_name = "意见编号"
        verbose_name_plural = "意见编号"

    def __str__(self) -> str:
        return f"{self.year}：{self.last}"


class CommentTry(models.Model):
    """How often one address asked within an hour. The address itself is not kept: only what a key made of it."""

    what = models.CharField("事项", max_length=12)
    who = models.CharField("来源", max_length=64)
    hour = models.DateTimeField("小时", db_index=True)
    times = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = "提交次数"
        verbose_name_plural = "提交次数"
        constraints = [models.UniqueConstraint(fields=["what", "who", "hour"], name="comment_try_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.what} {self.hour}：{self.times}"
