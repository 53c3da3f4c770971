"""A question answered to a visitor: what the index found, less what the public may no longer open."""

from dataclasses import dataclass, replace

from search.documents import PUBLIC
from search.engines.protocol import Engine, Title
from search.parsing import parse
from search.registry import still_public
from search.results import HITS_A_PAGE, Question, Results

MOST_TITLES = 6
MOST_SHORTER = 3
LONGEST_COMPLETED = 60


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What to try where nothing was found."""

    titles: tuple[Title, ...] = ()
    # Fewer words, and how much there is with them.
    shorter: tuple[tuple[str, int], ...] = ()


def answer(engine: Engine, question: Question) -> Results:
    found = engine.search(question)
    public = still_public(hit.key for hit in found.hits)
    hits = tuple(hit for hit in found.hits if hit.key in public)
    gone = len(found.hits) - len(hits)
    return replace(found, hits=hits, total=max(found.total - gone, len(hits))) if gone else found


def suggestions(engine: Engine, question: Question) -> Suggestions:
    titles = engine.near_titles(question.typed, frozenset({PUBLIC}))
    clauses = [clause.text for clause in parse(question.typed).wanted]
    shorter = []
    if 1 < len(clauses) <= HITS_A_PAGE:
        for number in range(min(len(clauses), MOST_SHORTER)):
            fewer = " ".join(text for place, text in enumerate(clauses) if place != len(clauses) - 1 - number)
            total = engine.search(Question(fewer)).total
            if total:
                shorter.append((fewer, total))
    return Suggestions(_public(titles), tuple(shorter))


def completions(engine: Engine, typed: str) -> tuple[Title, ...]:
    typed = typed[:LONGEST_COMPLETED].strip()
    return _public(engine.complete(typed, frozenset({PUBLIC}))) if typed else ()


def _public(titles: list[Title]) -> tuple[Title, ...]:
    public = still_public(title.key for title in titles)
    return tuple(title for title in titles if title.key in public)[:MOST_TITLES]
