"""A period that was published with a page: how it was set, and the last day that stands."""

from datetime import datetime, timedelta

from django.db import models

from foundation.civil_code import closing_instant
from foundation.periods import Period
from foundation.units import Unit
from foundation.working_calendar import WorkingCalendar, long_date
from foundation.worksheets import Worksheet


class Term(models.Model):
    """Made when its page is published. Its last day may move later by a calendar act, never earlier."""

    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, related_name="terms", verbose_name="页面")
    label = models.CharField("期限", max_length=20)
    count = models.PositiveIntegerField("数目")
    unit = models.CharField("单位", max_length=12, choices=[(unit.value, unit.label) for unit in Unit])
    from_day = models.DateField("起算日")
    counting_first_day = models.BooleanField("起算日计入", default=False)
    close = models.TimeField("截止时刻", null=True, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    last_day = models.DateField("最后一日", db_index=True)
    provisional = models.BooleanField("暂定", default=False)
    published_at = models.DateTimeField("公布时刻")

    class Meta:
        verbose_name = "已公布的期限"
        verbose_name_plural = "已公布的期限"
        ordering = ["last_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "label"], name="one_term_a_label"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("from_day")), name="term_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}：{self.label}至 {self.last_day}"

    @property
    def period(self) -> Period:
        return Period(self.count, Unit(self.unit), self.from_day, self.counting_first_day, self.close)

    @property
    def closes_at(self) -> datetime:
        return closing_instant(self.last_day, self.close)

    def moved_because(self) -> list[str]:
        """Every time a change of the calendar moved it, for the reader of its page."""
        moves = self.moves.filter(stands__gt=models.F("was")).select_related("notice").order_by("pk")
        return [
            f"原公布的最后一日是{long_date(move.was)}，因《{move.notice.title}》（{move.notice.number or '无文号'}）"
            f"延后到{long_date(move.stands)}。"
            for move in moves
        ]

    def sheet(self, calendar: WorkingCalendar) -> Worksheet:
        """Day by day, to the last day that stands."""
        sheet = self.period.on(calendar)
        after = (self.last_day - sheet.last_day).days
        if after <= 0:
            return sheet
        days = [calendar[sheet.last_day + timedelta(days=step)] for step in range(1, after + 1)]
        return sheet.kept_until(self.last_day, days)


class TermMove(models.Model):
    """What a change of the calendar did to a published last day, or would have done had it been allowed."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="moves", verbose_name="期限")
    notice = models.ForeignKey("foundation.HolidayNotice", models.PROTECT, related_name="moves", verbose_name="通知")
    was = models.DateField("原最后一日")
    reckoned = models.DateField("按新日历推算的最后一日")
    stands = models.DateField("现最后一日")
    at = models.DateTimeField("时刻")

    class Meta:
        verbose_name = "期限变动"
        verbose_name_plural = "期限变动"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(stands__gte=models.F("was")), name="a_last_day_never_earlier")
        ]

    def __str__(self) -> str:
        return f"{self.term}：{self.was} → {self.stands}"

    @property
    def was_kept(self) -> bool:
        """Whether the new calendar would have shortened it."""
        return self.reckoned < self.was
