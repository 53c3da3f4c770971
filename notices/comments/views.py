"""The form of a comment, its receipt, and the receipt looked up again. None of it leaves a trace in a session."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from foundation.bars import Barred
from foundation.clock import now
from foundation.errors import TooMany
from notices.comments import limits
from notices.comments.codes import code_of, opens
from notices.comments.desk import form_url
from notices.comments.forms import CommentForm, ReceiptForm
from notices.comments.publishing import published_rows
from notices.comments.receiving import NotOpen, offered, received
from notices.comments.states import Kind
from notices.comments.window import closing, draft_for_comment, standing_summary, window_of
from notices.models import Comment, CommentSummaryRow, RegulationPage

# Who comes without saying which draft may choose one.
DRAFTS = "/regulations/?state=draft"
NO_ONE = "编号和查询码对不上。请对照回执重新填写。"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    arrived = now()
    if not request.GET.get("draft"):
        return redirect(DRAFTS)
    draft = _draft(request)
    window = window_of(draft)
    if window is None:
        raise Http404
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        provisions=offered(draft),
        initial={"provision": request.GET.get("provision", "")},
    )
    if request.method != "POST":
        return _form(request, draft, form, why_not=window.why_not(arrived))
    try:
        limits.count(request, limits.FILING)
    except TooMany as many:
        form.full_clean()
        form.add_error(None, str(many))
        return _form(request, draft, form, status=429)
    if why_not := window.why_not(arrived):
        return _form(request, draft, form, why_not=why_not, status=403)
    if not form.is_valid():
        return _form(request, draft, form, status=400)
    try:
        comment = received(draft, form.said(), arrived=arrived)
    except NotOpen as closed:
        return _form(request, draft, form, why_not=str(closed), status=403)
    except Barred as barred:
        form.add_error("provision", str(barred))
        return _form(request, draft, form, status=400)
    return _receipt(request, comment, is_new=True)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Number and code are posted: an address is written into logs, and stays in the browser."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        limits.count(request, limits.LOOKING)
        status = 400
        if form.is_valid():
            data = form.cleaned_data
            comment = Comment.objects.filter(number=data["number"]).select_related("page").first()
            if comment is not None and opens(comment.number, data["code"]):
                return _receipt(request, comment)
            form.add_error(None, NO_ONE)
    return render(request, "public/regulations/comment_lookup.html", {"form": form}, status=status)


def _draft(request: HttpRequest) -> RegulationPage:
    asked = request.GET.get("draft", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    draft = draft_for_comment(number)
    if draft is None:
        raise Http404
    return draft


def _form(
    request: HttpRequest, draft: RegulationPage, form: CommentForm, *, why_not: str = "", status: int = 200
) -> HttpResponse:
    window = window_of(draft)
    context: dict[str, Any] = {
        "draft": draft,
        "form": form,
        "why_not": why_not,
        "closes": closing(window.closes_at) if window else "",
        "months": settings.COMMENT_CONTACT_MONTHS,
        "most_months": settings.COMMENT_CONTACT_MOST_MONTHS,
        "action": form_url(draft.pk),
        "summary": standing_summary(draft.pk) if why_not else None,
    }
    return render(request, "public/regulations/comment_form.html", context, status=status)


def _receipt(request: HttpRequest, comment: Comment, *, is_new: bool = False) -> HttpResponse:
    summary = standing_summary(comment.page_id)
    rows = published_rows(summary) if summary is not None else []
    answered = next((row for row in rows if row.comment_id == comment.pk), None)
    context = {
        "comment": comment,
        "draft": comment.page,
        "code": code_of(comment.number) if is_new else "",
        "is_new": is_new,
        "summary": summary,
        "answered": answered,
        "reply": _reply(comment, answered),
        "another": form_url(comment.page_id),
    }
    return render(request, "public/regulations/comment_receipt.html", context)


def _reply(comment: Comment, answered: CommentSummaryRow | None) -> str:
    """As it was published; what is withheld from the public is still told to whoever wrote it."""
    if answered is None:
        return ""
    return comment.reply if answered.standing.kind is Kind.WITHHELD else answered.reply
