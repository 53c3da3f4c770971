"""What caches are told of documents. Wagtail's view tells them nothing, and they guess how long to keep one."""

from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from wagtail.documents import get_document_model

from foundation.acts.doors import View
from foundation.models.act_file import ActFile


def asked_each_time(view: View) -> View:
    """Kept, but asked for again each time, which costs a 304; and not kept at all once it went with a sealed act."""

    @wraps(view)
    def wrapped(request: HttpRequest, number: str, *args: Any) -> HttpResponseBase:
        response: HttpResponseBase = view(request, number, *args)
        if went_with_a_sealed_act(int(number)):
            patch_cache_control(response, private=True, no_store=True)
        else:
            patch_cache_control(response, no_cache=True)
        return response

    return wrapped


def went_with_a_sealed_act(document_id: int) -> bool:
    kind = get_document_model()._meta.label_lower
    carried = ActFile.objects.filter(kind=kind, file_id=document_id)
    return carried.filter(page__published_act__sealing__isnull=False).exists()
