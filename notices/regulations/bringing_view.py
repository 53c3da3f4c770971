"""The first step: a file comes in. Below it what came in before and is not confirmed, and what could not be read."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from foundation.acts.sealed_titles import hidden_from
from foundation.bars import Barred
from foundation.models import User
from foundation.office.screens import changed_by, signed_in
from notices.attachments import safe_name
from notices.importing import bring_in
from notices.importing.bringing import PASTED
from notices.models import ProvisionSet, Purpose
from notices.regulations.access import readable_set
from notices.regulations.import_form import ImportForm, sections_of
from notices.screens import IMPORTING

A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@changed_by(IMPORTING)
def bring(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if request.method != "POST":
        return _show(request, ImportForm(user=user, initial=_asked(request, user)))
    form = ImportForm(request.POST, request.FILES, user=user)
    if not form.is_valid():
        return _show(request, form, status=400)
    name, data = _brought(form)
    try:
        with transaction.atomic():
            one = bring_in(
                name, data, section=form.place, by=user, purpose=form.cleaned_data["purpose"],
                regulation=form.cleaned_data["regulation"],
            )  # fmt: skip
    except Barred as barred:
        for bar in barred.bars:
            form.add_error(None, bar.says)
        return _show(request, form, status=400)
    if one.fault:
        messages.error(request, f"“{one.upload.name}”没有读成：{one.fault}文件已经保存，列在下面。")
        return redirect("regulation-import")
    return redirect("regulation-set", one.pk)


@require_GET
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, to be saved and not shown: nothing in it runs here."""
    one = readable_set(request, pk)
    response = HttpResponse(bytes(one.upload.data), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = _attachment(one.upload.name)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _attachment(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(True, safe_name(name)) or "attachment"


def _asked(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the link that led here said: which regulation, and what for."""
    purpose = request.GET.get("purpose", "")
    sections = sections_of(user)
    usual = sections.filter(slug="regulations").first() or sections.first()
    return {
        "purpose": purpose if purpose in Purpose.values else Purpose.NEW,
        "regulation": request.GET.get("regulation", ""),
        "section": request.GET.get("section") or (usual.pk if usual else None),
    }


def _brought(form: ImportForm) -> tuple[str, bytes]:
    file = form.cleaned_data["file"]
    if file is None:
        return PASTED, form.cleaned_data["text"].encode()
    return file.name, file.read()


def _show(request: HttpRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    context = {
        "screen": IMPORTING,
        "form": form,
        "page": _unconfirmed(request),
        "step": 1,
    }
    return render(request, "admin/regulations/import.html", context, status=status)


def _unconfirmed(request: HttpRequest) -> Page[ProvisionSet]:
    counted = {
        "articles": Count("provisions", filter=Q(provisions__kind__in=("article", "measure"))),
    }
    user = signed_in(request)
    rows = ProvisionSet.objects.filter(page=None, section__in=sections_of(user))
    rows = rows.exclude(regulation__in=hidden_from(user).values("pk"))
    rows = rows.select_related("upload", "by", "section", "regulation").defer("upload__data", "raw_text")
    return Paginator(rows.annotate(**counted).order_by("-at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
