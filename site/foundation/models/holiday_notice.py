"""What the State Council's notices say of single dates. Rows are only added; the latest word on a date holds."""

import uuid

from django.db import models


class HolidayNotice(models.Model):
    """One notice as it was entered: the yearly one, a later change to it, or our own correction of an entry."""

    year = models.PositiveSmallIntegerField("年份", db_index=True)
    title = models.CharField("标题", max_length=200)
    number = models.CharField("发文字号", max_length=60, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    source = models.CharField("录入来源", max_length=120)
    text = models.TextField("通知原文", blank=True)
    settles = models.BooleanField("是该年度的放假安排", default=True)
    act = models.ForeignKey(
        "foundation.OfficeAct", models.PROTECT, verbose_name="录入事项", null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField("录入时刻")
    # By which processes tell one entry from another: a number may come back after a rollback, this does not.
    token = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)

    class Meta:
        verbose_name = "放假安排通知"
        verbose_name_plural = "放假安排通知"
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title


class CalendarDay(models.Model):
    """What one notice says of one date."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", "放假"
        MAKE_UP = "make_up", "调休上班"
        ORDINARY = "ordinary", "平日"

    notice = models.ForeignKey(HolidayNotice, models.PROTECT, related_name="days", verbose_name="通知")
    date = models.DateField("日期")
    kind = models.CharField("安排", max_length=10, choices=Kind)
    name = models.CharField("节日", max_length=40, blank=True)

    class Meta:
        verbose_name = "日历日"
        verbose_name_plural = "日历日"
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["notice", "date"], name="one_word_a_date_in_a_notice")]

    def __str__(self) -> str:
        return f"{self.date}：{self.get_kind_display()}"
