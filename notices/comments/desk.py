"""What a draft's page says of the comments on it: until when, how many came, and what became of them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from foundation.clock import now
from notices.comments.window import Window, closing, standing_summary
from notices.models import Comment, CommentSummaryPage, RegulationPage


@dataclass(frozen=True, slots=True)
class Desk:
    draft: int
    is_open: bool
    is_over: bool
    is_withdrawn: bool
    closes: str
    count: int
    summary: CommentSummaryPage | None

    @property
    def form_url(self) -> str:
        return form_url(self.draft)


def desk_of(page: RegulationPage) -> Desk | None:
    """None where nothing is asked for. Two queries, besides those the page has made for its period and its mark."""
    if not page.live or not page.is_draft or page.term is None:
        return None
    mark = page.published_mark
    window = Window(page.term.published_at, page.term.closes_at, mark.withdrawn_at if mark is not None else None)
    moment = now()
    is_over = window.is_over_at(moment)
    return Desk(
        draft=page.pk,
        is_open=window.is_open_at(moment),
        is_over=is_over,
        is_withdrawn=window.withdrawn_at is not None,
        closes=closing(window.closes_at),
        count=Comment.objects.filter(page_id=page.pk).count() if is_over else 0,
        summary=standing_summary(page.pk) if is_over else None,
    )


def form_url(draft: int, address: str = "") -> str:
    asked = {"draft": draft, **({"provision": address} if address else {})}
    return f"{reverse('comment-new')}?{urlencode(asked)}"
