"""Pictures that editors uploaded. Renditions only: documents go through Wagtail's own view, which asks who may read."""

import mimetypes

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.utils._os import safe_join
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from foundation.acts.files import is_sealed_picture
from foundation.errors import Gone

PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@require_safe
@cache_control(public=True, max_age=86400)
def media(request: HttpRequest, path: str) -> FileResponse:
    kind, _ = mimetypes.guess_type(path)
    if not path.startswith(("images/", "original_images/")) or kind not in PICTURES:
        raise Http404
    if is_sealed_picture(path):
        raise Gone("这张图片随一项内容依法封存，不再提供。")
    try:
        return FileResponse(open(safe_join(str(settings.MEDIA_ROOT), path), "rb"), content_type=kind)
    except (OSError, ValueError) as error:
        raise Http404 from error
