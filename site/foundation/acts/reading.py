"""A reading of what was sealed, while it lasts: the pictures of the page come after it, and belong to it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from foundation.acts.sealing import may_read_sealed
from foundation.clock import now
from foundation.models.published_act import PublishedAct

LASTS = timedelta(minutes=10)
READINGS = "sealed_readings"


def open_reading(request: HttpRequest, mark: PublishedAct) -> None:
    """Called after the reading was noted in the ledger."""
    request.session[READINGS] = {**_open(request), str(mark.pk): now().timestamp()}


def is_reading(request: HttpRequest, marks: Iterable[PublishedAct]) -> bool:
    """Whether one of these acts lies open before the archivist who asks, and is still theirs to read."""
    read = _open(request)
    return any(str(mark.pk) in read and may_read_sealed(request.user, mark.page) for mark in marks)


def _open(request: HttpRequest) -> dict[str, Any]:
    since = (now() - LASTS).timestamp()
    return {page: at for page, at in request.session.get(READINGS, {}).items() if at >= since}
