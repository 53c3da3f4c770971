"""The rows of a summary: what each comment and its answer would read, and did read when it was published."""

import hashlib
import json
from dataclasses import astuple, dataclass

from django.db.models import Max, Q

from foundation.acts.targets import held_target
from foundation.bars import Barred
from foundation.models import PublishedAct
from notices.comments.states import Kind, State
from notices.comments.window import standing_summary
from notices.models import Comment, CommentSummaryPage, CommentSummaryRow


@dataclass(frozen=True, slots=True)
class Row:
    comment: int
    number: str
    address: str
    reference: str
    state: str
    opinion: str
    reason: str
    reply: str

    @property
    def standing(self) -> State:
        return State(self.state)


def rows_of(draft: int) -> list[Row]:
    """In the order of the draft, then as they came. One query."""
    return [_row(comment) for comment in Comment.objects.filter(page_id=draft).order_by("place", "pk")]


def _row(comment: Comment) -> Row:
    said = (comment.shown_opinion, comment.shown_reason, comment.reply)
    if comment.standing.kind is Kind.WITHHELD:
        said = ("", "", "")
    return Row(comment.pk, comment.number, comment.address, comment.reference, comment.state, *said)


def digest_of_rows(draft: int) -> str:
    content = json.dumps([astuple(row) for row in rows_of(draft)], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def publish_rows(page: CommentSummaryPage) -> None:
    """Set them down; in the transaction of the publication. A correction sets all of them down once more."""
    mark = held_target(page)
    if standing_summary(mark.pk, besides=page.pk) is not None:
        raise Barred("这份征求意见稿的采纳情况已经公布过。要改，请办理更正。")
    edition = (page.rows.aggregate(last=Max("edition"))["last"] or 0) + 1
    CommentSummaryRow.objects.bulk_create(
        [
            CommentSummaryRow(
                page=page, edition=edition, order=order, comment_id=row.comment,
                **{name: getattr(row, name) for name in ("number", "address", "reference", "state", "opinion", "reason", "reply")},
            )
            for order, row in enumerate(rows_of(mark.pk), 1)
        ],
        batch_size=200,
    )  # fmt: skip


def published_rows(page: CommentSummaryPage) -> list[CommentSummaryRow]:
    """As they read now that it was published: the last edition. One query."""
    last = CommentSummaryRow.objects.filter(page_id=page.pk).order_by("-edition").values("edition")[:1]
    return list(CommentSummaryRow.objects.filter(page_id=page.pk, edition=last).order_by("order"))


def was_published(draft: int) -> bool:
    """Whether a summary was ever published, whatever became of it since."""
    return PublishedAct.objects.filter(
        Q(page__in=CommentSummaryPage.objects.filter(target_id=draft).values("page_ptr"))
    ).exists()
