"""Turns the refusals Django has no page for (410, 429, an act barred) into pages of ours."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from foundation import errors
from foundation.bars import Barred


class ErrorPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, errors.Gone):
            return errors.gone(request, str(exception))
        if isinstance(exception, errors.TooMany):
            return errors.too_many(request, str(exception))
        if isinstance(exception, Barred):
            return errors.barred(request, exception)
        return None
