"""What else is found otherwise when a page is published, withdrawn or extended: the regulation it changes, the call."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from foundation.clock import now
from foundation.visibility import act_changed
from notices.models import CallPage, RegulationChangePage, RegulationPage
from search.indexing import note


@receiver(page_published)
def when_published(instance: Page, **kwargs: Any) -> None:
    _follow(instance)


@receiver(act_changed)
def when_an_act_changed(page: Page, **kwargs: Any) -> None:
    _follow(page)


def _follow(page: Page) -> None:
    if isinstance(page, RegulationChangePage) and page.target is not None:
        note(page.target.specific)
    elif isinstance(page, RegulationPage):
        for row in page.replacements.exclude(target=None).select_related("target"):
            note(row.target)
    elif isinstance(page, CallPage):
        _follow_instants(page)


def _follow_instants(page: CallPage) -> None:
    """It opens and closes by itself."""
    instants = page.instants
    if instants is None:
        return
    moments = [instants.opens]
    if instants.closing is not None:
        moments.append(instants.closing.stands)
    for moment in moments:
        if moment > now():
            note(page, due_at=moment)
