"""Names and contacts are deleted when they are no longer needed: so many months after the summary was published.

Where none is published, so many months after the closing: nobody's contact waits for ever for what never comes.
"""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from foundation import ledger
from foundation.civil_code import day_of, last_of_months
from foundation.clock import today
from foundation.models import PublishedAct
from foundation.outbox import every
from foundation.terms import term_of
from notices.comments import limits
from notices.models import Comment, CommentSummaryPage, RegulationPage


@every(hours=24)
def delete_contacts() -> None:
    """Draft by draft, each with its row in the ledger: how many, and of nobody's name."""
    kept = Comment.objects.exclude(contact=None)
    for draft in RegulationPage.objects.filter(pk__in=kept.values("page")).order_by("pk"):
        last_day = kept_until(draft)
        if last_day is not None and today() > last_day:
            _delete(draft)


@every(hours=1)
def forget_tries() -> None:
    limits.forget()


def kept_until(draft: RegulationPage) -> date | None:
    """The last day on which the contacts are kept."""
    if (since := settled_at(draft)) is not None:
        return last_of_months(day_of(since), settings.COMMENT_CONTACT_MONTHS)
    return kept_without_summary(draft)


def kept_without_summary(draft: RegulationPage) -> date | None:
    """The same as long as no summary is there; None where the page states no period, so that it received nothing."""
    term = term_of(draft)
    return last_of_months(term.last_day, settings.COMMENT_CONTACT_MOST_MONTHS) if term is not None else None


def settled_at(draft: RegulationPage) -> datetime | None:
    """When the summary was first published; of a draft that was taken back, when it was: no summary follows."""
    summaries = CommentSummaryPage.objects.filter(target_id=draft.pk)
    mark = PublishedAct.objects.filter(page_id=draft.pk).first()
    ends = [
        summaries.aggregate(at=Min("first_published_at"))["at"],
        mark.withdrawn_at if mark else None,
        mark.sealed_at if mark else None,
    ]
    return min((at for at in ends if at is not None), default=None)


def _delete(draft: RegulationPage) -> None:
    with transaction.atomic():
        count = Comment.objects.filter(page_id=draft.pk).exclude(contact=None).update(contact=None)
        if count:
            ledger.append(
                "comment.contacts_deleted",
                actor=None,
                subject=f"page:{draft.pk}",
                section=draft.get_parent(),
                detail={"count": count},
            )
