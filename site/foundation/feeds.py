"""Atom feeds of what was published: each app registers its own; one has them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import DateTimeField, Max
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, parse_http_date
from django.views.decorators.http import conditional_page, require_safe

from foundation.models.published_act import PublishedAct
from foundation.visibility import public_pages

NEWEST = 50
ALL = "all"


@dataclass(frozen=True, slots=True)
class Source:
    """`pages` gives a query of pages. `touched`: when something else last changed what they say; `kind` names a row."""

    code: str
    title: str
    pages: Callable[[], Any]
    kind: Callable[[Any], str]
    touched: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    title: str
    url: str
    summary: str
    kind: str
    published: datetime
    updated: datetime


_sources: dict[str, Source] = {}


def feed_source(source: Source) -> Source:
    """Register a feed, from an app's ready()."""
    if source.code in (ALL, "ledger") or _sources.get(source.code, source) is not source:
        raise ValueError(f"“{source.code}”已有订阅源。")
    _sources[source.code] = source
    return source


def sources() -> list[Source]:
    return list(_sources.values())


def entries(chosen: Iterable[Source]) -> list[Entry]:
    """The last to change of them, each source in one query."""
    found = [entry for source in chosen for entry in _entries_of(source)]
    return nlargest(NEWEST, found, key=lambda entry: (entry.updated, entry.id))


def _entries_of(source: Source) -> Iterable[Entry]:
    first = "first_published_at"
    moments = [
        Coalesce(moment, first, output_field=DateTimeField())
        for moment in ("last_published_at", "published_act__withdrawn_at", *source.touched)
    ]
    pages = public_pages(source.pages()).exclude(**{first: None}).annotate(touched_at=Greatest(*moments))
    for page in pages.order_by("-touched_at", "-pk")[:NEWEST]:
        mark = getattr(page, "published_act", None)
        yield Entry(
            id=f"urn:uuid:{page.translation_key}",
            title=f"【已撤回】{page.title}" if mark is not None and mark.is_withdrawn else page.title,
            url=absolute(page.url),
            summary=page.search_description,
            kind=source.kind(page),
            published=page.first_published_at.replace(microsecond=0),
            updated=page.touched_at.replace(microsecond=0),
        )


def absolute(path: str | None) -> str:
    """By the site's own address, never the Host header."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + (path or "/")


class NoticeFeed(Feed[Entry, str]):
    feed_type = Atom1Feed
    language = "zh-Hans"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return str(kwargs["code"])

    def title(self, code: str) -> str:
        return "全部通知公告" if code == ALL else _sources[code].title

    def link(self, code: str) -> str:
        return absolute("/")

    def feed_url(self, code: str) -> str:
        return absolute(reverse("feed", args=[code]))

    def feed_guid(self, code: str) -> str:
        return self.feed_url(code)

    def items(self, code: str) -> list[Entry]:
        return entries(sources() if code == ALL else [_sources[code]])

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.summary)

    def item_link(self, item: Any) -> str:
        return str(item.url)

    def item_guid(self, item: Any) -> str:
        return str(item.id)

    def item_pubdate(self, item: Any) -> datetime:
        return item.published

    def item_updateddate(self, item: Any) -> datetime:
        return item.updated

    def item_categories(self, item: Any) -> list[str]:
        return [str(item.kind)]


_feed = NoticeFeed()


@require_safe
@conditional_page
def feed(request: HttpRequest, code: str) -> HttpResponse:
    if code != ALL and code not in _sources:
        raise Http404("没有这个订阅源。")
    response = _feed(request, code=code)
    _sealing_is_a_change(response)
    patch_cache_control(response, no_cache=True)
    return response


def _sealing_is_a_change(response: HttpResponse) -> None:
    """What was sealed has left the feed: whoever asks by date alone must be told that too."""
    sealed = PublishedAct.objects.aggregate(last=Max("sealed_at"))["last"]
    if sealed is None:
        return
    said = response.get("Last-Modified")
    response["Last-Modified"] = http_date(max(sealed.timestamp(), parse_http_date(said) if said else 0))


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """Every feed, for people."""
    rows = [("全部通知公告", reverse("feed", args=[ALL]))]
    rows += [(source.title, reverse("feed", args=[source.code])) for source in sources()]
    rows.append(("存证账账尾摘要", reverse("ledger-feed")))
    return render(request, "public/feeds.html", {"rows": rows})
