"""Every writing request of the admin is one transaction: a refusal in its midst leaves nothing half done.

Not ATOMIC_REQUESTS: with SQLite's immediate transactions every page view would take the write lock.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD", "OPTIONS")


def atomic_when_writing(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in READING:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return wrapped
