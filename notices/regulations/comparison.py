"""Two versions of a regulation side by side, and one provision through all of them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from foundation.clock import today
from notices.models import Provision, RegulationPage
from notices.provisions.comparing import Side, What, compare, units_of
from notices.provisions.marking import Line, marked, merged
from notices.regulations.asking import asked_key
from notices.regulations.wording import name_of
from notices.validity import Life, Version, version_on

WORDS = {What.CHANGED: "改动", What.ADDED: "新增", What.REMOVED: "删除", What.RENUMBERED: "只变条号"}


@dataclass(frozen=True, slots=True)
class Pair:
    word: str
    what: str
    before: Side | None
    after: Side | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A provision in one version, marked against the one before."""

    name: str
    url: str
    word: str
    lines: tuple[tuple[tuple[str, str], ...], ...]


def comparison_context(page: RegulationPage, request: HttpRequest) -> dict[str, Any]:
    life = page.life
    before, after = _asked_versions(request, life)
    if before is None or after is None:
        return {"choices": _choices(life, None, None), "single": True}
    texts = _texts(before, after)
    found = compare(units_of(texts[before.text]), units_of(texts[after.text]))
    return {
        "before": name_of(before),
        "after": name_of(after),
        "says": found.says,
        "pairs": [Pair(WORDS[one.what], one.what.value, one.before, one.after) for one in found.differences],
        "choices": _choices(life, before, after),
        "single": False,
    }


def _asked_versions(request: HttpRequest, life: Life) -> tuple[Version | None, Version | None]:
    """Those asked for; without a word, today's and the one before it. 404 for one there is not."""
    versions = {one.act: one for one in life.versions}
    wanted = [asked_key(request.GET, name) for name in ("from", "to")]
    if any(key is not None and key not in versions for key in wanted):
        raise Http404("没有这个版本。")
    if len(versions) < 2:
        return None, None
    order = list(versions.values())
    current = versions[wanted[1]] if wanted[1] is not None else version_on(today(), life)
    earlier = order[max(order.index(current) - 1, 0)]
    if earlier == current:
        current = order[1] if wanted[1] is None else current
    return (versions[wanted[0]] if wanted[0] is not None else earlier), current


def _choices(life: Life, before: Version | None, after: Version | None) -> list[tuple[int, str, bool, bool]]:
    return [(one.act, name_of(one), one == before, one == after) for one in life.versions]


def _texts(*versions: Version) -> dict[int | None, list[Provision]]:
    """The rows of each text, in one query."""
    found: dict[int | None, list[Provision]] = defaultdict(list)
    for row in Provision.objects.filter(of__in=[one.text for one in versions]).order_by("of", "order"):
        found[row.of_id].append(row)
    return found


def provision_context(page: RegulationPage, address: str) -> dict[str, Any]:
    """The newest first; a version where the address is not says so. 404 where no version has it."""
    versions = page.life.versions
    rows = Provision.objects.filter(of__in=[one.text for one in versions], address=address)
    by_text = {row.of_id: row for row in rows}
    if not by_text:
        raise Http404("没有这一条。")
    stages: list[Stage] = []
    before: Provision | None = None
    for place, one in enumerate(versions):
        row = by_text.get(one.text or 0)
        url = f"{page.url}?on={one.begins}#{address}" if one.begins else f"{page.url}#{address}"
        stages.append(Stage(name_of(one), url if row else "", _word(place, before, row), _marked(before, row)))
        before = row
    latest = by_text[next(one.text for one in reversed(versions) if one.text in by_text) or 0]
    return {"stages": stages[::-1], "reference": latest.reference or latest.label, "anchor": address}


def _word(place: int, before: Provision | None, row: Provision | None) -> str:
    if place == 0:
        return "" if row is not None else "没有这一条"
    if row is None:
        return "删除" if before is not None else "没有这一条"
    if before is None:
        return "新增"
    return "没有变化" if _text(before) == _text(row) else "改动"


def _marked(before: Provision | None, row: Provision | None) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Lines of (same, removed or added; words)."""
    if before is None or row is None:
        return tuple((("same", line),) for line in (_text(row).split("\n") if row is not None else ()))
    left, right = marked(_text(before), _text(row))
    return _in_lines(left, right)


def _in_lines(left: Line, right: Line) -> tuple[tuple[tuple[str, str], ...], ...]:
    lines: list[list[tuple[str, str]]] = [[]]
    for how, text in merged(left, right):
        for place, piece in enumerate(text.split("\n")):
            if place:
                lines.append([])
            if piece:
                lines[-1].append((how, piece))
    return tuple(tuple(line) for line in lines)


def _text(row: Provision) -> str:
    if row.title and not row.text.startswith(row.title):
        return f"{row.title}\n{row.text}" if row.text else row.title
    return row.text
