"""What a page of ours points at, read from its HTML. Knows neither Django nor a browser."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

# The attribute that points, by element. What a script would fetch later is the browser's to see.
POINTERS = {
    "a": "href", "area": "href", "link": "href", "img": "src", "script": "src", "iframe": "src", "source": "src",
    "video": "src", "audio": "src", "embed": "src", "object": "data",
}  # fmt: skip
# A hint to the browser, not something a person can follow.
NOT_FOLLOWED = {"preconnect", "dns-prefetch"}
SIDEBAR = "wagtail-sidebar-props"


@dataclass(frozen=True, slots=True)
class Link:
    """An absolute address without its fragment, the fragment, and the element that points there."""

    address: str
    fragment: str
    element: str


@dataclass
class Outline:
    """The links of one page and the places on it a link can point at."""

    links: list[Link] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


def outline_of(html: str, base: str) -> Outline:
    reader = _Reader(base)
    reader.feed(html)
    reader.close()
    return reader.outline


def addresses_of_sitemap(xml: str) -> list[Link]:
    root = ElementTree.fromstring(xml)
    return [Link((loc.text or "").strip(), "", "loc") for loc in root.iterfind(".//{*}loc")]


class _Reader(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.outline = Outline()
        self.in_sidebar = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.outline.anchors.update(given[name] for name in ("id", "name") if given.get(name))
        self.in_sidebar = tag == "script" and given.get("id") == SIDEBAR
        if tag == "form" and given.get("method", "get").lower() == "get":
            self.point(given.get("action", ""), "form")
        if tag == "link" and NOT_FOLLOWED & set(given.get("rel", "").split()):
            return
        if POINTERS.get(tag) in given:
            self.point(given[POINTERS[tag]], tag)
        for candidate in given.get("srcset", "").split(","):
            if candidate.strip():
                self.point(candidate.split()[0], tag)

    def handle_data(self, data: str) -> None:
        if self.in_sidebar and data.strip():
            for address in _addresses_in(json.loads(data)):
                self.point(address, "menu")

    def handle_endtag(self, tag: str) -> None:
        self.in_sidebar = False

    def point(self, address: str, element: str) -> None:
        whole = urljoin(self.base, address.strip())
        parts = urlsplit(whole)
        if parts.scheme in ("http", "https"):
            self.outline.links.append(Link(parts._replace(fragment="").geturl(), parts.fragment, element))


def _addresses_in(value: Any) -> list[str]:
    """Wagtail draws its menu by script, from this JSON: every string in it that is an address."""
    if isinstance(value, str):
        return [value] if value.startswith("/") else []
    if isinstance(value, dict):
        value = list(value.values())
    return [address for each in value for address in _addresses_in(each)] if isinstance(value, list) else []
