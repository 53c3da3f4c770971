"""Giving out a file so that whoever keeps a copy asks each time whether it may still be shown."""

import os
from pathlib import Path
from typing import Any, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date


def give(request: HttpRequest, file: str | Path, *, sealed: bool = False, **response_is: Any) -> HttpResponseBase:
    """304 to whoever has this very file. What is sealed, and read by its archivist, is kept nowhere."""
    try:
        stream = open(file, "rb")  # noqa: SIM115  (the response closes it)
    except (OSError, ValueError) as error:
        raise Http404 from error
    found = os.fstat(stream.fileno())
    response = FileResponse(stream, **response_is)
    if sealed:
        patch_cache_control(response, private=True, no_store=True)
        return response
    etag, changed = f'"{found.st_mtime_ns:x}-{found.st_size:x}"', int(found.st_mtime)
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    patch_cache_control(response, public=True, no_cache=True)
    answer: Any = get_conditional_response(request, etag, changed, cast(HttpResponse, response))  # only its headers
    if answer is not response:
        response.close()
    return cast(HttpResponseBase, answer)
