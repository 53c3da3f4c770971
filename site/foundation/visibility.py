"""What the public may see of what was published. Home, sections, search and site maps all ask here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.dispatch import Signal
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

Pages = TypeVar("Pages", bound="PageQuerySet[Any]")

# A published act was withdrawn, corrected or sealed: sent with `page`, inside the transaction of the act.
act_changed = Signal()


def public_pages(pages: Pages) -> Pages:
    """Those of them that the public may list, each with its mark: a row knows without a query that it is withdrawn."""
    above = PageViewRestriction.objects.annotate(listed=ExpressionWrapper(OuterRef("path"), output_field=CharField()))
    # Within the query that lists them: one question the fewer for every list of a page.
    return listed_pages(pages).filter(~Exists(above.filter(listed__startswith=F("page__path"))))


def listed_pages(pages: Pages) -> Pages:
    """The same where whoever reads already passed the restriction of the section: one query less."""
    return pages.live().filter(published_act__sealing=None).select_related("published_act")


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands over a withdrawn act."""

    reason: str
    explanation: str
    at: datetime
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    number: int
    at: datetime
    note: str
    url: str


def mark_of(page: Any) -> Any:
    """The mark of a published page with what was done to it since, in one query; None for what never was published."""
    from foundation.models.correction import Correction
    from foundation.models.published_act import PublishedAct

    marks = PublishedAct.objects.filter(page_id=page.pk).select_related("withdrawal", "sealing", "entry")
    return marks.annotate(is_corrected=Exists(Correction.objects.filter(target_id=OuterRef("pk")))).first()


def banner_of(mark: Any) -> Banner | None:
    if mark is None or mark.withdrawal is None:
        return None
    act = mark.withdrawal
    # The announcement of the withdrawal may itself have been sealed: then none of its words are repeated here.
    shown = act.live
    return Banner(
        reason=act.get_reason_display(),
        explanation=act.explanation if shown else "",
        at=mark.withdrawn_at,
        title=act.title if shown else "",
        url=act.url if shown else "",
    )


def corrections_of(page: Any) -> list[CorrectionRow]:
    """Every correction of this page, the newest first."""
    from foundation.models.correction import Correction

    return [
        CorrectionRow(
            number=row.number,
            at=row.at,
            note=row.act.note if row.act.live else "这份更正公告已依法封存。",
            url=row.act.url if row.act.live else "",
        )
        for row in Correction.objects.filter(target_id=page.pk).select_related("act").order_by("-number")
    ]
