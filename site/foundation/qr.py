"""A QR code of a page's own address, drawn here: no third party sees who reads what."""

import io

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

LONGEST_PATH = 500


@require_GET
@cache_control(public=True, max_age=86400)
def qr_code(request: HttpRequest) -> HttpResponse:
    path = request.GET.get("path", "")
    inside = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    if not inside or len(path) > LONGEST_PATH:
        raise Http404
    out = io.BytesIO()
    segno.make(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path, error="m", micro=False).save(
        out, kind="svg", scale=4, border=2, dark="#1d2530", light="#ffffff"
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
