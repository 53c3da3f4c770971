"""Screens of the staff for what was done to published acts: the archivist's reading room, and taking a signature back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from foundation.acts.reading import open_reading
from foundation.acts.scheduling import take_back
from foundation.acts.sealing import may_read_sealed, note_reading
from foundation.bars import Barred
from foundation.models.act_page import READING_SEALED, ActPage
from foundation.models.published_act import PublishedAct
from foundation.models.scheduled import ScheduledPublication
from foundation.models.user import User


@require_GET
def read_sealed(request: HttpRequest, pk: int) -> HttpResponse:
    """The original as it was signed, to the archivist of its section; that it was read is in the ledger first."""
    mark = get_object_or_404(PublishedAct.objects.select_related("page", "entry__revision"), page_id=pk)
    user = request.user
    if not isinstance(user, User) or not may_read_sealed(user, mark.page):
        raise PermissionDenied
    revision = mark.entry.revision
    if not mark.is_sealed or revision is None:
        raise Http404
    with transaction.atomic():
        note_reading(user, mark.page, what="page")
    open_reading(request, mark)
    page = revision.as_object()
    assert isinstance(page, ActPage)  # noqa: S101  (only act pages are marked)
    response: HttpResponse = page.make_preview_request(
        request, page.default_preview_mode, extra_request_attrs={READING_SEALED: True}
    )
    patch_cache_control(response, no_store=True, private=True)
    return response


@require_POST
def take_signature_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ScheduledPublication.objects.select_related("page"), pk=pk)
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    try:
        take_back(row.pk, user)
    except Barred as barred:
        for bar in barred.bars:
            messages.error(request, bar.says)
    else:
        messages.success(request, f"“{row.page.draft_title}”的签发已收回，可以修改后重新送审。")
    return redirect("wagtailadmin_home")
