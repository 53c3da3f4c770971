"""A draft open for comment, comments on it, and the summary of what was taken."""

from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.db import transaction

from foundation.acts.performing import performing
from foundation.clock import now
from foundation.models import ActPage, Term
from foundation.roles import Role
from foundation.units import Unit
from notices.comments.answering import Answer, answer
from notices.comments.contacts import Contact
from notices.comments.receiving import Said, received
from notices.comments.states import State
from notices.models import Comment, CommentSummaryPage, RegulationPage
from tests.factories.acts import Bureau
from tests.factories.acts_on_acts import again, reviewed, sign
from tests.factories.laid import laid_once
from tests.factories.regulations import SHORT, imported, issued

DRAFT = SHORT.replace("示科规〔2026〕1号\n", "（征求意见稿）\n").replace("2026年1月20日\n", "")
PERIOD = {"period_label": "征求意见期", "period_count": 30, "period_unit": Unit.DAYS.value}
NO_DATES = {"is_draft": True, "effective_on": None, "expires_on": None, "document_number": ""}


def written_draft(office: Bureau, **fields: Any) -> RegulationPage:
    """Brought in and not yet sent."""
    return imported(office, DRAFT, **{**NO_DATES, **PERIOD, **fields})


def open_draft(office: Bureau, **fields: Any) -> RegulationPage:
    """Published now; comments are received from this instant on."""
    return issued(office, DRAFT, **{**NO_DATES, **PERIOD, **fields})


@laid_once
def comment_on(
    draft: RegulationPage, opinion: str = "建议写明时限。", *, at: datetime | None = None, **said: Any
) -> Comment:
    said = {"token": str(Comment.objects.count()), **said}
    return received(draft, Said(opinion, **said), arrived=at or now())


def closed_draft(office: Bureau, published: datetime, *comments: str) -> RegulationPage:
    """Published then, with these comments. That its period is over by now is for the caller's clock."""
    with time_machine.travel(published, tick=False):
        draft = open_draft(office)
        for words in comments:
            comment_on(draft, words, contact=Contact("某单位", "0000-0000000"))
    return draft


def draft_closed_long_ago(office: Bureau) -> RegulationPage:
    """For people whose roles began today: published now, and its period laid back."""
    draft = open_draft(office)
    then = now() - timedelta(days=60)
    with transaction.atomic(), performing(draft):
        Term.objects.filter(page_id=draft.pk).update(
            published_at=then, from_day=then.date(), last_day=(then + timedelta(days=30)).date()
        )
    return draft


def answered(office: Bureau, comment: Comment, state: State = State.TAKEN, reply: str = "", **more: Any) -> Comment:
    seen = Comment.objects.get(pk=comment.pk)
    answer(seen, Answer(state, reply, **more), office[Role.EDITOR], edition=seen.edition)
    return Comment.objects.get(pk=comment.pk)


@laid_once
def written_summary(office: Bureau, draft: RegulationPage, **fields: Any) -> CommentSummaryPage:
    """Saved by the editor, not yet sent."""
    page = CommentSummaryPage(
        title=CommentSummaryPage.usual_title(draft),
        target=draft,
        disclosure=ActPage.Disclosure.OPEN,
        owner=office[Role.EDITOR],
        live=False,
        **fields,
    )
    office.section.add_child(instance=page)
    page.save_revision(user=office[Role.EDITOR])
    found: CommentSummaryPage = again(page)
    return found


@laid_once
def published_summary(office: Bureau, draft: RegulationPage, **fields: Any) -> CommentSummaryPage:
    """The whole way."""
    page: CommentSummaryPage = sign(office, reviewed(office, written_summary(office, draft, **fields)))
    return page
