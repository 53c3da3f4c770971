"""The third step: the page as the public will see it, and which addresses an earlier text had and this one has not."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_safe
from wagtail.models import Page

from notices.importing.confirming import new_regulation
from notices.importing.losses import losses_of
from notices.lives import version_of
from notices.models import ProvisionSet, Purpose, RegulationPage
from notices.provision_sets import reading_of
from notices.regulations.access import may_edit, readable_set
from notices.screens import IMPORTING
from notices.validity import Change, Life


@require_safe
def preview_set(request: HttpRequest, pk: int) -> HttpResponse:
    one = readable_set(request, pk)
    if one.fault:
        raise Http404
    lost, published = losses_of(one)
    context = {
        "screen": IMPORTING,
        "one": one,
        "step": 3,
        "name": reading_of(one).title or one.upload.name,
        "lost": lost,
        "published": published,
        "may_change": may_edit(request, one),
    }
    return render(request, "admin/regulations/preview.html", context)


@require_GET
@xframe_options_sameorigin
def page_of_set(request: HttpRequest, pk: int) -> HttpResponse:
    """By the page's own template, with this text in it."""
    one = readable_set(request, pk)
    if one.fault:
        raise Http404
    page = page_with(one)
    response: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
    response["X-Frame-Options"] = "SAMEORIGIN"  # the preview passed all middleware and says DENY by now
    return response


def page_with(one: ProvisionSet) -> Any:
    """The regulation as it will read: not saved, with no life but this text."""
    known = one.regulation or one.page
    if known is not None and isinstance(specific := known.specific, RegulationPage):
        page = specific.get_latest_revision_as_object()
        if one.purpose in (Purpose.AMEND, Purpose.ADOPT):
            read = new_regulation(one, reading_of(one))
            page.effective_on, page.issued_on, page.is_draft = read.effective_on, read.issued_on, False
    else:
        page = new_regulation(one, reading_of(one))
        _stand_in(page, one.section)
    page.provision_set = one
    page.life = Life(first=version_of(Change.ISSUED, page), is_draft=page.is_draft)
    return page


def _stand_in(page: Page, parent: Page) -> None:
    """As Wagtail does for a page that is previewed before there is one."""
    page.path = parent.path + "0001"
    page.depth = parent.depth + 1
    page.slug = "preview"
    page.set_url_path(parent)
    page.locale_id = parent.locale_id
    page.live = False
