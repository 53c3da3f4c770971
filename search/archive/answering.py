"""A question of staff answered: trimmed in the engine's query, asked again of the database, and written down."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib.auth import get_user_model
from wagtail.models import Page

from foundation.models import User
from search.answering import LONGEST_COMPLETED, MOST_SHORTER, MOST_TITLES, Suggestions
from search.archive.access import Seen, Sight, sealed_and_not_yet_noted, sight_of, still_seen
from search.archive.asked import Asked
from search.archive.noting import note_use
from search.archive.sight import Shelf
from search.engines.protocol import Engine, Title
from search.matching import Candidate
from search.models import ArchiveQuery
from search.parsing import parse
from search.results import HITS_A_PAGE, Question, Results

MOST_EXPORTED = 5_000
KEYS_A_TURN = 500
What = ArchiveQuery.What


@dataclass(frozen=True, slots=True)
class Answer:
    found: Results
    seen: dict[str, Seen]
    offered: Suggestions | None = None


def answer(engine: Engine, asked: Asked, user: User) -> Answer:
    sight = sight_of(user)
    question = asked.question(sight.audience, sealed_and_not_yet_noted())
    found = engine.search(question)
    seen = still_seen(sight, [hit.key for hit in found.hits])
    hits = tuple(hit for hit in found.hits if hit.key in seen)
    gone = len(found.hits) - len(hits)
    found = replace(found, hits=hits, total=max(found.total - gone, len(hits)))
    offered = _suggestions(engine, question, sight) if not found.total and asked.typed else None
    _note(user, sight, What.QUERY, asked, found.total, [seen[hit.key] for hit in hits])
    return Answer(found, seen, offered)


def export(engine: Engine, asked: Asked, user: User) -> tuple[int, list[Candidate]]:
    """How many there are, and so many of them as are carried away at most."""
    sight = sight_of(user)
    total, rows = engine.listed(asked.question(sight.audience, sealed_and_not_yet_noted()), MOST_EXPORTED)
    seen: dict[str, Seen] = {}
    for start in range(0, len(rows), KEYS_A_TURN):
        seen |= still_seen(sight, [row.key for row in rows[start : start + KEYS_A_TURN]])
    kept = [row for row in rows if row.key in seen]
    total -= len(rows) - len(kept)
    _note(user, sight, What.EXPORT, asked, total, [seen[row.key] for row in kept])
    return total, kept


def completions(engine: Engine, typed: str, user: User) -> tuple[Title, ...]:
    typed = typed[:LONGEST_COMPLETED].strip()
    if not typed:
        return ()
    sight = sight_of(user)
    found = _still(sight, engine.complete(typed, sight.audience, sealed_and_not_yet_noted()))
    note_use(user, sight, What.COMPLETION, typed, hits=len(found))
    return found


def _suggestions(engine: Engine, question: Question, sight: Sight) -> Suggestions:
    titles = engine.near_titles(question.typed, question.audience, question.without)
    clauses = [clause.text for clause in parse(question.typed).wanted]
    shorter = []
    if 1 < len(clauses) <= HITS_A_PAGE:
        for number in range(min(len(clauses), MOST_SHORTER)):
            fewer = " ".join(text for place, text in enumerate(clauses) if place != len(clauses) - 1 - number)
            total = engine.search(Question(fewer, audience=question.audience, without=question.without)).total
            if total:
                shorter.append((fewer, total))
    return Suggestions(_still(sight, titles), tuple(shorter))


def _still(sight: Sight, titles: list[Title]) -> tuple[Title, ...]:
    seen = still_seen(sight, [title.key for title in titles])
    return tuple(title for title in titles if title.key in seen)[:MOST_TITLES]


def _note(user: User, sight: Sight, what: What, asked: Asked, hits: int, shown: list[Seen]) -> None:
    sealed = sum(1 for one in shown if one.shelf is Shelf.SEALED)
    note_use(
        user,
        sight,
        what,
        asked.typed,
        filters=asked.filters,
        hits=hits,
        sealed=sealed,
        sections=_searched(sight, asked),
    )


def _searched(sight: Sight, asked: Asked) -> list[int] | None:
    """Those chosen of their own sections, or of what stands below them; otherwise all of theirs."""
    chosen = [int(pk) for pk in asked.chosen.get("section", ())]
    places = Page.objects.filter(pk__in=chosen).values_list("pk", "path") if chosen else ()
    within = [pk for pk, path in places if any(path.startswith(own) for _, own in sight.sections)]
    return within or None


def names_of_sections(keys: Iterable[str]) -> dict[str, str]:
    pks = {int(key) for key in keys if key.isdecimal()}
    return {str(pk): title for pk, title in Page.objects.filter(pk__in=pks).values_list("pk", "title")}


def names_of_people(keys: Iterable[str]) -> dict[str, str]:
    pks = {int(key) for key in keys if key.isdecimal()}
    return {str(one.pk): str(one) for one in get_user_model().objects.filter(pk__in=pks)}
