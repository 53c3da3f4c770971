"""The home page: a sentence, a search box, entrances by task, and what each app has to show."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page
from wagtail.url_routing import RouteResult

from foundation.models import BasePage, SectionPage
from portal.home_slots import filled_slots


class HomePage(BasePage):
    headline = models.CharField("主标题", max_length=40, default="每一次认定，都可查证")
    lead = models.CharField(
        "说明", max_length=120, default="法规、申报、公示、异议、命名与称号台账，一处查清，条条有据。"
    )

    is_article = False
    template = "public/home.html"
    max_count = 1
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        InlinePanel("entrances", heading="办事入口", label="入口", max_num=8),
    ]

    class Meta:
        verbose_name = "首页"
        verbose_name_plural = "首页"

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Nearly everything stands in a section: that is asked for as one, which saves every page below it a query."""
        if path_components:
            section = SectionPage.objects.child_of(self).filter(slug=path_components[0]).first()
            if section is not None:
                section._cached_parent_obj = self
                result: RouteResult = section.route(request, path_components[1:])
                return result
        found: RouteResult = super().route(request, path_components)
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        entrances = self.entrances.select_related("page")
        return {**context, "entrances": entrances, "slots": filled_slots(request)}


class HomeEntrance(Orderable):
    """One task a visitor comes for. It leads to a page of the tree, or to an address of the site."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="entrances")
    label = models.CharField("名称", max_length=20)
    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, verbose_name="页面", null=True, blank=True, related_name="+"
    )
    address = models.CharField(
        "站内地址",
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^/(?!/)\S*$", "请写站内地址，以一个 / 开头。")],
        help_text="没有选页面时使用，例如 /tools/working-days/。",
    )

    panels = [FieldPanel("label"), PageChooserPanel("page"), FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = "办事入口"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False) | ~models.Q(address=""),
                name="entrance_leads_somewhere",
                violation_error_message="请选一个页面，或写一个站内地址。",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def url(self) -> str:
        if self.page is not None:
            return str(self.page.url or "")
        return self.address
