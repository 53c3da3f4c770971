"""The reader's choice of larger text (长者版): a cookie the server reads, so that it needs no script and holds on every page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

COOKIE = "larger_text"
A_YEAR = 365 * 24 * 3600


def wants_larger_text(request: HttpRequest) -> bool:
    return request.COOKIES.get(COOKIE) == "1"


@require_GET
def set_text_size(request: HttpRequest, size: str) -> HttpResponse:
    """Remember the choice and go back to where it was made, never to another site."""
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if size == "larger":
        response.set_cookie(COOKIE, "1", max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
