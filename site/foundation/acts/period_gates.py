"""What bars a page that states a period."""

from collections.abc import Iterator

from django.urls import reverse

from foundation.bars import Bar
from foundation.gates import gate
from foundation.models.act_page import ActPage
from foundation.models.period_page import PeriodPage
from foundation.terms import bars_to_period


@gate("submit", "review", "sign", label="所写的期限能够执行，更正不使它提前")
def the_period_can_be_kept(page: ActPage) -> Iterator[Bar]:
    """Asked of the page itself, and of the draft a correction carries."""
    for one in (page, _carried(page)):
        if isinstance(one, PeriodPage):
            mend = reverse("wagtailadmin_pages:edit", args=[one.pk])
            yield from (Bar(bar.says, mend=mend) for bar in bars_to_period(one))


def _carried(page: ActPage) -> object:
    revision = page.carried_revision()
    return revision.as_object() if revision is not None else None
