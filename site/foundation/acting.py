"""Who is acting in this request. For guards that are called by signals, which are told what changes but not by whom."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from foundation.models.user import User

_acting: ContextVar[User | None] = ContextVar("acting", default=None)


def acting_user() -> User | None:
    return _acting.get()


@contextmanager
def acting_as(user: User | None) -> Iterator[None]:
    token = _acting.set(user)
    try:
        yield
    finally:
        _acting.reset(token)


class ActingUser:
    """Middleware: the signed-in person, for as long as their request runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _acting.set(None)
        try:
            return self.get_response(request)
        finally:
            _acting.reset(token)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        # Only asked for where something may be written: reading the session on every GET would cost queries.
        if request.method not in ("GET", "HEAD", "OPTIONS") and isinstance(request.user, User):
            _acting.set(request.user)
