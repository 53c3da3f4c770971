"""A section of the tree: a column of the site, and what a role is held for."""

from typing import Any

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from foundation.listing.sections import listing_for
from foundation.models.base_page import BasePage
from foundation.page_metadata import COLUMN_TYPES
from foundation.roles import Role
from foundation.visibility import listed_pages

ROWS_A_PAGE = 20


class SectionPage(BasePage):
    intro = models.CharField("栏目说明", max_length=200, blank=True, help_text="一两句话，说明这里有什么。")
    column_type = models.CharField(
        "栏目类型",
        max_length=20,
        default="政策文件",
        help_text=f"国家规定的参考值：{'、'.join(COLUMN_TYPES)}。也可以自拟。",
    )

    is_article = False
    template = "public/section.html"
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("column_type")]

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        permissions = [(f"act_as_{role.value}", f"在本栏目担任{role.label}") for role in Role]

    @property
    def column(self) -> BasePage:
        """A section is its own column."""
        return self

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        children = listed_pages(self.get_children()).select_related("content_type")
        subsections = children.type(SectionPage).order_by("path")
        if (own := listing_for(self, request)) is not None:
            return {**context, "subsections": subsections, "own": own}
        articles = children.not_type(SectionPage).order_by("-first_published_at", "-pk")
        rows: PageOfRows[Page] = Paginator(articles, ROWS_A_PAGE).get_page(request.GET.get("page"))
        return {**context, "subsections": subsections, "rows": rows}
