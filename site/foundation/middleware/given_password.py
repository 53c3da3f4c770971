"""Who signs in with a password somebody else gave them changes it before anything else."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from foundation import errors
from foundation.bars import Bar, Barred
from foundation.models.user import User

# The page itself and what it is drawn with, and the ways in and out.
STILL_OPEN = {
    "change-password",
    "wagtailadmin_logout",
    "wagtailadmin_login",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}


class GivenPassword:
    """Middleware, since no screen must be able to forget it: whatever is opened leads to the one page, by any address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if not _must_change(request):
            return None
        if request.method in ("GET", "HEAD"):
            return redirect("change-password")
        says = Bar("您的密码由管理员设定，请先改成自己的密码，再办别的事。", mend=reverse("change-password"))
        return errors.barred(request, Barred([says]))


def _must_change(request: HttpRequest) -> bool:
    # Asked only of whoever brings a session: a visitor costs no query.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    here = request.resolver_match.view_name if request.resolver_match else ""
    return here not in STILL_OPEN and isinstance(request.user, User) and request.user.must_change_password
