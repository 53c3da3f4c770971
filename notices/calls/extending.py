"""Extending a call: only later, while it is still open. In the transaction of the signature."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from wagtail.models import Page

from foundation import ledger
from foundation.acts.performing import performing
from foundation.acts.targets import held_target
from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.roles import Role
from foundation.visibility import act_changed
from foundation.working_calendar import PeriodError
from notices.calls.hours import closing_instant, said_closing
from notices.calls.rest_days import rest_day_words
from notices.calls.states import CutOff, Instants

if TYPE_CHECKING:
    from notices.models import ExtensionPage


def bars_on_call(target: Page) -> Iterator[Bar]:
    """Only a published call is extended."""
    from notices.models import CallPage

    specific = target.specific_class
    if specific is None or not issubclass(specific, CallPage):
        yield Bar(f"“{target.title}”不是申报通知，没有可以延期的截止时刻。")


def bars_to_extension(page: "ExtensionPage") -> Iterator[Bar]:
    """Everything that bars it, with where to mend it."""
    mend = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk else ""
    if page.target is None:
        return  # said of every act on an act
    if page.closes_on is None:
        yield Bar("没有写延期到哪一天。", mend=mend)
        return
    known = page.rest_day_known
    for bar in bars_on_dates(
        page.target.specific, page.batch, page.closes_on, page.closes_hour, known=known, at=_moment(page)
    ):
        yield Bar(bar.says, mend=mend)


def bars_on_dates(
    call: Any, batch: str, day: date, hour: time | None, *, known: bool, at: datetime | None = None
) -> Iterator[Bar]:
    """Why this closing cannot be given to this call at this moment. `known`: the day of rest was seen."""
    published = _published(call)
    if published is None:
        return  # no call, or none that was published: barred already
    cut_off, says = _which(published, batch)
    if cut_off is None:
        yield Bar(says)
        return
    until = closing_instant(day, hour)
    moment = at or now()
    if cut_off.stands <= moment:
        yield Bar(f"申报已于{said_closing(cut_off.stands)}截止，不能再延期。需要继续受理的，请另发申报通知。")
    elif until <= cut_off.stands:
        yield Bar(f"现在的截止时刻是{said_closing(cut_off.stands)}，延期只能更晚，{said_closing(until)}不行。")
    try:
        words = rest_day_words(day)
    except PeriodError as error:
        yield Bar(str(error))
        return
    if words and not known:
        yield Bar(f"{words}。确认无误的，请勾选“截止日为休息日，已知悉”。")


def standing_closing(page: "ExtensionPage") -> CutOff | None:
    """The closing this extension is about, as it stands."""
    published = _published(page.target.specific) if page.target is not None else None
    return _which(published, page.batch)[0] if published is not None else None


def _published(call: Any) -> Instants | None:
    from notices.models import CallTerm

    term = CallTerm.objects.filter(pk=call.pk).prefetch_related("batches").first()
    return term.instants(withdrawn=False) if term is not None else None


def _which(published: Instants, batch: str) -> tuple[CutOff | None, str]:
    """The closing meant, or the sentence that says why none is."""
    if published.closing is not None:
        return (None, "这项申报不分批次，请把“批次”留空。") if batch else (published.closing, "")
    if not batch:
        return None, "这项是长期申报，没有总的截止时刻。请写明要延期的批次。"
    found = next((one for one in published.batches if one.label == batch), None)
    names = "、".join(one.label for one in published.batches) or "没有"
    return found, f"申报通知里没有批次“{batch}”。已公布的批次：{names}。"


def _moment(page: "ExtensionPage") -> datetime:
    """When it takes effect: what was published is asked as of then."""
    return page.first_published_at or now()


def extend(page: "ExtensionPage", *, user: Any, role: Role | None) -> None:
    """The caller holds the transaction of the signature."""
    from notices.models import BatchTerm, CallPage, CallTerm, Extension

    mark = held_target(page)
    bars = list(bars_to_extension(page))
    cut_off, until = standing_closing(page), page.closes_at
    if bars or cut_off is None or until is None:
        raise Barred(bars or "要延期的申报没有截止时刻。")
    call = CallPage.objects.get(pk=mark.pk)
    with performing(mark.page):
        entry = ledger.append(
            "page.extended",
            actor=user,
            role=role.value if role else "",
            subject=f"page:{mark.pk}",
            digest=mark.digest,
            section=mark.page.get_parent(),
            detail={
                "by": f"page:{page.pk}",
                "batch": page.batch,
                "was": cut_off.stands.isoformat(),
                "until": until.isoformat(),
            },
        )
        Extension.objects.create(
            act=page, target=call, batch=page.batch, was=cut_off.stands, until=until, at=_moment(page), entry=entry
        )
        if page.batch:
            BatchTerm.objects.filter(term_id=mark.pk, label=page.batch).update(at=until)
        else:
            CallTerm.objects.filter(pk=mark.pk).update(closes_at=until)
    act_changed.send(sender=type(page), page=call)
