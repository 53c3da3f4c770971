"""From a question to results: the way every engine goes. What is its own is `_ask`."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from search.engines.protocol import Title
from search.matching import Matcher, unpacked
from search.nodes import FACETS, Node
from search.parsing import parse
from search.planning import Strictness, differ, plan, plan_near_titles, plan_title
from search.results import HITS_A_PAGE, MOST_PAGES, NOTHING, Question, Results, Sort
from search.understanding import Understood, understand
from search.words.reading import Words, words_in

# So many of the first are put in order anew by what stands in their pieces.
WINDOW = 20
# Fewer than a page: then a looser reading is tried.
THIN = HITS_A_PAGE
TITLES = 8


@dataclass(frozen=True, slots=True)
class Selection:
    audience: frozenset[str]
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_date: bool = False
    offset: int = 0
    limit: int = HITS_A_PAGE
    with_facets: bool = True


@dataclass(frozen=True, slots=True)
class Raw:
    total: int
    rows: list[tuple[float, str]]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


class Asking(ABC):
    def __init__(self, words: Callable[[], Words] = words_in) -> None:
        self.words = words

    # Whether counting the facets costs no more than a second request would: then they come with the hits.
    counts_with_hits = True

    @abstractmethod
    def _ask(self, node: Node, selection: Selection) -> Raw: ...

    def search(self, question: Question) -> Results:
        started = time.perf_counter()
        understood = understand(parse(question.typed), self.words())
        page = max(1, min(question.page, MOST_PAGES))
        node = plan(understood, Strictness.STRICT)
        if node is None:
            return replace(NOTHING, is_cut=understood.parsed.is_cut)
        selection = _selection(question, page)
        strictness, asked, raw = self._as_strictly_as_finds(
            understood, node, replace(selection, with_facets=self.counts_with_hits)
        )
        if not self.counts_with_hits and raw.total + len(selection.chosen):
            raw = replace(raw, facets=self._ask(asked, replace(selection, limit=0)).facets)
        hits = Matcher(understood).hits([(score, unpacked(data)) for score, data in raw.rows])
        if not selection.by_date and selection.offset == 0:
            hits.sort(key=lambda hit: (-hit.score, hit.key))
            hits = hits[(page - 1) * HITS_A_PAGE : page * HITS_A_PAGE]
        facets = {name: raw.facets.get(name, ()) for name in FACETS}
        took = (time.perf_counter() - started) * 1000
        return Results(raw.total, tuple(hits), facets, strictness, understood.parsed.is_cut, round(took, 1))

    def _as_strictly_as_finds(
        self, understood: Understood, node: Node, selection: Selection
    ) -> tuple[Strictness, Node, Raw]:
        """What is chosen in the facets has no say in it: a choice never brings in what was not there before it."""
        raw = self._ask(node, selection)
        strict = Strictness.STRICT, node, raw
        if not differ(understood) or self._all_of(node, selection, raw) >= THIN:
            return strict
        looser = plan(understood, Strictness.RELAXED)
        if looser is None or looser == node:
            return strict
        relaxed = self._ask(looser, selection)
        if self._all_of(looser, selection, relaxed) > 0:
            same = relaxed.total == raw.total
            return (Strictness.STRICT if same else Strictness.RELAXED), looser, relaxed
        most = plan(understood, Strictness.MOST)
        if most is None or most == looser:
            return strict
        return Strictness.MOST, most, self._ask(most, selection)

    def _all_of(self, node: Node, selection: Selection, raw: Raw) -> int:
        if not selection.chosen:
            return raw.total
        return self._ask(node, Selection(selection.audience, limit=1, with_facets=False)).total

    def complete(self, typed: str, audience: frozenset[str]) -> list[Title]:
        return self._titles(plan_title(typed), audience)

    def near_titles(self, typed: str, audience: frozenset[str]) -> list[Title]:
        return self._titles(plan_near_titles(typed), audience)

    def _titles(self, node: Node | None, audience: frozenset[str]) -> list[Title]:
        if node is None:
            return []
        raw = self._ask(node, Selection(audience, limit=TITLES, with_facets=False))
        found = [unpacked(data) for _, data in raw.rows]
        return [Title(one.key, one.title, one.number, one.url) for one in found]


def _selection(question: Question, page: int) -> Selection:
    offset, limit = (page - 1) * HITS_A_PAGE, HITS_A_PAGE
    by_date = question.sort is Sort.DATE
    if not by_date and offset < WINDOW:
        offset, limit = 0, WINDOW
    chosen = {name: values for name, values in question.chosen.items() if values}
    return Selection(question.audience, chosen, by_date, offset, limit)
