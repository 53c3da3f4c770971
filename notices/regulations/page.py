"""What the public page of a regulation shows."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from foundation.clock import today
from notices.models import Provision, RegulationPage
from notices.regulations.asking import asked_day
from notices.regulations.measure_units import units_of_measures
from notices.regulations.related import read_related
from notices.regulations.showing import blocks_of, contents_of
from notices.regulations.wording import CSS, name_of, notice_of, since_words
from notices.validity import Life, Version, events, last_day_on, standing_on, unreadable_on, version_on


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as it is offered: the text of its first day, and what it changed against the one before."""

    version: Version
    name: str
    text_url: str
    compare_url: str
    is_shown: bool
    is_ahead: bool


def context_of(page: RegulationPage, request: HttpRequest) -> dict[str, Any]:
    now = today()
    asked = asked_day(request.GET, now)
    related = read_related(page)
    life = page.__dict__["life"] = related.life
    version = version_on(asked.day, life)
    standing = standing_on(asked.day, life)
    base = related.lives.acts.get(life.base_on(asked.day).act, page)
    shown_act = related.lives.acts.get(version.act, page)
    texts = _texts(life, version)
    rows = texts.get(version.text, [])
    blocks = blocks_of(rows, related.links_in(version.text, now), units_of_measures(rows))
    return {
        "asked": asked,
        "day": asked.day,
        "version": version,
        "version_name": name_of(version),
        "standing": standing,
        "standing_css": CSS[standing.state],
        "since_words": since_words(standing),
        "notice": notice_of(standing, adopted_later=life.adoption_on(now)),
        "unreadable": unreadable_on(asked.day, life),
        "not_yet_issued": bool(life.first.issued_on and asked.day < life.first.issued_on),
        "base": base,
        "original": shown_act.original,
        "expires_on": last_day_on(asked.day, life),
        "provisions": rows,
        "blocks": blocks,
        "contents": contents_of(blocks),
        "versions": version_rows(page, life, version),
        "events": events(life, now),
        "cites": related.cites(version.text, now),
        "cited_by": related.cited_by(now),
        "citing": citing_of(page, base.document_number),
        "address": absolute(page, f"?on={asked.day}" if asked.is_other else ""),
        "provisions_url": f"{page.url or ''}provisions/",
        "compare_url": f"{page.url or ''}compare/",
        "has_history": len(life.versions) > 1,
        "rewritten": _rewritten(texts, rows),
    }


def _texts(life: Life, shown: Version) -> dict[int | None, list[Provision]]:
    """The rows of every version, in one query: which provisions ever changed is said where they stand."""
    wanted = {one.text for one in (shown, *life.versions)} - {None}
    found: dict[int | None, list[Provision]] = defaultdict(list)
    for row in Provision.objects.filter(of__in=wanted).order_by("of", "order"):
        found[row.of_id].append(row)
    return found


def _rewritten(texts: dict[int | None, list[Provision]], shown: list[Provision]) -> set[str]:
    """The addresses whose words are not the same in every version."""
    words: dict[str, set[tuple[str, str]]] = defaultdict(set)
    held: dict[str, int] = defaultdict(int)
    for rows in texts.values():
        for row in rows:
            words[row.address].add((row.title, row.text))
            held[row.address] += 1
    return {row.address for row in shown if len(words[row.address]) > 1 or held[row.address] < len(texts)}


def citing_of(page: RegulationPage, document_number: str) -> str:
    """《示例办法》（示科规〔2026〕1号）"""
    return f"《{page.title}》（{document_number}）" if document_number else f"《{page.title}》"


def absolute(page: RegulationPage, query: str = "") -> str:
    """Never from the Host header, which anyone can write."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{page.url or ''}{query}"


def version_rows(page: RegulationPage, life: Life, shown: Version) -> list[VersionRow]:
    """The newest first."""
    found = []
    before: Version | None = None
    for one in life.versions:
        day = one.begins
        reachable = day is not None and version_on(day, life) == one
        found.append(
            VersionRow(
                one,
                name_of(one),
                f"?on={day}" if reachable else "",
                f"{page.url or ''}compare/?from={before.act}&to={one.act}" if before else "",
                one == shown,
                day is not None and day > today(),
            )
        )
        before = one
    return found[::-1]
