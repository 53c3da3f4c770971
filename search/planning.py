"""From a question to what an engine is asked, in four steps of strictness.

STRICT: what was typed, as it was typed. RELAXED: pairs that straddle words are no longer asked for, and what stands for a
word will do in its place. MOST: of a run typed without a space, most of its words. SOME: some of them, and of what is no
known word any two characters. Words typed apart are all required in each of them.
"""

from enum import IntEnum
from math import ceil

from search.analyser import pairs_of
from search.nodes import TEXTS, Between, Boost, Node, Run, Term, Without, all_of, any_of
from search.parsing import Clause, Day, Field, Number, Phrase, Reference, Word
from search.understanding import Form, Understood, Wanted, terms_of
from search.words.reading import ANY_NUMBER

NUMBER_COUNTS, REFERENCE_COUNTS = 8.0, 3.0
MOST_OF, SOME_AT_LEAST = 0.6, 2
SHORTEST_AGENCY = 2


class Strictness(IntEnum):
    STRICT = 1
    RELAXED = 2
    MOST = 3
    SOME = 4


def plan(understood: Understood, strictness: Strictness) -> Node | None:
    """None when nothing is asked."""
    nodes = [node for wanted in understood.wanted if (node := _node(wanted, strictness)) is not None]
    if not nodes:
        return None
    wanted = all_of(nodes)
    unwanted = tuple(node for clause in understood.parsed.unwanted if (node := _unwanted(clause)) is not None)
    return Without(wanted, unwanted) if unwanted else wanted


def differ(understood: Understood) -> bool:
    """A looser reading could find more than the strict one."""
    return any(
        (wanted.concepts and (not wanted.is_one or len(wanted.concepts[0].forms) > 1))
        or isinstance(wanted.clause, Number)
        or (isinstance(wanted.clause, Word) and wanted.clause.field is Field.ISSUER)
        for wanted in understood.wanted
    )  # fmt: skip


def _node(wanted: Wanted, strictness: Strictness) -> Node | None:
    clause = wanted.clause
    if isinstance(clause, Word):
        return _word(wanted, clause, strictness)
    if isinstance(clause, Number):
        return _number(clause, strictness)
    if isinstance(clause, Reference):
        cited = [Run(f"{text}_s", terms_of(clause.text)) for text in ("provision", "body", "file")]
        return any_of([Boost(Term("refs", clause.anchor), REFERENCE_COUNTS), *cited])
    if isinstance(clause, Day):
        return any_of([Between(clause.first, clause.last), *(Run(f"{text}_s", clause.terms) for text in TEXTS)])
    return _phrase(clause.terms, clause.field)


def _word(wanted: Wanted, clause: Word, strictness: Strictness) -> Node | None:
    if clause.field in (Field.NUMBER, Field.ISSUER):
        return _short_field(clause, strictness)
    texts = ["title"] if clause.field is Field.TITLE else list(TEXTS)
    literal = _form(Form((wanted.literal,)), texts)
    if strictness is Strictness.STRICT:
        if not wanted.is_one:
            return literal
        nodes = [_form(form, texts) for form in wanted.concepts[0].forms if len(form.pieces) == 1]
        return any_of([node for node in nodes if node is not None])
    required = [one for one in wanted.concepts if not one.asks_for_a_number] or list(wanted.concepts)
    concepts = [
        any_of([node for form in concept.forms if (node := _form(form, texts)) is not None]) for concept in required
    ]
    if not concepts:
        return literal
    if strictness is Strictness.RELAXED or len(concepts) == 1:
        return all_of(concepts)
    if len(concepts) == 2:
        return any_of(concepts)
    return any_of(concepts, least=ceil(len(concepts) * MOST_OF) if strictness is Strictness.MOST else SOME_AT_LEAST)


def _form(form: Form, texts: list[str]) -> Node | None:
    """In one of the texts, all pairs of all pieces."""
    if any(ANY_NUMBER in piece for piece in form.pieces):
        return None
    singles = [terms_of(piece) for piece in form.pieces]
    nodes: list[Node] = []
    for text in texts:
        terms: list[Node] = []
        for piece, characters in zip(form.pieces, singles, strict=True):
            if len(characters) == 1:
                terms.append(Term(f"{text}_s", characters[0]))
            else:
                terms += [Term(f"{text}_p", pair) for pair in dict.fromkeys(pairs_of(piece))]
        if terms:
            nodes.append(Boost(all_of(terms), TEXTS[text] * form.counts))
    return any_of(nodes) if nodes else None


def _phrase(terms: tuple[str, ...], field: Field) -> Node:
    if field is Field.NUMBER:
        return Run("number_s", terms)
    if field is Field.ISSUER:
        return Run("issuer_s", terms)
    texts = ["title"] if field is Field.TITLE else list(TEXTS)
    return any_of([Boost(Run(f"{text}_s", terms), TEXTS[text]) for text in texts])


def _short_field(clause: Word, strictness: Strictness) -> Node | None:
    """In a number or the name of an office: in one run, or at least every character (科技局 in 科学技术局)."""
    name = "number_s" if clause.field is Field.NUMBER else "issuer_s"
    terms = terms_of(clause.text)
    if not terms:
        return None
    if strictness is Strictness.STRICT:
        return Run(name, terms)
    return all_of([Term(name, term) for term in dict.fromkeys(terms)])


def _number(clause: Number, strictness: Strictness) -> Node:
    number = clause.number
    agencies = [number.agency]
    if strictness > Strictness.STRICT:
        # What stands before the agency's code may belong to a sentence: 关于昆科规〔2020〕1号.
        agencies += [number.agency[at:] for at in range(1, len(number.agency) - SHORTEST_AGENCY + 1)]
    nodes: list[Node] = []
    for agency in agencies:
        terms = (*agency, *number.singles[len(number.agency) :])
        nodes.append(Boost(Run("number_s", terms), NUMBER_COUNTS))
        if clause.field is Field.ANY:
            nodes += [Boost(Run(f"{text}_s", terms), TEXTS[text]) for text in TEXTS]
    return any_of(nodes)


def _unwanted(clause: Clause) -> Node | None:
    if isinstance(clause, Reference):
        return Term("refs", clause.anchor)
    if isinstance(clause, Day):
        return Between(clause.first, clause.last)
    if isinstance(clause, Number):
        return _number(clause, Strictness.STRICT)
    terms = clause.terms if isinstance(clause, Phrase) else terms_of(clause.text)
    return _phrase(terms, clause.field) if terms else None


def plan_title(typed: str) -> Node | None:
    """For completion: titles and numbers that have what was typed so far, the last word perhaps not yet whole."""
    terms = terms_of(typed)
    if not terms:
        return None
    is_prefix = terms[-1].isascii()
    return any_of([Run("title_s", terms, is_prefix), Boost(Run("number_s", terms, is_prefix), 2.0)])


def plan_near_titles(typed: str) -> Node | None:
    """For suggestions: titles that share some of what was typed."""
    pairs = list(dict.fromkeys(pairs_of(typed)))[:40]
    if not pairs:
        return None
    nodes: list[Node] = [Term("title_p", pair) for pair in pairs]
    return any_of(nodes, least=max(1, len(nodes) // 4))
