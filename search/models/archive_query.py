"""What a member of staff asked the archive, carried away from it or opened in it. Rows are only ever added."""

from django.conf import settings
from django.db import models

# Completions tell little that the query after them does not, and are many: the only rows that are ever taken away.
DAYS_TYPING_IS_KEPT = 90


class ArchiveQuery(models.Model):
    class What(models.TextChoices):
        QUERY = "query", "检索"
        COMPLETION = "completion", "输入提示"
        EXPORT = "export", "导出"
        OPENING = "opening", "打开"

    what = models.CharField("做了什么", max_length=10, choices=What)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="由谁", related_name="+")
    at = models.DateTimeField("时刻")
    # As it was typed; for an opening, the key of the document.
    query = models.CharField("查询", max_length=210, blank=True)
    filters = models.JSONField("条件", default=dict, blank=True)
    hits = models.PositiveIntegerField("结果数", default=0)
    # How many of what was shown, carried away or opened was sealed.
    sealed = models.PositiveIntegerField("其中已封存", default=0)

    class Meta:
        verbose_name = "档案检索记录"
        verbose_name_plural = "档案检索记录"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"], name="archive_queries_by_time")]

    def __str__(self) -> str:
        return f"{self.by} {self.get_what_display()}"


class ArchiveQuerySection(models.Model):
    """A section that was searched: its supervisors read the row."""

    query = models.ForeignKey(ArchiveQuery, models.PROTECT, related_name="sections")
    section = models.ForeignKey("wagtailcore.Page", models.PROTECT, verbose_name="栏目", related_name="+")

    class Meta:
        verbose_name = "检索的栏目"
        verbose_name_plural = "检索的栏目"
        constraints = [models.UniqueConstraint(fields=["query", "section"], name="archive_section_once")]

    def __str__(self) -> str:
        return str(self.section)
