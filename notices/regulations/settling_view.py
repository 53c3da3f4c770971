"""The second step: raw text and outline side by side, and each thing a person does to the text before it is confirmed."""

import itertools
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from foundation.bars import Bar, Barred
from foundation.office.screens import signed_in
from notices.importing import repairs
from notices.importing.changing import Stale, bars_to_change
from notices.importing.findings import CHOOSE_THE_DAY, edits_on, findings_of
from notices.models import ProvisionSet, Purpose
from notices.provision_sets import reading_of
from notices.provisions.placing import stretches
from notices.regulations.access import edited_set, edition_in, may_edit, readable_set
from notices.regulations.counting import spoken
from notices.regulations.facts import facts_of, number_conflict
from notices.regulations.outline_rows import outline_of
from notices.regulations.raw_lines import lines_of, part_with, parts_of, runs_of
from notices.screens import IMPORTING

SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Typed:
    """A line being written by hand: what stands in the box."""

    line: int
    words: str


@require_safe
def settle_set(request: HttpRequest, pk: int) -> HttpResponse:
    one = readable_set(request, pk)
    if one.fault:
        return render(request, "admin/regulations/unread.html", {"one": one, "screen": IMPORTING})
    line = _number(request.GET.get("line", ""))
    return _show(request, one, typed=_opened(one, line), line=line)


@require_POST
def change_set(request: HttpRequest, pk: int) -> HttpResponse:
    one = edited_set(request, pk)
    what, _, about = request.POST.get("do", "").partition(":")
    line = _number(request.POST.get("line", ""))
    words = request.POST.get("words", "")
    where = f"L{line}" if what == "line" else _after(one, what, about)
    try:
        with transaction.atomic():
            _do(request, one, what, about, line, words)
    except Barred as barred:
        one = readable_set(request, pk)
        typed = Typed(line, words) if what == "line" and line else None
        status = 409 if isinstance(barred, Stale) else 400
        return _show(request, one, typed=typed, line=line, bars=barred.bars, status=status)
    part = _number(request.POST.get("part", ""))
    query = f"?part={part}" if part > 1 else ""
    return redirect(f"{reverse('regulation-set', args=[pk])}{query}#{where}")


def _do(request: HttpRequest, one: ProvisionSet, what: str, about: str, line: int, words: str) -> None:
    user, edition = signed_in(request), edition_in(request)
    match what:
        case "accept":
            repairs.accept(one, user, [about], edition=edition)
        case "leave":
            repairs.leave(one, user, [about], edition=edition)
        case "sure":
            done = repairs.accept_sure(one, user, edition=edition)
            messages.success(request, f"已接受 {done} 处修正。每一处都列在“已改动”里，可以撤销。")
        case "rest":
            done = repairs.leave_the_rest(one, user, edition=edition)
            messages.success(request, f"{done} 处保留原样。列在“保留原样”里，可以重新处理。")
        case "again":
            repairs.take_up_again(one, user, about, edition=edition)
        case "undo":
            repairs.undo(one, user, _number(about), edition=edition)
        case "line":
            repairs.write_line(one, user, line, words, edition=edition)
        case _:
            raise Barred("没有看懂要做什么。请刷新页面再试。")


def _after(one: ProvisionSet, what: str, about: str) -> str:
    """Where the person was: the warning that follows the one just dealt with."""
    if what in ("accept", "leave"):
        keys = [each.key for each in findings_of(one, reading_of(one)) if not each.is_left]
        if about in keys:
            place = keys.index(about)
            following = keys[place + 1 : place + 2] or keys[max(place - 1, 0) : place]
            return f"w-{following[0]}" if following else "findings"
    return {"undo": "done", "again": "left"}.get(what, "findings")


def _opened(one: ProvisionSet, line: int) -> Typed | None:
    lines = one.raw_text.split("\n")
    if not 1 <= line <= len(lines):
        return None
    return Typed(line, "".join(each.text for each in stretches(lines[line - 1], edits_on(one).get(line, []))))


def _show(
    request: HttpRequest,
    one: ProvisionSet,
    *,
    typed: Typed | None = None,
    line: int = 0,
    bars: tuple[Bar, ...] = (),
    status: int = 200,
) -> HttpResponse:
    reading = reading_of(one)
    findings = findings_of(one, reading)
    provisions = list(one.provisions.order_by("order"))
    waiting = [each for each in findings if not each.is_left]
    parts = parts_of(one.raw_text.count("\n") + 1, provisions)
    part = part_with(parts, line) if line else parts[min(max(_number(request.GET.get("part", "")), 1), len(parts)) - 1]
    changing = list(bars_to_change(one)) if may_edit(request, one) else []
    counts: dict[str, int] = {}
    for row in provisions:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    sure = [each for each in waiting if each.is_sure]
    may_change = may_edit(request, one) and not changing
    context: dict[str, Any] = {
        "screen": IMPORTING,
        "one": one,
        "step": 2,
        "name": reading.title or one.upload.name,
        "counts": spoken(counts),
        "waiting": waiting[:SHOWN_AT_MOST],
        "waiting_count": len(waiting),
        "sure_count": len(sure),
        "rest_count": len(waiting) - len(sure),
        "more_count": max(len(waiting) - SHOWN_AT_MOST, 0),
        "left": one.left_as_is,
        "done": _done(one),
        "facts": facts_of(reading),
        "conflict": number_conflict(one, reading),
        "outline": outline_of(provisions, reading.missing_articles),
        "runs": runs_of(lines_of(one, waiting, part), provisions, line),
        "parts": parts,
        "part": part,
        "typed": typed if may_change or status != 200 else None,
        "bars": bars,
        "changing": changing,
        "may_change": may_change,
        "part_of": parts if len(parts) > 1 else None,
        "choose_the_day": CHOOSE_THE_DAY,
        "is_new": one.purpose == Purpose.NEW,
    }
    return render(request, "admin/regulations/settle.html", context, status=status)


def _done(one: ProvisionSet) -> list[dict[str, Any]]:
    """What was accepted or written, in the groups in which it can be taken back."""
    rows = sorted(one.edits, key=lambda each: (each["group"], each["line"]))
    found = []
    for group, each in itertools.groupby(rows, key=lambda row: row["group"]):
        edits = list(each)
        says = list(dict.fromkeys(edit["says"] for edit in edits))
        found.append({"group": group, "line": edits[0]["line"], "says": says, "count": len(edits)})
    return sorted(found, key=lambda row: row["line"])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
