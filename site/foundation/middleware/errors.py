"""Turns the refusals Django has no page for (410, 429, an act barred) into pages of ours."""

from collections.abc import Callable

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse

from foundation import errors
from foundation.bars import Barred
from foundation.triggers import refused_by_the_database


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
            return _refused(request, exception)
        if isinstance(exception, ProtectedError):
            return _refused(request, Barred("有审签记录、职责或已签发的内容用到它，不能删除。"))
        if isinstance(exception, IntegrityError) and (words := refused_by_the_database(exception)):
            return _refused(request, Barred(words))
        return None


def _refused(request: HttpRequest, refusal: Barred) -> HttpResponse:
    """A page for people; for a script that reads no page (Wagtail's editor saving) the sentence in Wagtail's own shape."""
    if request.accepts("text/html") or not request.accepts("application/json"):
        return errors.barred(request, refusal)
    answer = {"success": False, "error_code": "locked", "error_message": str(refusal)}
    return JsonResponse(answer, status=errors.BARRED.status)
