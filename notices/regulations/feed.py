"""The feed of regulations: what was published and what was changed, the latest first. Sealed ones are gone at once."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from foundation.visibility import public_pages
from notices.lives import lives_of
from notices.models import RegulationChangePage, RegulationPage
from notices.validity import State

NEWEST = 50


class RegulationFeed(Feed[Any, Any]):
    feed_type = Atom1Feed
    title = "政策法规"
    subtitle = "本机关公布、修改和废止的规范性文件。"
    link = "/regulations/"

    def feed_url(self) -> str:
        return reverse("regulations-feed")

    def items(self) -> list[Any]:
        pages = list(public_pages(RegulationPage.objects.all()).order_by("-last_published_at", "-pk")[:NEWEST])
        acts = list(public_pages(RegulationChangePage.objects.all()).order_by("-last_published_at", "-pk")[:NEWEST])
        lives = lives_of(pages)
        for page in pages:
            page.__dict__["life"] = lives[page.pk]
        found = sorted([*pages, *acts], key=lambda page: (self.item_updateddate(page), page.pk), reverse=True)
        return found[:NEWEST]

    def item_title(self, item: Any) -> str:
        return f"{item.title}（{word}）" if (word := self._word(item)) else str(item.title)

    def item_description(self, item: Any) -> str:
        if isinstance(item, RegulationChangePage):
            return escape(item.explanation or item.get_kind_display())
        return escape(item.search_description or item.document_number or item.title)

    def item_link(self, item: Any) -> str:
        return str(item.url or "/")

    def item_guid(self, item: Any) -> str:
        """The same whatever the title, the address or the state becomes."""
        host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
        return f"tag:{host},2026:page:{item.pk}"

    def item_pubdate(self, item: Any) -> datetime | None:
        found: datetime | None = item.first_published_at
        return found

    def item_updateddate(self, item: Any) -> datetime:
        """A correction is published anew; a withdrawal is noted on the mark."""
        mark = getattr(item, "published_act", None)
        moments = [item.last_published_at or item.first_published_at, mark.withdrawn_at if mark else None]
        return max(moment for moment in moments if moment is not None)

    def _word(self, item: Any) -> str:
        if isinstance(item, RegulationChangePage):
            return State.WITHDRAWN.label if item.published_act.is_withdrawn else ""
        state = item.standing.state
        return "" if state.holds else state.label
