"""Addresses of this app's lists and calendar files; its pages have theirs by the tree."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.http import require_safe
from wagtail.views import serve

from notices.listings.calls import list_calls
from notices.models.call import CALENDAR_FILE


@require_safe
def calendar_file(request: HttpRequest, path: str) -> HttpResponse:
    """By the tree, like the page itself: Wagtail's own pattern knows no full stop."""
    response: HttpResponse = serve(request, path + CALENDAR_FILE)
    return response


urlpatterns = [
    path("calls/", list_calls, name="calls"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)calendar\.ics$", calendar_file, name="calendar-file"),
]
