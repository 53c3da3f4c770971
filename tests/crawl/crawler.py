"""Follows every link of the site with Django's test client, as one visitor, and writes down what is broken."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from foundation.crawl import Visitor, why_left_out, why_refused
from tests.crawl.links import Link, Outline, addresses_of_sitemap, outline_of

HERE = "http://testserver"
MOST_REDIRECTS = 8
# A public page stands for itself. With a query, and inside the admin, it is one of a kind, and a few of a kind will do.
MOST_OF_A_KIND = 3
MOST_OF_AN_ADMIN_KIND = 2
MOST_ADDRESSES = 3000


@dataclass(frozen=True, slots=True)
class Fault:
    page: str
    link: str
    what: str

    def __str__(self) -> str:
        return f"{unquote(self.page)} -> {unquote(self.link)}: {self.what}"


@dataclass
class Crawl:
    """One visitor's way through the site."""

    visitor: Visitor
    client: Client
    # What another crawl found, which needs no second look: its links were followed there.
    known: Mapping[str, Outline | None] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    opened: dict[str, Outline | None] = field(default_factory=dict)
    _kinds: Counter[str] = field(default_factory=Counter)
    _queue: deque[tuple[str, str]] = field(default_factory=deque)
    _queued: set[str] = field(default_factory=set)
    _fragments: list[tuple[str, str, str]] = field(default_factory=list)

    def run(self, starts: list[str]) -> list[Fault]:
        for start in starts:
            self._offer("(start)", start, even_if_known=True)
        while self._queue:
            page, address = self._queue.popleft()
            self._open(page, address)
            if len(self.opened) > MOST_ADDRESSES:
                self.faults.append(
                    Fault(page, address, f"more than {MOST_ADDRESSES} addresses: the crawl does not end")
                )
                break
        self._check_fragments()
        return self.faults

    def _offer(self, page: str, address: str, *, even_if_known: bool = False) -> None:
        """Queue an address, if it is not one more of a kind that has been opened often enough."""
        if address in self._queued or why_left_out(address):
            return
        if address in self.known and not even_if_known:
            return
        self._queued.add(address)
        kinds, most = kinds_of(address)
        if any(self._kinds[kind] < most for kind in kinds):
            self._kinds.update(kinds)
            self._queue.append((page, address))

    def _open(self, page: str, address: str) -> None:
        if is_static(address):
            self.opened[address] = None
            if not static_exists(urlsplit(address).path):
                self.faults.append(Fault(page, address, "there is no such static file"))
            return
        seen = [address]
        here = address
        while True:
            response = self.client.get(here)
            if response.status_code not in (301, 302, 303, 307, 308):
                break
            there = own_address(urljoin(HERE + here, response["Location"]))
            if there is None:
                return  # on its way to another site
            if there in seen or len(seen) > MOST_REDIRECTS:
                self.faults.append(Fault(page, address, "redirects in a circle: " + " → ".join([*seen, there])))
                return
            seen.append(there)
            here = there
        self.opened[address] = self.opened.setdefault(here, None)
        if what := self._what_is_wrong(seen, response):
            self.faults.append(Fault(page, address, what))
        elif response.status_code == 200:
            self._read(here, response)
            self.opened[address] = self.opened[here]

    def _what_is_wrong(self, seen: list[str], response: HttpResponse) -> str:
        status = response.status_code
        if status >= 500:
            return error_of(response)
        if status in (401, 403) or _was_turned_away(seen, response):
            return "" if why_refused(seen[0]) else f"offered, then refused ({' → '.join(seen[1:]) or status})"
        if status >= 400:
            return f"{status}" + (f" after {' → '.join(seen[1:])}" if len(seen) > 1 else "")
        return ""

    def _read(self, address: str, response: HttpResponse) -> None:
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind == "text/html" and not response.streaming:
            outline = outline_of(response.content.decode(), HERE + address)
        elif kind in ("application/xml", "text/xml") and b"<urlset" in response.content[:500]:
            outline = Outline(links=addresses_of_sitemap(response.content.decode()))
        else:
            return
        self.opened[address] = outline
        for link in outline.links:
            self._follow(address, link)

    def _follow(self, page: str, link: Link) -> None:
        address = own_address(link.address)
        if address is None:
            return
        if link.fragment and link.fragment != "top":
            self._fragments.append((page, address, unquote(link.fragment)))
        if address != page:
            self._offer(page, address)

    def _check_fragments(self) -> None:
        for page, address, fragment in dict.fromkeys(self._fragments):
            target = self.opened.get(address) or self.known.get(address)
            if target is not None and fragment not in target.anchors:
                self.faults.append(Fault(page, f"{address}#{fragment}", "that page has no such place"))


def error_of(response: HttpResponse) -> str:
    kind, error, _ = getattr(response, "exc_info", None) or (None, None, None)
    return f"{response.status_code} {kind.__name__}: {error}" if kind else str(response.status_code)


def own_address(address: str) -> str | None:
    """The path with its query when the address is this site's, else None."""
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" not in (HERE, settings.WAGTAILADMIN_BASE_URL.rstrip("/")):
        return None
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def kinds_of(address: str) -> tuple[list[str], int]:
    """What an address is an example of, and how many examples are wanted."""
    parts = urlsplit(address)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    route = route_of(parts.path)
    if parts.path.startswith(reverse("wagtailadmin_home")):
        # A listing of the admin combines filters, orders and pages: each is tried, not each combination.
        return ([f"{route}?{name}" for name in names], 1) if names else ([route], MOST_OF_AN_ADMIN_KIND)
    return ([f"{route}?{'&'.join(names)}"], MOST_OF_A_KIND) if names else ([address], MOST_OF_A_KIND)


def route_of(path: str) -> str:
    """The pattern that answers; the path itself for Wagtail's pages, which all share one."""
    try:
        match = resolve(path)
    except Resolver404:
        return path
    return path if match.url_name == "wagtail_serve" else str(match.route)


def is_static(address: str) -> bool:
    return address.startswith(settings.STATIC_URL)


@cache
def static_exists(path: str) -> bool:
    return finders.find(unquote(path.removeprefix(settings.STATIC_URL))) is not None


def _was_turned_away(seen: list[str], response: HttpResponse) -> bool:
    """Wagtail refuses by sending to the sign-in page, or home with a message that says so."""
    last = urlsplit(seen[-1]).path
    if len(seen) == 1:
        return False
    if last == reverse("wagtailadmin_login"):
        return True
    return last == reverse("wagtailadmin_home") and any(
        message.level >= ERROR for message in get_messages(response.wsgi_request)
    )
