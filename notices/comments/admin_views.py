"""The screens: the list of comments, one comment with its answer, and the opening of a contact."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from foundation.bars import Barred
from foundation.models import User
from foundation.office.screens import changed_by, opened_by, signed_in
from notices.comments.access import may_answer, may_read, must_be_editor, readable
from notices.comments.admin_forms import AnswerForm, CommentsFilter, OpeningForm
from notices.comments.answering import answer, bars_to_change
from notices.comments.contacts import Contact
from notices.comments.masking import findings_in
from notices.comments.screens import COMMENTS
from notices.comments.states import State
from notices.comments.unsealing import delete_contact, open_contact, openings_of
from notices.comments.window import closing, window_of
from notices.models import Comment

ROWS_A_PAGE = 50
WHOLE = "-"  # no provision has this address: the whole draft
NOT_YOURS = "这条意见不在您负责的栏目，您没有这项职责。"


@dataclass(frozen=True, slots=True)
class Listed:
    comment: Comment
    has_numbers: bool


@require_safe
@opened_by(COMMENTS)
def comments(request: HttpRequest) -> HttpResponse:
    mine = readable(signed_in(request))
    drafts = list(mine.order_by("page__title").values_list("page_id", "page__title").distinct())
    asked = request.GET.get("draft", "")
    of_draft = mine.filter(page_id=int(asked)) if asked in {str(pk) for pk, _ in drafts} else mine
    form = CommentsFilter(request.GET, drafts=drafts, places=_places(of_draft))
    rows = _filtered(of_draft, form.cleaned_data) if form.is_valid() else mine.none()
    page = Paginator(rows.order_by("-received_at", "-pk"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "screen": COMMENTS,
        "form": form,
        "page": page,
        "rows": [Listed(one, bool(_numbers_in(one))) for one in page],
    }
    return render(request, "admin/comments/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by(COMMENTS)
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    one = _comment(user, pk)
    changes = may_answer(user, one.page)
    form = AnswerForm.about(one, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        must_be_editor(user, one.page, "处理意见")
        if form.is_valid():
            try:
                answer(one, form.answer(), user, edition=form.cleaned_data["edition"])
            except Barred as barred:
                for bar in barred.bars:
                    form.add_error(None, bar.says)
                one.refresh_from_db()
            else:
                messages.success(request, f"{one.number} 已处理为“{form.answer().state.label}”。")
                return redirect("comment", one.pk)
    window = window_of(one.page)
    context = {
        "comment": one,
        "form": form,
        "may_answer": changes,
        "bars": bars_to_change(one) if changes else [],
        "numbers": _numbers_in(one),
        "history": [(row, State(row.after).label) for row in one.changes.select_related("by").order_by("-edition")],
        "openings": openings_of(one),
        "closes": closing(window.closes_at) if window else "",
        "next": _next_open(user, one) if changes else None,
    }
    return render(request, "admin/comments/comment.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@changed_by(COMMENTS)
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown once, in the answer to the reason; asking again is another opening."""
    user = signed_in(request)
    one = _comment(user, pk)
    must_be_editor(user, one.page, "查看联系方式")
    form = OpeningForm(request.POST if request.method == "POST" else None)
    opened: Contact | None = None
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            if request.POST.get("action") == "delete":
                delete_contact(one, user, reason=reason)
                messages.success(request, f"{one.number} 的姓名和联系方式已删除。")
                return redirect("comment", one.pk)
            opened = open_contact(one, user, reason=reason)
        except Barred as barred:
            for bar in barred.bars:
                form.add_error(None, bar.says)
    context = {"comment": one, "form": form, "opened": opened, "openings": openings_of(one)}
    response = render(request, "admin/comments/contact.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _comment(user: User, pk: int) -> Comment:
    one = get_object_or_404(Comment.objects.select_related("page", "text"), pk=pk)
    if not may_read(user, one.page):
        raise Barred(NOT_YOURS)
    return one


def _places(rows: QuerySet[Comment]) -> list[tuple[str, str]]:
    """The provisions there is something about, in their order."""
    found = rows.order_by("place").values_list("address", "reference").distinct()
    return list({address or WHOLE: reference or "全文" for address, reference in found}.items())


def _filtered(rows: QuerySet[Comment], asked: dict[str, Any]) -> QuerySet[Comment]:
    if asked["provision"]:
        rows = rows.filter(address="" if asked["provision"] == WHOLE else asked["provision"])
    if asked["state"]:
        rows = rows.filter(state=asked["state"])
    return rows


def _numbers_in(one: Comment) -> list[str]:
    """Kinds of numbers that would be published as the comment stands."""
    if one.standing is State.HIDDEN:
        return []
    return [found.code for found in findings_in(意见=one.shown_opinion, 理由=one.shown_reason)]


def _next_open(user: User, after: Comment) -> Comment | None:
    """The next one of the same draft that nobody has answered, in the order they came; then from the beginning."""
    waiting = Comment.objects.filter(page_id=after.page_id, state=State.NEW.value).exclude(pk=after.pk).order_by("pk")
    return waiting.filter(pk__gt=after.pk).first() or waiting.first()
