"""Leaving for another site: a page that says so first. Only links the site itself wrote are followed."""

from urllib.parse import urlencode, urlsplit

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_GET
from wagtail.rich_text import LinkHandler

from foundation import errors

_signer = Signer(salt="foundation.leaving")


def leaving_url(address: str) -> str:
    """The address of the confirmation page for an outside address."""
    return f"{reverse('leave')}?{urlencode({'to': _signer.sign(address)})}"


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    try:
        address = _signer.unsign(request.GET.get("to", ""))
    except BadSignature:
        return errors.bad_request(request)
    return render(request, "public/leave.html", {"address": address, "host": urlsplit(address).hostname})


class OutsideLink(LinkHandler):
    """Links to other sites in rich text go by way of the confirmation page."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return f'<a href="{escape(leaving_url(attrs["href"]))}" rel="nofollow">'
