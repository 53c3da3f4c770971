"""The rows of a call: batches, materials, contacts and what it rests on."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

END_OF_DAY = "留空则到当日 24:00。"


class CallBatch(Orderable):
    """A batch of an open-ended call."""

    page = ParentalKey("notices.CallPage", on_delete=models.CASCADE, related_name="batches")
    label = models.CharField("批次", max_length=30, help_text="例如：第一批。")
    cut_off_on = models.DateField("截止日")
    cut_off_hour = models.TimeField("截止时刻", null=True, blank=True, help_text=END_OF_DAY)

    panels = [FieldPanel("label"), FieldRowPanel([FieldPanel("cut_off_on"), FieldPanel("cut_off_hour")])]

    class Meta(Orderable.Meta):
        verbose_name = "批次"
        verbose_name_plural = "批次"


class CallMaterial(Orderable):
    """Something an applicant hands in, with a form to fill in where there is one."""

    class Need(models.TextChoices):
        REQUIRED = "required", "必须"
        OPTIONAL = "optional", "可选"

    page = ParentalKey("notices.CallPage", on_delete=models.CASCADE, related_name="materials")
    name = models.CharField("材料", max_length=120)
    need = models.CharField("要求", max_length=8, choices=Need, default=Need.REQUIRED)
    copies = models.CharField("份数和说明", max_length=200, blank=True, help_text="例如：一式两份，加盖公章。")
    document = models.ForeignKey(
        get_document_model_string(),
        models.PROTECT,
        verbose_name="表格或范本",
        null=True,
        blank=True,
        related_name="+",
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("need"), FieldPanel("copies")]),
        FieldPanel("document"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "材料"
        verbose_name_plural = "申报材料"


class CallContact(Orderable):
    """An office one can ask. No names: people change, the office stays."""

    class Purpose(models.TextChoices):
        BUSINESS = "business", "业务咨询"
        TECHNICAL = "technical", "技术支持"
        SUPERVISION = "supervision", "监督"

    page = ParentalKey("notices.CallPage", on_delete=models.CASCADE, related_name="contacts")
    purpose = models.CharField("事项", max_length=12, choices=Purpose, default=Purpose.BUSINESS)
    office = models.CharField("处室", max_length=60, help_text="写处室名称，不写个人姓名。")
    phone = models.CharField("电话", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)

    panels = [
        FieldRowPanel([FieldPanel("purpose"), FieldPanel("office")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "联系方式"
        verbose_name_plural = "联系方式"

    def clean(self) -> None:
        super().clean()
        if not self.phone and not self.email:
            raise ValidationError("电话和电子邮箱至少写一项。")


class CallBasis(Orderable):
    """What the call rests on: an article of a document, or the bureau's own decision."""

    page = ParentalKey("notices.CallPage", on_delete=models.CASCADE, related_name="bases")
    title = models.CharField(
        "文件名称", max_length=200, help_text="不写书名号。文件没有规定、由本机关决定的，写“由本机关决定”。"
    )
    number = models.CharField("发文字号", max_length=60, blank=True)
    article = models.CharField("条款", max_length=60, blank=True, help_text="例如：第十条第（四）项。")
    link_page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, verbose_name="文件所在页面", null=True, blank=True, related_name="+"
    )
    anchor = models.CharField(
        "条款地址",
        max_length=60,
        blank=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*\Z", "条款地址只用小写字母、数字和连字符，例如 art-10-4。")],
        help_text="页面里条款的地址，例如 art-10-4。",
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("article")]),
        PageChooserPanel("link_page"),
        FieldPanel("anchor"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "依据"
        verbose_name_plural = "依据"

    def clean(self) -> None:
        super().clean()
        if self.anchor and self.link_page_id is None:
            raise ValidationError({"anchor": "写了条款地址，没有选文件所在页面。"})
