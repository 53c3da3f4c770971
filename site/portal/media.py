"""Pictures that editors uploaded. Renditions only: documents go through Wagtail's own view, which asks who may read."""

import mimetypes

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from foundation.acts.files import holders_of_picture
from foundation.acts.giving import give
from foundation.acts.reading import is_reading
from foundation.errors import Gone

PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    kind, _ = mimetypes.guess_type(path)
    if not path.startswith(("images/", "original_images/")) or kind not in PICTURES:
        raise Http404
    sealed = holders_of_picture(path)
    if sealed and not is_reading(request, sealed):
        raise Gone("这张图片随一项内容依法封存，不再提供。")
    return give(request, safe_join(str(settings.MEDIA_ROOT), path), sealed=bool(sealed), content_type=kind)
