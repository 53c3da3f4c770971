"""So many searches a minute from one address; beyond, a clear answer instead of a slow site."""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from foundation.clock import now
from foundation.errors import TooMany
from foundation.proxies import client_address

SECONDS = 60
# While one types, several completions belong to one search.
COMPLETIONS_A_SEARCH = 5
SAYS = "搜索太频繁了，请过一分钟再试。"


def count_one(request: HttpRequest, what: str = "search") -> None:
    """Count a search, or raise TooMany. Each process counts for itself; the address itself is kept nowhere."""
    most = settings.SEARCHES_A_MINUTE * (COMPLETIONS_A_SEARCH if what == "complete" else 1)
    who = sha256((client_address(request) or "?").encode()).hexdigest()[:24]
    key = f"search-limit:{what}:{who}:{int(now().timestamp()) // SECONDS}"
    cache.add(key, 0, SECONDS * 2)
    try:
        made = cache.incr(key)
    except ValueError:  # fell out of the cache in between
        return
    if made > most:
        raise TooMany(SAYS)
