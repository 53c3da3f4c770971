"""A regulation: a text in provisions, with its number, its dates, and what became of it."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page

from foundation.clock import today
from foundation.models import ActPage, PeriodPage
from notices.forms import RegulationForm
from notices.models.regulation_text import RegulationText
from notices.panels import ProvisionsPanel
from notices.validity import Life, Standing, standing_on

COMMENT_PERIOD_PANELS = [
    MultiFieldPanel(panel.children, heading="征求意见的期限（只有征求意见稿填写）")
    for panel in PeriodPage.period_panels
]


class RegulationPage(RoutablePageMixin, RegulationText, PeriodPage):
    """A draft for comment states the period in which comments are received; no other regulation states one."""

    issuers = models.CharField(
        "发文机关", max_length=300, blank=True, help_text="联合发文的，用顿号分开，主办机关在前。"
    )
    topic = models.CharField("主题分类", max_length=60, blank=True, help_text="例如：科技、教育 / 科技。")
    is_draft = models.BooleanField(
        "征求意见稿", default=False, help_text="只为征求意见公布，没有效力；正式通过时另行办理。"
    )
    # Compared with the titles other texts cite; set whenever the title is.
    title_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    base_form_class = RegulationForm
    template = "public/regulations/regulation.html"
    content_panels = [
        *Page.content_panels,
        ProvisionsPanel(heading="条文"),
        MultiFieldPanel(
            [FieldPanel("issuers"), FieldRowPanel([FieldPanel("topic"), FieldPanel("is_draft")])], heading="机关与分类"
        ),
        *RegulationText.text_panels,
        InlinePanel("replacements", heading="废止或代替的文件", label="文件"),
        *COMMENT_PERIOD_PANELS,
    ]
    parent_page_types = ["foundation.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "法规文件"
        verbose_name_plural = "法规文件"

    def clean(self) -> None:
        from notices.provisions.keys import title_key

        super().clean()
        self.title_key = title_key(self.title)

    @cached_property
    def life(self) -> Life:
        from notices.lives import life_of

        return life_of(self)

    @property
    def standing(self) -> Standing:
        """How it stands today."""
        return standing_on(today(), self.life)

    @property
    def awaits_adoption(self) -> bool:
        """A draft for comment that no act has made a regulation yet."""
        return self.is_draft and self.life.adoption_on(today()) is None

    @property
    def issuer_names(self) -> list[str]:
        return [name for name in self.issuers.split("、") if name]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """By a route of the mixin, which knows nothing of what every page answers with."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return self.asked_each_time(response) if self.live else response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Past the mixin, which would show what was sealed."""
        return ActPage.serve_preview(self, request, mode_name)

    @path("compare/")
    def compare(self, request: HttpRequest) -> HttpResponse:
        from notices.regulations.comparison import comparison_context

        return self._below(request, "public/regulations/compare.html", comparison_context(self, request))

    @path("provisions/<str:address>/")
    def provision(self, request: HttpRequest, address: str) -> HttpResponse:
        from notices.regulations.comparison import provision_context

        return self._below(request, "public/regulations/provision.html", provision_context(self, address))

    def _below(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        """A page under this one: it needs what every page does, not what this one shows."""
        return TemplateResponse(request, template, {"page": self, "self": self, "request": request, **context})

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from notices.comments.desk import desk_of
        from notices.regulations.page import context_of

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **context_of(self, request), "comments": desk_of(self)}


class Replacement(Orderable):
    """A document that ends with this one, held here or not."""

    page = ParentalKey(RegulationPage, related_name="replacements")
    target = models.ForeignKey(
        RegulationPage, models.PROTECT, verbose_name="本站的文件", null=True, blank=True, related_name="replaced_by"
    )
    title = models.CharField("文件名称", max_length=200, blank=True, help_text="本站没有的文件，写全称。")
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    ends_on = models.DateField("废止之日", null=True, blank=True, help_text="留空则为本文件施行之日。")

    panels = [
        PageChooserPanel("target", "notices.RegulationPage"),
        FieldPanel("title"),
        FieldPanel("document_number"),
        FieldPanel("ends_on"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "废止或代替的文件"
        verbose_name_plural = "废止或代替的文件"

    def __str__(self) -> str:
        return self.title or str(self.target)
