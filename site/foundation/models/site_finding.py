"""What the last look over the site found, and when it looked."""

from django.db import models


class SiteCheckRun(models.Model):
    started_at = models.DateTimeField("开始")
    finished_at = models.DateTimeField("结束")
    pages = models.PositiveIntegerField("页面数")
    outside = models.BooleanField("试过站外链接", default=False)

    class Meta:
        verbose_name = "网站自查"
        verbose_name_plural = "网站自查"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class SiteFinding(models.Model):
    """A row stays as long as the fault does, so that it knows since when; mended, it goes."""

    key = models.CharField("标识", max_length=64, unique=True)
    rule = models.CharField("规则", max_length=20)
    weight = models.CharField("轻重", max_length=10)
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, verbose_name="页面", related_name="+")
    about = models.TextField("对象", blank=True)
    says = models.TextField("发现")
    since = models.DateField("从何时起")
    mend = models.CharField("去处理", max_length=200, blank=True)
    run = models.ForeignKey(SiteCheckRun, models.CASCADE, verbose_name="最近一次", related_name="findings")
    # The run at which it began to fail the whole site; its editors were written to then.
    veto_since = models.ForeignKey(SiteCheckRun, models.SET_NULL, null=True, blank=True, related_name="+")

    differs = False  # from what is stored, while a look is being kept

    class Meta:
        verbose_name = "自查发现"
        verbose_name_plural = "自查发现"
        indexes = [models.Index(fields=["weight", "rule"], name="site_finding_weight")]

    def __str__(self) -> str:
        return self.says[:60]
