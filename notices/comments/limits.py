"""How often one address may ask within an hour. Counted in the database, so that all processes count together."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from foundation.clock import now
from foundation.errors import TooMany
from foundation.keys import key
from foundation.proxies import client_address
from notices.models import CommentTry

KEY_NAME = "comment-limits"
FILING, LOOKING = "file", "look"


def count(request: HttpRequest, what: str) -> None:
    """Count one more, or refuse. A whole office may share an address: the limit is for machines."""
    hour = now().replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        row, _ = CommentTry.objects.get_or_create(what=what, who=_who(request, hour.isoformat()), hour=hour)
        CommentTry.objects.filter(pk=row.pk).update(times=F("times") + 1)
        row.refresh_from_db(fields=["times"])
    if row.times > settings.COMMENTS_AN_HOUR:
        raise TooMany(
            f"您所在的网络一小时内提交超过了{settings.COMMENTS_AN_HOUR}次，请在下一个整点以后再试，"
            "也可以打电话或写信联系本机关。"
        )


def forget(before_hours: int = 2) -> None:
    CommentTry.objects.filter(hour__lt=now() - timedelta(hours=before_hours)).delete()


def _who(request: HttpRequest, hour: str) -> str:
    """Another every hour: the rows of two hours cannot be put together."""
    address = client_address(request) or "unknown"
    return hmac.new(key(KEY_NAME), f"{hour}|{address}".encode(), hashlib.sha256).hexdigest()
