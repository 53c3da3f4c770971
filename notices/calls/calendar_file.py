"""The calendar file of a call: when it opens, when it closes; cancelled when the call is withdrawn."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date

from foundation.models import Correction
from notices.calls.hours import said_closing, said_opening
from notices.calls.icalendar import Event, calendar
from notices.calls.states import CutOff, Instants
from notices.models.extension import Extension

if TYPE_CHECKING:
    from notices.models import CallPage

# An event that ends at the closing: at 24:00 it stands on the last day, not on the day after.
BEFORE_CLOSING = timedelta(hours=1)


def calendar_answer(page: "CallPage") -> HttpResponse:
    events = list(events_of(page))
    response = HttpResponse(calendar(events), content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response["Content-Disposition"] = (
        f'attachment; filename="{page.slug.encode("ascii", "ignore").decode() or "call"}.ics"'
    )
    if events:
        response["Last-Modified"] = http_date(events[0].changed.timestamp())
    patch_cache_control(response, no_cache=True)
    return response


def events_of(page: "CallPage") -> Iterator[Event]:
    instants = page.instants
    if instants is None:
        return
    sequence, changed = _changes(page)
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + str(page.url)

    def event(part: str, starts: datetime, ends: datetime, summary: str) -> Event:
        return Event(
            uid=f"{page.translation_key}-{part}",
            starts=starts,
            ends=ends,
            summary=summary,
            description=_description(page, instants, address),
            url=address,
            sequence=sequence,
            changed=changed,
            cancelled=instants.withdrawn,
        )

    yield event("opens", instants.opens, instants.opens + BEFORE_CLOSING, f"申报开始：{page.title}")
    for cut_off in _closings(instants):
        what = f"{cut_off.label}申报截止" if cut_off.label else "申报截止"
        starts = max(cut_off.stands - BEFORE_CLOSING, instants.opens)
        yield event(_part(cut_off), starts, cut_off.stands, f"{what}：{page.title}")


def _closings(instants: Instants) -> tuple[CutOff, ...]:
    return instants.batches if instants.closing is None else (instants.closing,)


def _part(cut_off: CutOff) -> str:
    """A batch keeps its name once it is published."""
    return f"batch-{hashlib.sha256(cut_off.label.encode()).hexdigest()[:12]}" if cut_off.label else "closes"


def _description(page: "CallPage", instants: Instants, address: str) -> str:
    lines = ["已撤回，不再有效。"] if instants.withdrawn else []
    lines.append(f"开始：{said_opening(instants.opens)}")
    for cut_off in _closings(instants):
        was = f"（原定{said_closing(cut_off.first)}）" if cut_off.is_extended else ""
        lines.append(f"{cut_off.label or ''}截止：{said_closing(cut_off.stands)}{was}")
    lines += [f"申报方式：{page.apply_where}", address]
    return "\n".join(lines)


def _changes(page: "CallPage") -> tuple[int, datetime]:
    """How often it was changed since its publication, and when last."""
    moments = [*Correction.objects.filter(target_id=page.pk).values_list("at", flat=True)]
    moments += Extension.objects.filter(target_id=page.pk).values_list("at", flat=True)
    mark = page.published_mark
    if mark is not None and mark.withdrawn_at is not None:
        moments.append(mark.withdrawn_at)
    first = page.first_published_at
    assert first is not None  # noqa: S101  (served of published pages alone)
    return len(moments), max([first, *moments])
