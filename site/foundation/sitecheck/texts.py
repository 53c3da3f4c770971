"""Every link written in a text of a public page, or of a row that belongs to one. Pages are read by kind, not one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField

from foundation.sitecheck.registry import sources_of_addresses
from foundation.sitecheck.snapshot import Snapshot

CHUNK = 500
ADDRESS = "address"
NUMBERED = frozenset({"page", "document", "image"})


@dataclass(frozen=True, slots=True)
class Link:
    """Where it stands, and what it leads to: an address somebody typed, or the number of a page, document or image."""

    page: int
    kind: str
    to: str


def written_links(site: Snapshot) -> list[Link]:
    """All of them, each once for its page; read once for all who ask."""
    if site.links is None:
        site.links = list(dict.fromkeys(_written(site)))
    found: list[Link] = site.links
    return found


def addresses(site: Snapshot) -> list[Link]:
    return [link for link in written_links(site) if link.kind == ADDRESS]


def numbers(site: Snapshot, kind: str) -> set[tuple[int, int]]:
    """Page, and the number of what it names."""
    named = (link for link in written_links(site) if link.kind == kind)
    return {
        (link.page, int(link.to)) for link in named if link.to.isascii() and link.to.isdigit() and len(link.to) < 19
    }


def _written(site: Snapshot) -> Iterator[Link]:
    for page, text in _texts(site):
        for kind, to in links_in(text):
            yield Link(page, kind, to)
    for source in sources_of_addresses():
        for page, href in source(site):
            if page in site.rows and href:
                yield Link(page, ADDRESS, href)


def links_in(text: str) -> list[tuple[str, str]]:
    reader = _Links()
    reader.feed(text)
    return reader.found


class _Links(HTMLParser):
    """Of the markup Wagtail keeps: links to pages, documents and images carry numbers, the others their address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        kind = given.get("linktype" if tag == "a" else "embedtype", "") if tag in ("a", "embed") else ""
        if kind in NUMBERED:
            self.found.append((kind, given.get("id", "")))
        elif tag == "a" and not kind and given.get("href"):
            self.found.append((ADDRESS, given["href"]))


def _texts(site: Snapshot) -> Iterator[tuple[int, str]]:
    for kind in sorted({row.kind for row in site.rows.values()}):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None:
            continue
        here = [row.pk for row in site.rows.values() if row.kind == kind]
        yield from _of(model, "pk", here)
        for relation in get_all_child_relations(model):
            yield from _of(relation.related_model, relation.field.attname, here)


def _of(model: type[Model], number: str, pages: list[int]) -> Iterator[tuple[int, str]]:
    names = _rich_fields(model)
    if not names:
        return
    among = "pk__in" if number == "pk" else f"{number}__in"
    for start in range(0, len(pages), CHUNK):
        rows = model._default_manager.filter(**{among: pages[start : start + CHUNK]})
        for page, *values in rows.values_list(number, *names):
            for value in values:
                if value:
                    yield page, value if isinstance(value, str) else _flat(value)


def _flat(value: Any) -> str:
    """A stream's raw content as one text; the texts in it are markup already."""
    raw = getattr(value, "raw_data", value)
    if isinstance(raw, str):
        return raw
    if isinstance(raw, dict):
        return " ".join(_flat(one) for one in raw.values())
    try:
        return " ".join(_flat(one) for one in raw)
    except TypeError:
        return ""


@cache
def _rich_fields(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.name for field in model._meta.get_fields() if isinstance(field, RichTextField | StreamField))
