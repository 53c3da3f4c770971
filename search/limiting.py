"""So many searches a minute from one address; beyond, a clear answer instead of a slow site."""

import hashlib
import hmac
import logging
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, JsonResponse

from foundation.clock import now
from foundation.errors import TooMany
from foundation.keys import key
from foundation.proxies import client_address
from search.counting import one_more

SECONDS = 60
# While one types, several completions belong to one search.
COMPLETIONS_A_SEARCH = 5
SAYS = "搜索太频繁了，请过一分钟再试。"
KEY_NAME = "search-limits"

logger = logging.getLogger("gongshi.search")


def count_one(request: HttpRequest, what: str = "search") -> None:
    """Count a search, or raise TooMany. All processes of a machine count together; the address itself is kept nowhere."""
    most = settings.SEARCHES_A_MINUTE * (COMPLETIONS_A_SEARCH if what == "complete" else 1)
    minute = int(now().timestamp()) // SECONDS
    try:
        made = one_more(folder(), minute, f"{what}-{_who(request, minute)}")
    except OSError as error:
        # A full disk must not take search away as well.
        logger.warning("searches are not counted", extra={"error": type(error).__name__})
        return
    if made > most:
        raise TooMany(SAYS)


def folder() -> Path:
    beside: Path = settings.SEARCH_DIR
    return beside.with_name(f"{beside.name}-limits")


def refusal(refused: TooMany) -> JsonResponse:
    """For machines, and for the script of the page."""
    return JsonResponse({"error": str(refused)}, status=429, headers={"Retry-After": str(SECONDS)})


def _who(request: HttpRequest, minute: int) -> str:
    """Another every minute: what was counted in two minutes cannot be put together."""
    address = client_address(request) or "?"
    return hmac.new(key(KEY_NAME), f"{minute}|{address}".encode(), hashlib.sha256).hexdigest()[:24]
