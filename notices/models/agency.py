"""An agency that issues documents: what it is called, was called before, and stands under. Its row outlives it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from notices.credit_codes import fault_in

MOST_STEPS = 8  # from a county's office to the State Council there are five


def credit_code_is_one(value: str) -> None:
    if says := fault_in(value):
        raise ValidationError(says)


class AgencyQuerySet(models.QuerySet["Agency"]):
    def active_on(self, day: date) -> "AgencyQuerySet":
        begun = Q(active_from=None) | Q(active_from__lte=day)
        return self.filter(begun & (Q(active_until=None) | Q(active_until__gte=day)))


class Agency(ClusterableModel):
    class Level(models.TextChoices):
        NATION = "nation", "国家"
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"

    name = models.CharField("名称", max_length=120, unique=True, help_text="公章上的全称。")
    short_name = models.CharField("简称", max_length=40, blank=True)
    code = models.CharField(
        "机关代字",
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^[\u4e00-\u9fff]{2,12}$", "机关代字只写汉字，例如 示科规，不带年份和序号。")],
        help_text="发文字号开头的几个字，例如 示科规。",
    )
    level = models.CharField("层级", max_length=10, choices=Level)
    superior = models.ForeignKey(
        "self", models.PROTECT, verbose_name="上级机关", null=True, blank=True, related_name="subordinates"
    )
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, validators=[credit_code_is_one], help_text="18位，没有就不填。"
    )
    active_from = models.DateField("设立日期", null=True, blank=True)
    active_until = models.DateField("撤销日期", null=True, blank=True, help_text="撤销、合并后填写；这一行仍然保留。")

    objects = AgencyQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldRowPanel([FieldPanel("code"), FieldPanel("level")])],
            heading="名称",
        ),
        MultiFieldPanel([FieldPanel("superior"), FieldPanel("credit_code")], heading="隶属和登记"),
        FieldRowPanel([FieldPanel("active_from"), FieldPanel("active_until")], heading="存续"),
        InlinePanel("former_names", heading="曾用名", label="曾用名"),
    ]

    class Meta:
        verbose_name = "机关"
        verbose_name_plural = "机关"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_until__isnull=True)
                | Q(active_from__isnull=True)
                | Q(active_until__gte=F("active_from")),
                name="agency_ends_after_it_begins",
                violation_error_message="撤销日期早于设立日期。请核对。",
            ),
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code=""),
                name="agency_credit_code_once",
                violation_error_message="已有别的机关用这个统一社会信用代码。请核对。",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def clean_fields(self, exclude: Any = None) -> None:
        self.credit_code = self.credit_code.strip().upper()
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        super().clean()
        above, steps = self.superior, 0
        while above is not None and steps <= MOST_STEPS:
            if above.pk == self.pk:
                raise ValidationError({"superior": "上级机关绕了一圈又回到自己。请重新选择。"})
            above, steps = above.superior, steps + 1

    def name_on(self, day: date) -> str:
        """What it was called on that day."""
        for former in self.former_names.all():
            if (former.used_from is None or former.used_from <= day) and day <= former.used_until:
                return str(former.name)
        return self.name


class FormerName(models.Model):
    agency = ParentalKey(Agency, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField("名称", max_length=120)
    used_from = models.DateField("开始使用", null=True, blank=True)
    used_until = models.DateField("停止使用")

    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("used_from"), FieldPanel("used_until")])]

    class Meta:
        verbose_name = "曾用名"
        verbose_name_plural = "曾用名"
        ordering = ["used_until"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_from__isnull=True) | Q(used_until__gte=F("used_from")),
                name="former_name_ends_after_it_begins",
                violation_error_message="停止使用早于开始使用。请核对。",
            )
        ]

    def __str__(self) -> str:
        return self.name
