"""封存: the law asks that a published act be taken down. Its address answers 410; the archivist keeps the original."""

from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from foundation.models.act_on_act import ActOnAct


class SealingPage(ActOnAct):
    class Ground(models.TextChoices):
        STATE_SECRET = "state_secret", "涉及国家秘密"
        PERSONAL = "personal", "涉及个人信息"
        ORDERED = "ordered", "法院或上级机关决定"
        STATUTORY = "statutory", "其他法定事由"

    ground = models.CharField("封存事由", max_length=12, choices=Ground)
    legal_basis = models.CharField(
        "法律依据", max_length=300, help_text="写到条，例如：《中华人民共和国政府信息公开条例》第十五条。"
    )
    notice = models.TextField(
        "对公众的说明",
        max_length=1000,
        help_text="原地址只显示这段话、事由和摘要。不要写出被封存的内容，也不要写原标题。",
    )

    verb = "封存"
    offered = 9
    template = "public/acts/sealing.html"
    content_panels = [
        *ActOnAct.content_panels,
        FieldPanel("ground"),
        FieldPanel("legal_basis"),
        FieldPanel("notice"),
    ]

    class Meta:
        verbose_name = "封存"
        verbose_name_plural = "封存"

    @classmethod
    def usual_title(cls, target: Page) -> str:
        """The old title may be the very thing to take down."""
        return "关于依法封存一项已发布内容的公告"

    def on_published(self, **signed: Any) -> None:
        from foundation.acts.sealing import seal_away

        seal_away(self, **signed)
