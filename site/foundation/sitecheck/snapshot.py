"""The public tree as it is tonight, read once: a handful of queries however many pages."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Site

from foundation.models.section import SectionPage
from foundation.visibility import public_pages


@dataclass(frozen=True, slots=True)
class Row:
    pk: int
    path: str
    title: str
    url_path: str
    kind: int
    published: datetime | None
    changed: datetime | None


@dataclass
class Snapshot:
    home: Row | None
    rows: dict[int, Row]
    columns: dict[int, str]  # section -> its type
    prefix: str
    hosts: frozenset[str] = field(default_factory=frozenset)
    links: Any = None  # what foundation.sitecheck.texts read

    @cached_property
    def sections(self) -> list[Row]:
        return [row for row in self.rows.values() if row.pk in self.columns]

    @cached_property
    def articles(self) -> list[Row]:
        return [
            row
            for row in self.rows.values()
            if row.pk not in self.columns and (self.home is None or row.pk != self.home.pk)
        ]

    @cached_property
    def newest_below(self) -> dict[str, datetime]:
        """Path of a page -> when the newest article anywhere below it was published or changed."""
        newest: dict[str, datetime] = {}
        for row in self.articles:
            at = max((one for one in (row.published, row.changed) if one), default=None)
            for path in _above(row.path):
                if at is not None and (path not in newest or newest[path] < at):
                    newest[path] = at
        return newest

    @cached_property
    def filled(self) -> set[str]:
        """The paths below which there is an article, dated or not."""
        return {path for row in self.articles for path in _above(row.path)}

    @cached_property
    def addresses(self) -> dict[str, int]:
        """The path of each public page as a browser asks for it."""
        return {"/" + row.url_path[len(self.prefix) :]: row.pk for row in self.rows.values()}


def take_snapshot() -> Snapshot:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return Snapshot(None, {}, {}, "")
    root = site.root_page
    pages = public_pages(Page.objects.descendant_of(root, inclusive=True)).order_by("path").select_related(None)
    values = pages.values_list(
        "pk", "path", "title", "url_path", "content_type_id", "first_published_at", "last_published_at"
    )
    rows = {each[0]: Row(*each) for each in values}
    columns = dict(SectionPage.objects.filter(path__startswith=root.path).values_list("pk", "column_type"))
    hosts = frozenset(Site.objects.values_list("hostname", flat=True))
    ContentType.objects.get_for_models(Page, SectionPage)
    return Snapshot(
        rows.get(root.pk), rows, {pk: kind for pk, kind in columns.items() if pk in rows}, root.url_path, hosts
    )


def _above(path: str) -> list[str]:
    """The paths of the pages above this one: four characters a step."""
    return [path[:end] for end in range(4, len(path), 4)]
