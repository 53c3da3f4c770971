"""What an engine that is away could not take is tried again, as often as it takes."""

import logging
from datetime import timedelta

from django.db import transaction

from foundation.clock import now
from foundation.outbox import put
from search.engines.protocol import EngineAway

logger = logging.getLogger("gongshi.search")

PAUSE = timedelta(seconds=20)


def later(away: EngineAway, topic: str, **ids: int | str) -> None:
    """Not left to the outbox's own repeats: those come to an end, and a server may be away for a weekend."""
    logger.warning("search engine away", extra={"topic": topic, "error": type(away).__name__})
    with transaction.atomic():
        put(topic, due_at=now() + PAUSE, **ids)
