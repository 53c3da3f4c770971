"""Which pieces of a document match a question, how well, and where: after an engine has found the documents.

Both engines give candidates; this one code orders them and chooses the provisions to show, so that both show the same.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log, log2

from search.analyser import TOKEN, fold_in_place
from search.documents import Place, State
from search.highlighting import Span
from search.parsing import Day, Field, Number, Phrase, Reference, Word
from search.results import Found, Hit
from search.understanding import Form, Understood, terms_of
from search.words.reading import ANY_NUMBER

# --- what is kept with a document in an index -------------------------------------------------------------------------


@dataclass(slots=True)
class Piece:
    reference: str
    anchor: str
    url: str
    place: Place
    text: str
    folded: str
    context: str


@dataclass(slots=True)
class Candidate:
    key: str
    kind: str
    title: str
    folded_title: str
    url: str
    number: str
    issuers: tuple[str, ...]
    programme: str
    state: State
    dated: date | None
    abstract: str
    pieces: list[Piece]
    stage: str = ""
    section: str = ""
    actors: tuple[str, ...] = ()


@lru_cache(maxsize=400)
def unpacked(data: str) -> Candidate:
    key, kind, title, url, number, issuers, programme, state, day, abstract, parts, stage, section, actors = json.loads(
        data
    )
    pieces = [
        Piece(reference, anchor, address, Place(place), text, fold_in_place(text), fold_in_place(context))
        for reference, anchor, address, place, text, context in parts
    ]
    when = date.fromisoformat(day) if day else None
    return Candidate(
        key,
        kind,
        title,
        fold_in_place(title),
        url,
        number,
        tuple(issuers),
        programme,
        State(state),
        when,
        abstract,
        pieces,
        stage,
        section,
        tuple(actors),
    )


# --- how much it counts -----------------------------------------------------------------------------------------------

PLACE_COUNTS = {Place.PROVISION: 1.0, Place.BODY: 0.85, Place.ATTACHMENT: 0.5}
STATE_COUNTS = {
    State.DRAFT: 0.93, State.EXPIRED: 0.9, State.REPEALED: 0.9, State.WITHDRAWN: 0.75, State.UPCOMING: 0.98, State.CLOSED: 0.97,
}  # fmt: skip
CONTEXT_COUNTS, TITLE_LENDS = 0.6, 0.45
TITLE_COUNTS = 1.15
REFERENCE_COUNTS = 3.0
WHOLE_RUN_BONUS, NEAR_BONUS, ALL_BONUS = 0.35, 0.3, 0.4
USUAL_LENGTH = 90
SHOWN_AT_LEAST = 0.6
MOST_SHOWN = 5
YEAR_COUNTS, EVEN_YEAR = 0.004, 2022

_BETWEEN = r"[^\w。！？；]{0,4}"


@dataclass(frozen=True, slots=True)
class _Form:
    patterns: tuple[re.Pattern[str], ...]
    counts: float


@dataclass(frozen=True, slots=True)
class _Concept:
    forms: tuple[_Form, ...]
    anchor: str = ""
    in_title_only: bool = False


class Matcher:
    """Made once for a question; looks at documents."""

    def __init__(self, understood: Understood) -> None:
        self.concepts: list[_Concept] = []
        self.runs: list[re.Pattern[str]] = []
        for wanted in understood.wanted:
            clause = wanted.clause
            if isinstance(clause, Word):
                if clause.field in (Field.NUMBER, Field.ISSUER):
                    continue
                for concept in wanted.concepts:
                    self.concepts.append(_Concept(_forms(concept.forms), in_title_only=clause.field is Field.TITLE))
                if not wanted.is_one and (pattern := _pattern(wanted.literal)):
                    self.runs.append(pattern)
            elif isinstance(clause, Reference):
                self.concepts.append(_Concept(_forms((Form((clause.text,), 0.3),)), anchor=clause.anchor))
            elif isinstance(clause, Number):
                tail = _joined(clause.number.singles)
                self.concepts.append(_Concept((_Form((re.compile(tail),), 1.0),)))
            elif isinstance(clause, Phrase | Day):
                only_title = isinstance(clause, Phrase) and clause.field is Field.TITLE
                if isinstance(clause, Phrase) and clause.field in (Field.NUMBER, Field.ISSUER):
                    continue
                self.concepts.append(
                    _Concept((_Form((re.compile(_joined(clause.terms)),), 1.0),), in_title_only=only_title)
                )

    def hits(self, candidates: Sequence[tuple[float, Candidate]]) -> list[Hit]:
        """The candidates as hits, each scored; in the order they were given."""
        looked = [
            (score, candidate, [self._look(piece) for piece in candidate.pieces]) for score, candidate in candidates
        ]
        weights = self._weights([look for _, _, looks in looked for look in looks])
        highest = max((score for score, _, _ in looked), default=0.0) or 1.0
        return [self._hit(score / highest, candidate, looks, weights) for score, candidate, looks in looked]

    def _look(self, piece: Piece) -> "_Look":
        found, in_context, best = [], [], []
        spans: list[list[Span]] = []
        for concept in self.concepts:
            counts, places = _find(concept.forms, piece.folded) if not concept.in_title_only else (0.0, [])
            if concept.anchor and _is_at(piece.anchor, concept.anchor):
                counts = REFERENCE_COUNTS
            found.append(counts)
            spans.append(places)
            in_context.append(
                _find(concept.forms, piece.context)[0]
                if not counts and piece.context and not concept.in_title_only
                else 0.0
            )
            best.append(len(places))
        runs = [(match.start(), match.end()) for run in self.runs for match in run.finditer(piece.folded)]
        return _Look(found, in_context, spans, runs)

    def _weights(self, looks: list["_Look"]) -> list[float]:
        """What is rare among the pieces at hand says more."""
        weights = []
        for number in range(len(self.concepts)):
            having = sum(1 for look in looks if look.found[number])
            weights.append(0.5 + log(1 + len(looks) / (1 + having)) / 4)
        return weights

    def _hit(self, relative: float, candidate: Candidate, looks: list["_Look"], weights: list[float]) -> Hit:
        in_title = [_find(concept.forms, candidate.folded_title) for concept in self.concepts]
        total = sum(weights) or 1.0
        title_score = sum(weight * counts for weight, (counts, _) in zip(weights, in_title, strict=True)) / total
        title_spans = [span for _, places in in_title for span in places]
        for run in self.runs:
            if run.search(candidate.folded_title):
                title_score *= 1 + WHOLE_RUN_BONUS
        scored = []
        for piece, look in zip(candidate.pieces, looks, strict=True):
            score, own = self._score(piece, look, weights, [counts for counts, _ in in_title])
            if own:
                scored.append((score, piece, look))
        scored.sort(key=lambda row: -row[0])
        best = [score for score, _, _ in scored[:3]]
        pieces_score = sum(score * share for score, share in zip(best, (1.0, 0.1, 0.05), strict=False))
        score = TITLE_COUNTS * title_score + pieces_score + 0.1 * relative
        score *= STATE_COUNTS.get(candidate.state, 1.0)
        if candidate.dated is not None:
            score *= 1 + YEAR_COUNTS * max(-10, min(10, candidate.dated.year - EVEN_YEAR))
        shown = [row for row in scored if row[0] >= SHOWN_AT_LEAST * best[0]] if scored else []
        return Hit(
            candidate.key, candidate.kind, candidate.title, tuple(title_spans), candidate.url, candidate.number,
            candidate.issuers, candidate.programme, candidate.state, candidate.dated, candidate.abstract, score,
            tuple(_found(candidate, *row) for row in shown[:MOST_SHOWN]), max(0, len(shown) - MOST_SHOWN),
            candidate.stage, candidate.section,
        )  # fmt: skip

    def _score(self, piece: Piece, look: "_Look", weights: list[float], in_title: list[float]) -> tuple[float, bool]:
        """How well a piece answers, about 1 when all of it is there; and if anything of it stands in the piece itself."""
        total = sum(weights) or 1.0
        points = covered = 0.0
        own = False
        for weight, found, context, title, spans in zip(
            weights, look.found, look.in_context, in_title, look.spans, strict=True
        ):
            if found:
                own = True
                covered += weight
                points += weight * found * (1 + 0.12 * log2(max(1, min(len(spans), 8))))
            elif context:
                covered += weight
                points += weight * context * CONTEXT_COUNTS
            elif title:
                covered += weight * 0.5
                points += weight * title * TITLE_LENDS
        if not own:
            return 0.0, False
        score = points / total
        share = covered / total
        score *= 1 - ALL_BONUS + ALL_BONUS * share * share
        if look.runs:
            score *= 1 + WHOLE_RUN_BONUS
        elif (near := _nearness(look.spans)) is not None:
            score *= 1 + NEAR_BONUS * near
        score *= 1.25 / (1 + 0.25 * max(0.4, len(piece.text) / USUAL_LENGTH) ** 0.5)
        return score * PLACE_COUNTS[piece.place], True


@dataclass(slots=True)
class _Look:
    """What of the question a piece has: for each concept how well, in what it hangs on, and where."""

    found: list[float]
    in_context: list[float]
    spans: list[list[Span]]
    runs: list[Span]


def _find(forms: tuple[_Form, ...], text: str) -> tuple[float, list[Span]]:
    """The best form of a concept in a text, and the places of every form that is there."""
    best = 0.0
    spans: list[Span] = []
    for form in forms:
        places: list[Span] = []
        for pattern in form.patterns:
            here = [match.span() for match in pattern.finditer(text)]
            if not here:
                break
            places += here
        else:
            best = max(best, form.counts)
            spans += places
    return best, spans


def _nearness(spans: list[list[Span]]) -> float | None:
    """1 when one of each concept stand side by side, towards 0 the farther apart they are; None of a single one."""
    present = [sorted(places) for places in spans if places]
    if len(present) < 2:
        return None
    events = sorted((begin, end, number) for number, places in enumerate(present) for begin, end in places)
    last: dict[int, Span] = {}
    shortest = None
    for begin, end, number in events:
        last[number] = (begin, end)
        if len(last) == len(present):
            reach = max(end for _, end in last.values()) - min(begin for begin, _ in last.values())
            shortest = reach if shortest is None else min(shortest, reach)
    together = sum(places[0][1] - places[0][0] for places in present)
    return min(1.0, together / shortest) if shortest else 1.0


def _is_at(anchor: str, asked: str) -> bool:
    return anchor == asked or anchor.startswith(f"{asked}-")


def _found(candidate: Candidate, score: float, piece: Piece, look: _Look) -> Found:
    url = piece.url or candidate.url
    spans = [span for places in look.spans for span in places] + look.runs
    return Found(
        piece.reference, f"{url}#{piece.anchor}" if piece.anchor else url, piece.place, piece.text, tuple(spans), score
    )


def _forms(forms: tuple[Form, ...]) -> tuple[_Form, ...]:
    made = []
    for form in forms:
        patterns = [pattern for piece in form.pieces if (pattern := _pattern(piece))]
        if patterns:
            made.append(_Form(tuple(patterns), form.counts))
    return tuple(made)


@lru_cache(maxsize=2000)
def _pattern(text: str) -> re.Pattern[str] | None:
    """Finds a run in a folded text, whatever brackets or spaces stand in it."""
    number, sign, rest = text.rpartition(ANY_NUMBER)
    terms = terms_of(rest)
    joined = _joined(terms) if terms else re.escape(rest)
    if sign and not number:
        return re.compile(rf"[\d一二三四五六七八九十百]+(?:\.\d+)?\s*{joined}")
    return re.compile(joined) if terms else None


def _joined(terms: Sequence[str]) -> str:
    parts = []
    for term in terms:
        match = TOKEN.fullmatch(term)
        kind = match.lastgroup if match else "word"
        if kind == "ratio":
            left, right = term.split(":")
            parts.append(rf"(?<![\d.]){re.escape(left)}\s*[:\u2236]\s*{re.escape(right)}(?!\d)")
        elif kind == "number":
            parts.append(rf"(?<![\d.]){re.escape(term)}(?![\d]|\.\d)")
        elif kind == "word":
            parts.append(rf"(?<![a-z]){re.escape(term)}(?![a-z])")
        else:
            parts.append(re.escape(term))
    return _BETWEEN.join(parts)
