"""A search as a feed: the newest of what it finds."""

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags

from foundation.clock import SHANGHAI
from search.answering import answer
from search.asked import Asked, read
from search.engine import current_engine
from search.engines.protocol import EngineAway
from search.limiting import count_one
from search.results import Hit, Sort

AWAY = "检索服务暂时不能用，请稍后再取。"


class SearchFeed(Feed[Hit, Asked]):
    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        count_one(request)
        try:
            return super().__call__(request, *args, **kwargs)
        except EngineAway:
            return HttpResponse(AWAY, status=503, content_type="text/plain; charset=utf-8")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        return read(request.GET).sorted_by(Sort.DATE)

    def title(self, asked: Asked) -> str:
        return f"搜索：{_plain(asked.typed)}"

    def subtitle(self, asked: Asked) -> str:
        return "按发布时间从新到旧的搜索结果。"

    def link(self, asked: Asked) -> str:
        return f"{reverse('search')}?{asked.query}"

    def feed_url(self, asked: Asked) -> str:
        return f"{reverse('search-feed')}?{asked.query}"

    def items(self, asked: Asked) -> tuple[Hit, ...]:
        return answer(current_engine(), asked.question).hits if asked.typed else ()

    def item_title(self, item: Hit) -> str:
        return _plain(item.title)

    def item_description(self, item: Hit) -> str:
        return _plain("；".join(f"{one.reference}　{strip_tags(one.html)}" for one in item.found) or item.abstract)

    def item_link(self, item: Hit) -> str:
        return item.url

    def item_guid(self, item: Hit) -> str:
        return f"urn:gongshi:{item.key}"

    def item_updateddate(self, item: Hit) -> datetime | None:
        return datetime.combine(item.dated, time(), SHANGHAI) if item.dated else None


def _plain(text: str) -> str:
    """XML has no place for control characters, and the library refuses them."""
    return "".join(sign for sign in text if sign.isprintable() or sign == " ")
