"""/calls/: every call, those one can apply to first."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.clock import now
from foundation.listing.laying import coded_column, lay, section_column, source_column, year_column
from foundation.listing.rows import NoticeRow, Tag
from foundation.visibility import public_pages
from notices.calls.hours import said_closing, said_opening
from notices.calls.querying import by_closing
from notices.calls.showing import TAGS
from notices.calls.states import LABELS, CallState, Kind
from notices.listings.programmes import programme_column
from notices.models import CallPage


@require_safe
def list_calls(request: HttpRequest) -> HttpResponse:
    moment = now()
    pages = by_closing(public_pages(CallPage.objects.all()), moment)
    columns = (
        coded_column("state", "状态", F("state_code"), {state.value: label for state, label in LABELS.items()}),
        year_column(),
        programme_column(),
        section_column(),
        source_column("source"),
    )
    listing = lay(pages, columns, request)
    rows = [row_of(page) for page in listing.rows]
    return render(request, "public/calls/list.html", {"listing": listing, "rows": rows, "path": request.path})


def row_of(page: Any) -> NoticeRow:
    state = CallState(page.state_code)
    tag = Tag(state.label, TAGS[state.kind])
    return NoticeRow(page.title, page.url, page.first_published_at, (tag,), note_of(page, state))


def note_of(page: Any, state: CallState) -> str:
    """One line of when, from what the query brought."""
    term = page.term
    if state is CallState.WITHDRAWN:
        return ""
    if state is CallState.UPCOMING:
        return f"{said_opening(term.opens_at)} 开始，{_closing(page, '到 {} 截止', '长期申报')}"
    if state.kind is Kind.OVER:
        return f"已于 {said_closing(term.closes_at)} 截止{_first(term)}"
    if term.closes_at is None:
        return _closing(page, "长期申报，本批到 {} 截止", "长期申报")
    return f"到 {said_closing(term.closes_at)} 截止{_first(term)}"


def _first(term: Any) -> str:
    return f"（原定{said_closing(term.first_closes_at)}）" if term.closes_at > term.first_closes_at else ""


def _closing(page: Any, words: str, otherwise: str) -> str:
    closes: datetime | None = page.closes_next
    return words.format(said_closing(closes)) if closes is not None else otherwise
