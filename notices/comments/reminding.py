"""The editors are written to before contacts are deleted for want of a summary: it can still be published in time."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from foundation.clock import today
from foundation.mail.sending import letter, post
from foundation.models import User
from foundation.outbox import every
from foundation.roles import Role
from foundation.standing import holders, may_act_as
from notices.comments.retention import kept_without_summary, settled_at
from notices.models import Comment, RegulationPage

KIND = "contacts_end"
# Shorter than letters that were sent are remembered (outbox/upkeep.py): nobody gets a second one.
AHEAD = timedelta(days=28)


@every(hours=24)
def remind_the_editors() -> None:
    """Once for each draft: a worker that was stopped that day does it the next."""
    kept = Comment.objects.exclude(contact=None)
    for draft in RegulationPage.objects.filter(pk__in=kept.values("page")).order_by("pk"):
        if is_near(draft):
            with transaction.atomic():
                post(KIND, draft.pk, holders(Role.EDITOR, draft))


def is_near(draft: RegulationPage) -> bool:
    """Whether the last day is near, and no summary there that would give another."""
    last_day = kept_without_summary(draft)
    return last_day is not None and settled_at(draft) is None and last_day - AHEAD <= today() <= last_day


@letter(KIND, "有一份征求意见稿还没有公布采纳情况", "mail/contacts_end.txt")
def about_the_end(about: int, reader: User) -> dict[str, Any] | None:
    """Not sent when the summary was published or the draft taken back meanwhile, or the reader edits there no more."""
    draft = RegulationPage.objects.filter(pk=about).first()
    if draft is None or not is_near(draft) or not may_act_as(reader, Role.EDITOR, draft):
        return None
    count = Comment.objects.filter(page=draft).exclude(contact=None).count()
    if not count:
        return None
    return {
        "title": draft.title,
        "section": draft.get_parent().title,
        "last_day": kept_without_summary(draft),
        "count": count,
        "path": f"{reverse('comments')}?draft={draft.pk}",
    }
