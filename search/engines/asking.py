"""From a question to results: the way every engine goes. What is its own is `_ask`."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from search.engines.protocol import Title
from search.matching import Candidate, Matcher, unpacked
from search.nodes import ARCHIVE_FACETS, FACETS, All, Between, Boost, Everything, Node, Term, Without, evened
from search.parsing import parse
from search.planning import Strictness, differ, plan, plan_near_titles, plan_title
from search.results import HITS_A_PAGE, MOST_PAGES, NOTHING, Question, Results, Sort
from search.understanding import Understood, loosened, understand
from search.words.reading import Words, words_in

# So many of the first are put in order anew by what stands in their pieces.
WINDOW = 20
# Fewer than a page: then a looser reading is tried.
THIN = HITS_A_PAGE
# Of a question of several words that stands nowhere as it was typed: with fewer documents it is read still more loosely.
FEW, SEVERAL = 3, 3
TITLES = 8
LISTED_A_TURN = 500


@dataclass(frozen=True, slots=True)
class Use:
    """What an index is for. `evenly`: an answer says nothing of documents whoever asks may not see, not even by its order.

    `browses`: without a word, everything is asked for. `is_private`: its folder is for the running account alone.
    """

    facets: tuple[str, ...] = FACETS
    evenly: bool = False
    browses: bool = False
    is_private: bool = False


FOR_THE_PUBLIC = Use()
FOR_THE_ARCHIVE = Use(ARCHIVE_FACETS, evenly=True, browses=True, is_private=True)


@dataclass(frozen=True, slots=True)
class Selection:
    audience: frozenset[str]
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_date: bool = False
    offset: int = 0
    limit: int = HITS_A_PAGE
    with_facets: bool = True
    facets: tuple[str, ...] = FACETS


@dataclass(frozen=True, slots=True)
class Raw:
    total: int
    rows: list[tuple[float, str]]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """How strictly the question had to be read for something to be found, and what was found."""

    strictness: Strictness
    understood: Understood
    node: Node
    raw: Raw


class Asking(ABC):
    def __init__(self, words: Callable[[], Words] = words_in, use: Use = FOR_THE_PUBLIC) -> None:
        self.words = words
        self.use = use

    # Whether counting the facets costs no more than a second request would: then they come with the hits.
    counts_with_hits = True

    @abstractmethod
    def _ask(self, node: Node, selection: Selection) -> Raw: ...

    def search(self, question: Question) -> Results:
        started = time.perf_counter()
        understood = understand(parse(question.typed), self.words())
        page = max(1, min(question.page, MOST_PAGES))
        selection = self._selection(question, page)
        answered = self._as_strictly_as_finds(
            understood, question, replace(selection, with_facets=self.counts_with_hits)
        )
        if answered is None:
            return replace(NOTHING, is_cut=understood.parsed.is_cut)
        raw = answered.raw
        if not self.counts_with_hits and raw.total + len(selection.chosen):
            raw = replace(raw, facets=self._ask(answered.node, replace(selection, limit=0)).facets)
        hits = Matcher(answered.understood).hits([(score, unpacked(data)) for score, data in raw.rows])
        if not selection.by_date and selection.offset == 0:
            hits.sort(key=lambda hit: (-hit.score, hit.key))
            hits = hits[(page - 1) * HITS_A_PAGE : page * HITS_A_PAGE]
        facets = {name: raw.facets.get(name, ()) for name in self.use.facets}
        took = (time.perf_counter() - started) * 1000
        return Results(raw.total, tuple(hits), facets, answered.strictness, understood.parsed.is_cut, round(took, 1))

    def _selection(self, question: Question, page: int) -> Selection:
        offset, limit = (page - 1) * HITS_A_PAGE, HITS_A_PAGE
        by_date = question.sort is Sort.DATE or (self.use.browses and not question.typed.strip())
        if not by_date and offset < WINDOW:
            offset, limit = 0, WINDOW
        return Selection(question.audience, _chosen(question), by_date, offset, limit, facets=self.use.facets)

    def _as_strictly_as_finds(
        self, understood: Understood, question: Question, selection: Selection
    ) -> Answered | None:
        """What is chosen in the facets has no say in it: a choice never brings in what was not there before it."""
        node = self._plan(understood, Strictness.STRICT, question)
        if node is None:
            return None
        raw = self._ask(node, selection)
        strict, as_typed = Answered(Strictness.STRICT, understood, node, raw), self._all_of(node, selection, raw)
        if as_typed >= THIN or not differ(understood):
            return strict
        looser = self._plan(understood, Strictness.RELAXED, question)
        if looser is None or looser == node:
            return strict
        relaxed = self._ask(looser, selection)
        enough = FEW if not as_typed and _is_long(understood) else 1
        if self._all_of(looser, selection, relaxed) >= enough:
            same = relaxed.total == raw.total
            return Answered(Strictness.STRICT if same else Strictness.RELAXED, understood, looser, relaxed)
        tried = looser
        apart = loosened(understood, self.words())
        for strictness, taken in ((Strictness.MOST, understood), (Strictness.SOME, apart)):
            node = self._plan(taken, strictness, question)
            if node is None or node == tried:
                continue
            raw, tried = self._ask(node, selection), node
            if self._all_of(node, selection, raw) > 0:
                return Answered(strictness, taken, node, raw)
        return strict

    def _plan(self, understood: Understood, strictness: Strictness, question: Question) -> Node | None:
        node = plan(understood, strictness)
        if node is None:
            if question.typed.strip() or not self.use.browses:
                return None
            node = Everything()
        if question.first or question.last:
            node = All((node, Boost(Between(question.first or date.min, question.last or date.max), 0.0)))
        return self._shaped(node, question.without)

    def _shaped(self, node: Node, without: frozenset[str]) -> Node:
        if self.use.evenly:
            node = evened(node)
        return Without(node, tuple(Term("page", page) for page in sorted(without))) if without else node

    def _all_of(self, node: Node, selection: Selection, raw: Raw) -> int:
        if not selection.chosen:
            return raw.total
        return self._ask(node, Selection(selection.audience, limit=1, with_facets=False)).total

    def listed(self, question: Question, most: int) -> tuple[int, list[Candidate]]:
        """How many there are, and the first of them by date, without looking at what in them matched."""
        understood = understand(parse(question.typed), self.words())
        selection = Selection(
            question.audience, _chosen(question), by_date=True, limit=LISTED_A_TURN, with_facets=False
        )
        answered = self._as_strictly_as_finds(understood, question, selection)
        if answered is None:
            return 0, []
        node, raw = answered.node, answered.raw
        rows = [unpacked(data) for _, data in raw.rows]
        while len(rows) < min(raw.total, most):
            turn = self._ask(node, replace(selection, offset=len(rows))).rows
            if not turn:
                break
            rows += [unpacked(data) for _, data in turn]
        return raw.total, rows[:most]

    def complete(self, typed: str, audience: frozenset[str], without: frozenset[str] = frozenset()) -> list[Title]:
        return self._titles(plan_title(typed), audience, without)

    def near_titles(self, typed: str, audience: frozenset[str], without: frozenset[str] = frozenset()) -> list[Title]:
        return self._titles(plan_near_titles(typed), audience, without)

    def _titles(self, node: Node | None, audience: frozenset[str], without: frozenset[str]) -> list[Title]:
        if node is None:
            return []
        raw = self._ask(self._shaped(node, without), Selection(audience, limit=TITLES, with_facets=False))
        found = [unpacked(data) for _, data in raw.rows]
        return [Title(one.key, one.title, one.number, one.url) for one in found]


def _chosen(question: Question) -> dict[str, tuple[str, ...]]:
    return {name: values for name, values in question.chosen.items() if values}


def _is_long(understood: Understood) -> bool:
    """A sentence more than a name: several words typed as one run."""
    return any(len(wanted.concepts) >= SEVERAL for wanted in understood.wanted)
