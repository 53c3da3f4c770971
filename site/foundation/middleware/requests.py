"""Gives every request an id, says it in the answer, and writes one log line without personal data."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("gongshi.request")
request_id: ContextVar[str] = ContextVar("request_id", default="")
# The request at hand, as nobody outside can name it: what is kept for one request is kept under this.
this_request: ContextVar[object | None] = ContextVar("this_request", default=None)
ACCEPTABLE = re.compile(r"[0-9A-Za-z-]{8,64}")


class RequestIdFilter(logging.Filter):
    """Puts the current request's id on every log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class RequestLog:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if ACCEPTABLE.fullmatch(given) else uuid.uuid4().hex)
        mark = this_request.set(object())
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "route": _route(request, response),
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )
            return response
        finally:
            request_id.reset(token)
            this_request.reset(mark)


def _route(request: HttpRequest, response: HttpResponse) -> str:
    """The pattern that matched, not what was typed: a typed address may hold a name or a code."""
    match = request.resolver_match
    if match is None:
        return ""
    if match.url_name == "wagtail_serve" and response.status_code < 400:
        return request.path
    return str(match.route)
