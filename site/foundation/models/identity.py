"""Who runs this site: what the law asks every government page to say of it. Never written in a template."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="site", order=10)
class BureauIdentity(BaseSiteSetting):
    name = models.CharField("机关名称", max_length=80, default="科学技术局", help_text="全称，例如：示例市科学技术局。")
    short_name = models.CharField("简称", max_length=40, blank=True, help_text="用于窄屏和浏览器标签。留空则用全称。")
    platform = models.CharField("平台名称", max_length=40, default="公示与认定平台")
    emblem = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, verbose_name="标识图", null=True, blank=True, related_name="+",
        help_text="方形图片，至少 96×96 像素。留空则用平台自带的标识。",
    )  # fmt: skip
    host = models.CharField("主办单位", max_length=80, blank=True)
    operator = models.CharField("承办单位", max_length=80, blank=True)
    site_code = models.CharField(
        "政府网站标识码", max_length=10, blank=True, help_text="10 位。国务院部门为 bm 加 8 位数字。"
    )
    index_prefix = models.CharField(
        "索引号前缀",
        max_length=18,
        blank=True,
        help_text="机构代码或统一社会信用代码。索引号写成“前缀/年份-五位流水号”，签发时给出，不重复使用。",
    )
    icp_number = models.CharField("ICP备案号", max_length=40, blank=True)
    police_number = models.CharField(
        "公安备案号", max_length=60, blank=True, help_text="例如：示公网安备 00000000000000 号。"
    )
    address = models.CharField("地址", max_length=120, blank=True)
    postcode = models.CharField("邮编", max_length=6, blank=True)
    phone = models.CharField("业务咨询电话", max_length=40, blank=True)
    supervision_phone = models.CharField("监督电话", max_length=40, blank=True)
    supervision_mail = models.EmailField("监督邮箱", blank=True)
    working_hours = models.CharField(
        "办公时间", max_length=120, blank=True, help_text="例如：工作日 9:00—12:00，13:30—17:30。"
    )
    handling_days = models.PositiveSmallIntegerField(
        "内部办理时限（工作日）",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="审核、签发和内部事项，每一步应在几个工作日内办结。由本机关决定。",
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("platform"), FieldPanel("emblem")], "名称与标识"
        ),
        MultiFieldPanel(
            [
                FieldPanel("host"),
                FieldPanel("operator"),
                FieldPanel("site_code"),
                FieldPanel("index_prefix"),
                FieldPanel("icp_number"),
                FieldPanel("police_number"),
            ],
            "主办与备案",
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("postcode"),
                FieldPanel("phone"),
                FieldPanel("supervision_phone"),
                FieldPanel("supervision_mail"),
                FieldPanel("working_hours"),
            ],
            "联系方式",
        ),
        FieldPanel("handling_days"),
    ]

    select_related = ["emblem", "site"]

    class Meta:
        verbose_name = "机关信息"

    def __str__(self) -> str:
        return self.name

    @property
    def brief(self) -> str:
        return self.short_name or self.name

    @property
    def hosted_by(self) -> str:
        return self.host or self.name

    @property
    def police_code(self) -> str:
        """The digits of the police filing, by which the filing authority's page is addressed."""
        return "".join(c for c in self.police_number if c.isdigit())
