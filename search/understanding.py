"""What the words of a question stand for: each in the forms it may take in a document.

A run such as 反对名单怎么提 becomes concepts: 反对, also written 异议; 名单. What a question only asks with (怎么) is left
out. A concept may be found in one piece or, less well, in the pieces it is made of: 取消资格 in 取消其资格.
"""

import re
from dataclasses import dataclass, field, replace

from search.analyser import SENTENCE_END, TOKEN, is_han, pairs_of, ratio, singles_of
from search.parsing import Clause, Parsed, Word
from search.words.reading import ANY_NUMBER, Words

# The first of what stands for a word counts most.
SYNONYM_COUNTS, LESS_EACH, SYNONYM_COUNTS_AT_LEAST = 0.9, 0.06, 0.6
PIECES_COUNT = 0.75
MOST_FORMS = 12
PAIR_COUNTS = 0.5


@dataclass(frozen=True, slots=True)
class Form:
    """What is looked for: pieces that all must be there, each in one run."""

    pieces: tuple[str, ...]
    counts: float = 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    forms: tuple[Form, ...]

    @property
    def asks_for_a_number(self) -> bool:
        """No engine can be asked for any number: such a concept only says which pieces answer best."""
        return any(ANY_NUMBER in piece for form in self.forms for piece in form.pieces)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clause with what it stands for. `literal` is what was typed, as one run; empty where there is none."""

    clause: Clause
    literal: str = ""
    concepts: tuple[Concept, ...] = ()

    @property
    def is_one(self) -> bool:
        """All of it is one concept, and may be replaced by what it stands for from the start."""
        return len(self.concepts) == 1 and self.concepts[0].forms[0].pieces == (self.literal,)


@dataclass(frozen=True, slots=True)
class Understood:
    parsed: Parsed
    wanted: tuple[Wanted, ...] = field(default=())


def understand(parsed: Parsed, words: Words) -> Understood:
    wanted = [_wanted(clause, words) for clause in parsed.wanted]
    # A word a question only asks with is looked for where there is nothing else.
    meant = [one for one in wanted if not (isinstance(one.clause, Word) and not one.concepts)]
    return Understood(parsed, tuple(meant or [_as_typed(one) for one in wanted]))


def loosened(understood: Understood, words: Words) -> Understood:
    """What is no known word is taken apart into its pairs: one of them may be a word of the documents."""
    wanted = tuple(
        replace(one, concepts=tuple(dict.fromkeys(part for concept in one.concepts for part in _apart(concept, words))))
        for one in understood.wanted
    )
    return replace(understood, wanted=wanted)


def _apart(concept: Concept, words: Words) -> tuple[Concept, ...]:
    text = "".join(concept.forms[0].pieces)
    if not is_han(text) or len(text) < 3 or text in words.known or text in words.synonyms:
        return (concept,)
    return tuple(Concept((Form((pair,), PAIR_COUNTS),)) for pair in pairs_of(text))


def _wanted(clause: Clause, words: Words) -> Wanted:
    if not isinstance(clause, Word):
        return Wanted(clause)
    pieces = [piece for piece in _pieces(clause.text, words) if piece not in words.ignored]
    if len(pieces) > 1:
        # A lone character between words carries little; a number does.
        kept = [piece for piece in pieces if len(piece) > 1 or not is_han(piece) or piece in words.synonyms]
        # Of lone characters only (三分之二) it is one word: each for itself would be found everywhere.
        pieces = kept or [_run(clause.text)]
    concepts = tuple(dict.fromkeys(_concept(piece, words) for piece in pieces))
    return Wanted(clause, _run(clause.text), concepts)


def _as_typed(wanted: Wanted) -> Wanted:
    return Wanted(wanted.clause, wanted.literal, (Concept((Form((wanted.literal,)),)),))


def _run(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _pieces(text: str, words: Words) -> list[str]:
    pieces: list[str] = []
    whole = _run(text)
    if whole in words.synonyms:
        return [whole]
    for match in TOKEN.finditer(text):
        if match.lastgroup == "han":
            pieces += words.cut(match.group())
        elif match.lastgroup == "ratio":
            pieces.append(ratio(match.group()))
        elif match.lastgroup != "end":
            pieces.append(match.group())
    return pieces


def _concept(piece: str, words: Words) -> Concept:
    forms = [Form((piece,))]
    others = words.synonyms.get(piece, ())
    counted = [
        (other, max(SYNONYM_COUNTS_AT_LEAST, SYNONYM_COUNTS - LESS_EACH * place)) for place, other in enumerate(others)
    ]
    forms += [Form((other,), counts) for other, counts in counted if other != piece]
    for word, counts in ((piece, 1.0), *counted):
        smaller = smaller_pieces(word, words)
        if len(smaller) > 1:
            forms.append(Form(smaller, counts * PIECES_COUNT))
    return Concept(tuple(forms[:MOST_FORMS]))


def smaller_pieces(word: str, words: Words) -> tuple[str, ...]:
    """What a long word is made of: known words, else two characters each, as most Chinese words are."""
    if not is_han(word) or len(word) < 4:
        return (word,)
    cut = Words(words.synonyms, words.ignored, words.known - {word}).cut(word)
    smaller: list[str] = []
    for piece in cut:
        if piece in words.ignored:
            continue
        if piece in words.known or len(piece) <= 3:
            smaller.append(piece)
        else:
            smaller += [piece[at : at + 2] for at in range(0, len(piece) - 1, 2)]
            if len(piece) % 2:
                smaller.append(piece[-2:])
    kept = [piece for piece in smaller if len(piece) > 1]
    return tuple(dict.fromkeys(kept)) or (word,)


def terms_of(text: str) -> tuple[str, ...]:
    return tuple(term for term in singles_of(text) if term != SENTENCE_END)
