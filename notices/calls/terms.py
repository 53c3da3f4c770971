"""The instants of a call: read from its page, set down when it is published, never made shorter."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from foundation.bars import Bar, Barred
from foundation.clock import now
from notices.calls.hours import closing_instant, opening_instant, said_closing, said_opening
from notices.calls.states import CutOff, Instants

if TYPE_CHECKING:
    from notices.models import CallPage


def instants_of(page: "CallPage") -> Instants | None:
    """What the page says, with every extension laid on it. None while a draft says nothing usable."""
    stated = stated_instants(page)
    mark = page.published_mark
    if stated is None or mark is None:
        return stated
    return replace(_extended(page, stated), withdrawn=mark.is_withdrawn)


def all_instants(pages: Sequence["CallPage"]) -> dict[int, Instants | None]:
    """Of published calls, their marks joined and their batches read: one query for all."""
    later = _extensions([page.pk for page in pages])
    found: dict[int, Instants | None] = {}
    for page in pages:
        stated, mark = stated_instants(page), getattr(page, "published_act", None)
        if stated is not None and mark is not None:
            stated = replace(_laid_on(stated, later[page.pk]), withdrawn=mark.is_withdrawn)
        found[page.pk] = stated
    return found


def _extended(page: "CallPage", stated: Instants) -> Instants:
    return _laid_on(stated, _extensions([page.pk])[page.pk])


def _extensions(keys: Sequence[int]) -> dict[int, dict[str, datetime]]:
    """Until when each batch of each call was extended at most."""
    from notices.models import Extension

    later: dict[int, dict[str, datetime]] = {key: {} for key in keys}
    rows = Extension.objects.filter(target_id__in=keys).order_by()
    for target, batch, until in rows.values_list("target_id", "batch", "until"):
        later[target][batch] = max(until, later[target].get(batch, until))
    return later


def _laid_on(stated: Instants, later: dict[str, datetime]) -> Instants:
    def stands(cut_off: CutOff) -> CutOff:
        return replace(cut_off, stands=max(cut_off.first, later.get(cut_off.label, cut_off.first)))

    closing = stands(stated.closing) if stated.closing is not None else None
    batches = sorted((stands(batch) for batch in stated.batches), key=lambda batch: batch.stands)
    return replace(stated, closing=closing, batches=tuple(batches))


def stated_instants(page: "CallPage") -> Instants | None:
    """What the page itself says, extensions left out."""
    opens = opening_of(page)
    if page.open_ended:
        written = [row for row in page.batches.all() if row.cut_off_on is not None]
        batches = [_first(row.label, closing_instant(row.cut_off_on, row.cut_off_hour)) for row in written]
        return Instants(opens, None, tuple(sorted(batches, key=lambda batch: batch.stands)))
    if page.closes_on is None:
        return None
    return Instants(opens, _first("", closing_instant(page.closes_on, page.closes_hour)))


def _first(label: str, closes: datetime) -> CutOff:
    return CutOff(label, closes, closes)


def opening_of(page: "CallPage") -> datetime:
    """The stated instant; where none is stated, that of the publication, which for a draft is now or its hour."""
    if page.opens_on is not None:
        return opening_instant(page.opens_on, page.opens_hour)
    return publication_of(page)


def publication_of(page: "CallPage") -> datetime:
    if page.first_published_at is not None:
        return page.first_published_at
    return max(now(), page.publish_after) if page.publish_after else now()


def publish_term(page: "CallPage") -> None:
    """Set down the instants of a call that is being published or corrected; in the transaction of it."""
    from notices.models import BatchTerm, CallTerm

    stated = stated_instants(page)
    bars = [*bars_to_instants(page), *bars_to_change(page)]
    if not CallTerm.objects.filter(pk=page.pk).exists():
        bars += bars_when_over(page)  # a signed hour may come late
    if bars or stated is None:
        raise Barred(bars or "没有写截止日。")
    standing = _extended(page, stated)
    closing = standing.closing
    term, _ = CallTerm.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "opens_at": standing.opens,
            "first_closes_at": closing.first if closing else None,
            "closes_at": closing.stands if closing else None,
        },
    )
    for batch in standing.batches:
        BatchTerm.objects.update_or_create(
            term=term, label=batch.label, defaults={"first_at": batch.first, "at": batch.stands}
        )


def bars_to_instants(page: "CallPage") -> Iterator[Bar]:
    """What is wrong with the times a call states, whenever it is asked."""
    if page.open_ended and page.closes_on:
        yield Bar("勾选了长期申报，又写了截止日。请留一样。")
        return
    if not page.open_ended and page.closes_on is None:
        yield Bar("没有写截止日。没有截止的，请勾选“长期申报”。")
        return
    stated = stated_instants(page)
    if stated is None:
        return
    if stated.closing is not None and stated.closing.first <= stated.opens:
        yield Bar(
            f"截止时刻（{said_closing(stated.closing.first)}）不晚于开始时刻（{said_opening(stated.opens)}），请改正。"
        )
    if not page.open_ended and any(True for _ in page.batches.all()):
        yield Bar("批次只用于长期申报。请勾选“长期申报”，或删去批次。")
    labels = [batch.label for batch in stated.batches]
    for label in sorted({label for label in labels if labels.count(label) > 1}):
        yield Bar(f"批次“{label}”写了不止一次。")
    for batch in stated.batches:
        if batch.first <= stated.opens:
            yield Bar(f"批次“{batch.label}”的截止时刻不晚于申报开始的时刻。")


def bars_when_over(page: "CallPage") -> Iterator[Bar]:
    """What would be over the moment it appears."""
    stated, appears = stated_instants(page), publication_of(page)
    if stated is None:
        return
    if stated.closing is not None and stated.closing.first <= appears:
        yield Bar(f"到{said_closing(stated.closing.first)}已经截止，已经结束的申报不能发布。")


def bars_to_change(page: "CallPage") -> Iterator[Bar]:
    """What a correction may not do to the times that were published: shorten them, or open again what is closed."""
    from notices.models import CallTerm

    term = CallTerm.objects.filter(pk=page.pk).prefetch_related("batches").first() if page.pk else None
    stated = stated_instants(page)
    if term is None or stated is None:
        return
    published = term.instants(withdrawn=False)
    yield from _bars_to_opening(published, stated)
    if published.closing is None:
        if stated.closing is not None:
            yield Bar("已公布为长期申报，更正不能加上截止日。不再受理的，请撤回，另发新的通知。")
        yield from _bars_to_batches(published, stated)
    elif stated.closing is None:
        if published.closing.stands <= now():
            yield Bar(_closed(published.closing))
    else:
        yield from _bars_to_closing(published.closing, stated.closing.first, "")


def _bars_to_opening(published: Instants, stated: Instants) -> Iterator[Bar]:
    if stated.opens > published.opens:
        was = said_opening(published.opens)
        yield Bar(f"已公布自{was}开始，更正不能推迟开始，那样申报的时间就短了。")


def _bars_to_closing(published: CutOff, stated: datetime, name: str) -> Iterator[Bar]:
    if stated == published.first:
        return
    if published.stands <= now():
        yield Bar(_closed(published))
    elif stated < published.first:
        yield Bar(
            f"{name}已公布的截止时刻是{said_closing(published.first)}，更正后会提前到{said_closing(stated)}。"
            "已公布的截止时刻可以延后，不能提前。"
        )


def _bars_to_batches(published: Instants, stated: Instants) -> Iterator[Bar]:
    drafted = {batch.label: batch for batch in stated.batches}
    for batch in published.batches:
        if batch.label not in drafted:
            yield Bar(f"批次“{batch.label}”已经公布，更正不能删去或改名。")
        else:
            yield from _bars_to_closing(batch, drafted[batch.label].first, f"批次“{batch.label}”")
    known = {batch.label for batch in published.batches}
    for batch in stated.batches:
        if batch.label not in known and batch.first <= now():
            yield Bar(f"新增的批次“{batch.label}”的截止时刻已经过了。")


def _closed(cut_off: CutOff) -> str:
    which = f"批次“{cut_off.label}”" if cut_off.label else "申报"
    return f"{which}已于{said_closing(cut_off.stands)}截止，更正不能改动截止时刻，也不能重新开放。"
