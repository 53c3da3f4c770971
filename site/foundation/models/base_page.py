"""The page every public page extends: what 《政府网站发展指引》 asks each of them to carry."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.http import http_date
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction

from foundation.clock import today
from foundation.editing.form import PageForm
from foundation.page_metadata import PageMetadata, column_metadata

HOME_DEPTH = 2


class BasePage(Page):
    """Adds source, responsible editor and keywords, and knows its column, its breadcrumbs and its metadata.

    The publication date is Wagtail's `first_published_at`: the system writes it and no form offers it.
    """

    source = models.CharField("信息来源", max_length=80, blank=True, help_text="留空则为本机关。")
    responsible_editor = models.CharField("责任编辑", max_length=40, blank=True, help_text="写岗位或职务即可。")
    keywords = models.CharField("关键词", max_length=120, blank=True, help_text="多个词用逗号分开。")

    # An article carries ArticleTitle and PubDate; a column (a list of articles) does not.
    is_article = True
    base_form_class = PageForm

    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("source"), FieldPanel("responsible_editor"), FieldPanel("keywords")], heading="页面信息"
        ),
        *Page.promote_panels,
    ]

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A Chinese title makes no slug, and a slug once published is for ever: begin with one that means nothing.
        # Asked of __dict__: a deferred field must not be fetched here.
        if self.__dict__.get("slug") == "":
            self.slug = f"{today():%Y%m%d}-{secrets.token_hex(3)}"

    @cached_property
    def column(self) -> "BasePage | None":
        """The nearest section this page stands in."""
        from foundation.models.section import SectionPage

        parent = getattr(self, "_cached_parent_obj", None)
        if isinstance(parent, SectionPage):
            return parent  # the way here led through it
        section: BasePage | None = SectionPage.objects.ancestor_of(self).order_by("-depth").first()
        return section

    @cached_property
    def breadcrumbs(self) -> list[Page]:
        """The live pages above this one, from home down."""
        way = self._way_here()
        if way is not None:
            return [page for page in way if page.live]
        return list(Page.objects.ancestor_of(self).filter(depth__gt=1, live=True).order_by("depth"))

    def _way_here(self) -> list[Page] | None:
        """The pages a request was routed through, from home down; None when this one was come by otherwise."""
        way: list[Page] = []
        page: Page = self
        while page.depth and page.depth > HOME_DEPTH:
            parent = getattr(page, "_cached_parent_obj", None)
            if parent is None:
                return None
            way.insert(0, parent)
            page = parent
        return way if page.depth else None

    def get_view_restrictions(self) -> Any:
        """In one query where Wagtail needs two: a page's path already names those above it."""
        way = self._way_here()
        if way is None or any(page.alias_of_id for page in (self, *way)):
            return super().get_view_restrictions()  # an alias has the restrictions of what it shows
        paths = [self.path[:end] for end in range(Page.steplen, len(self.path) + 1, Page.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    @property
    def is_revised(self) -> bool:
        """Published again on a later occasion than the first."""
        first, last = self.first_published_at, self.last_published_at
        return bool(first and last and last - first > timedelta(minutes=1))

    def metadata(self, organisation: str) -> PageMetadata:
        """The tags of an article, then those of its column."""
        tags: list[tuple[str, str]] = []
        if self.is_article:
            published = self.first_published_at
            tags += [
                ("ArticleTitle", self.title),
                ("PubDate", PageMetadata.moment(published) if published else ""),
                ("ContentSource", self.source or organisation),
                ("Keywords", self.keywords),
                ("Author", self.responsible_editor),
                ("Description", self.search_description),
            ]
        tags += column_metadata(self.column)
        return PageMetadata(tuple((name, content) for name, content in tags if content))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return self.asked_each_time(response)

    def asked_each_time(self, response: HttpResponse) -> HttpResponse:
        if self.last_published_at:
            response["Last-Modified"] = http_date(self.last_published_at.timestamp())
        # What a page says depends on the hour (a period closes); a browser asks again each time.
        patch_cache_control(response, private=True, no_cache=True)
        return response
