"""What the public page of a summary shows: how many, and by provision what was said, taken or not, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from notices.comments.publishing import Row, published_rows, rows_of
from notices.comments.states import ANSWERS, Kind
from notices.models import CommentSummaryPage, CommentSummaryRow

AnyRow = Row | CommentSummaryRow


@dataclass(frozen=True, slots=True)
class Group:
    """The comments on one provision, or on the whole."""

    title: str
    address: str
    rows: tuple[AnyRow, ...]


def context_of(page: CommentSummaryPage, is_preview: bool) -> dict[str, Any]:
    rows = _rows(page, is_preview)
    shown = [row for row in rows if row.standing.kind is not Kind.WITHHELD]
    return {
        "total": len(rows),
        "counts": [
            (state.label, sum(1 for row in rows if row.standing is state))
            for state in ANSWERS
            if state.kind is not Kind.WITHHELD
        ],
        "withheld": len(rows) - len(shown),
        "unanswered": sum(1 for row in rows if row.standing.kind is Kind.OPEN),
        "groups": groups_of(shown),
    }


def groups_of(rows: Sequence[AnyRow]) -> list[Group]:
    return [
        Group(reference or "全文", address, tuple(of_it))
        for (address, reference), of_it in groupby(rows, key=lambda row: (row.address, row.reference))
    ]


def _rows(page: CommentSummaryPage, is_preview: bool) -> Sequence[AnyRow]:
    """As published; before that, and in a preview, as they would be published now."""
    if page.live and not is_preview:
        return published_rows(page)
    return rows_of(page.target_id) if page.target_id else []
