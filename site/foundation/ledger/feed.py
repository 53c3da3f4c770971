"""The head of the ledger, published every day: whoever keeps it can later tell whether the chain was rewritten."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from foundation.models.ledger import LedgerAnchor

NEWEST = 200


class LedgerFeed(Feed[LedgerAnchor, Any]):
    feed_type = Atom1Feed
    title = "存证账账尾摘要"
    subtitle = "每天一条，每次发布一条。留存下来，可以核对存证账此后有没有被改写或截去。"
    link = "/"

    def feed_url(self) -> str:
        return reverse("ledger-feed")

    def items(self) -> QuerySet[LedgerAnchor]:
        return LedgerAnchor.objects.order_by("-pk")[:NEWEST]

    def item_title(self, item: Any) -> str:
        return f"第 {item.seq} 号"

    def item_description(self, item: Any) -> str:
        return f"{item.where}：第 {item.seq} 号，摘要 {item.digest}"

    def item_link(self, item: Any) -> str:
        return f"{reverse('ledger-feed')}#{item.seq}"

    def item_guid(self, item: Any) -> str:
        return f"urn:sha256:{item.digest}:{item.pk}"

    def item_updateddate(self, item: Any) -> datetime:
        return item.at
