"""Pictures that editors uploaded. Renditions only: documents go through Wagtail's own view, which asks who may read."""

import mimetypes

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from foundation.acts.documents import is_public, works_with_files
from foundation.acts.files import holders_of_picture, picture_at
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
    # A draft's picture, like its attachments, answers as if it were not there.
    public = not sealed and _is_public(path)
    if not (sealed or public or works_with_files(request.user)):
        raise Http404
    return give(request, safe_join(str(settings.MEDIA_ROOT), path), sealed=not public, content_type=kind)


def _is_public(path: str) -> bool:
    picture = picture_at(path)
    return picture is not None and is_public(type(picture), picture.pk)
