"""The whole reading of what the text is made of: divisions, articles or measures, and what each line belongs to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from notices.provisions.articles import article_of
from notices.provisions.ending import COPIES, IMPRINT
from notices.provisions.extent import Extent
from notices.provisions.layout import Layout
from notices.provisions.lines import Line
from notices.provisions.marks import Level
from notices.provisions.measures import Measures, measures_of
from notices.provisions.paragraphs import Paragraph, paragraphs
from notices.provisions.pieces import Piece
from notices.provisions.provision import Addresses, Division, Kind, Provision

_KINDS = {Level.PART: Kind.PART, Level.SUBPART: Kind.SUBPART, Level.CHAPTER: Kind.CHAPTER, Level.SECTION: Kind.SECTION}
_STEPS = {Kind.PART: "part", Kind.SUBPART: "sub", Kind.CHAPTER: "ch", Kind.SECTION: "sec"}


class Role(StrEnum):
    """What a line that is not blank belongs to; each to exactly one."""

    HEAD = "head"
    HEADING = "heading"
    PROVISION = "provision"
    ANNEX = "annex"
    TAIL = "tail"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Outline:
    divisions: tuple[Division, ...]
    articles: tuple[tuple[Division | None, Provision], ...]
    measures: Measures
    preamble: Provision | None
    roles: dict[int, Role]
    paragraphs: tuple[Paragraph, ...]


def outline_of(
    lines: Sequence[Line], pieces: Sequence[Piece], extent: Extent, layout: Layout, header: Collection[int]
) -> Outline:
    addresses = Addresses()
    preamble, headings = _preamble(pieces, extent, layout, addresses)
    body = list(paragraphs(pieces[extent.begin : extent.end], extent.taken[extent.begin : extent.end], layout))
    divisions: tuple[Division, ...] = ()
    articles: tuple[tuple[Division | None, Provision], ...] = ()
    measures = Measures((), (), None)
    if extent.has_articles:
        divisions, articles, heading_lines = _articles(body, addresses)
        headings |= heading_lines
    else:
        measures = measures_of(body, addresses)
    whole = (preamble, *(article for _, article in articles), *measures.tree, measures.closing)
    provided = {line for one in whole if one for each in one.walk() for line in each.lines}
    roles = dict.fromkeys(header, Role.HEAD) | _roles(lines, pieces, extent, headings, provided)
    return Outline(divisions, articles, measures, preamble, roles, tuple(body))


def _preamble(
    pieces: Sequence[Piece], extent: Extent, layout: Layout, addresses: Addresses
) -> tuple[Provision | None, set[int]]:
    chosen = list(pieces[extent.preface : extent.begin])
    headings: set[int] = set()
    if chosen and len(chosen[0].text) < 8 and not chosen[0].is_ended:
        headings = {chosen.pop(0).line}
    if not chosen:
        return None, headings
    read = list(paragraphs(chosen, [False] * len(chosen), layout))
    text = "\n".join(paragraph.whole for paragraph in read)
    lines = tuple(dict.fromkeys(line for paragraph in read for line in paragraph.lines))
    return Provision(Kind.PREAMBLE, None, None, "", None, text, addresses.give("preamble"), lines), headings


class _Openings:
    """The divisions open at a place, and the articles counted into each."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.found: list[Division] = []
        self.open: dict[Level, int] = {}
        self.spans: dict[int, list[int]] = {}

    def begin(self, paragraph: Paragraph, title: str, lines: tuple[int, ...]) -> None:
        mark = paragraph.mark
        assert mark is not None  # noqa: S101  (held by who calls)
        self.open = {level: place for level, place in self.open.items() if level < mark.level}
        kind = _KINDS[mark.level]
        above = [self.found[place] for _, place in sorted(self.open.items())]
        path = "-".join([*(f"{_STEPS[one.kind]}{one.number}" for one in above), f"{_STEPS[kind]}{mark.number}"])
        part = next((one.number for one in above if one.kind is Kind.PART), None)
        chapter = next((one.number for one in above if one.kind is Kind.CHAPTER), None)
        self.open[mark.level] = len(self.found)
        self.found.append(
            Division(kind, mark.number, mark.label, title, self.addresses.give(path), lines, part, chapter)
        )

    def count(self, number: int) -> None:
        for place in self.open.values():
            self.spans.setdefault(place, []).append(number)

    @property
    def nearest(self) -> Division | None:
        chapter = self.open.get(Level.CHAPTER)
        if chapter is None:
            chapter = self.open[max(self.open)] if self.open else None
        return self.found[chapter] if chapter is not None else None

    def divisions(self) -> tuple[Division, ...]:
        return tuple(_with_span(one, self.spans.get(place)) for place, one in enumerate(self.found))


def _with_span(division: Division, numbers: list[int] | None) -> Division:
    span = (numbers[0], numbers[-1]) if numbers else None
    return Division(
        division.kind, division.number, division.label, division.title, division.address, division.lines,
        division.part, division.chapter, span,
    )  # fmt: skip


def _articles(
    body: Sequence[Paragraph], addresses: Addresses
) -> tuple[tuple[Division, ...], tuple[tuple[Division | None, Provision], ...], set[int]]:
    openings = _Openings(addresses)
    articles: list[tuple[Division | None, Provision]] = []
    headings: set[int] = set()
    current: list[Paragraph] = []

    def close() -> None:
        if current:
            article = article_of(current, addresses)
            openings.count(article.number or 0)
            articles.append((openings.nearest, article))
            current.clear()

    place = 0
    while place < len(body):
        paragraph = body[place]
        place += 1
        level = paragraph.mark.level if paragraph.mark else None
        if level is not None and level.is_division:
            close()
            title, lines = paragraph.text, paragraph.lines
            while place < len(body) and _belongs_to_heading(title, body[place]):
                title, lines = title + body[place].text, lines + body[place].lines
                place += 1
            headings |= set(lines)
            openings.begin(paragraph, "".join(title.split()) or "", lines)
        elif level is Level.ARTICLE:
            close()
            current.append(paragraph)
        elif current:
            current.append(paragraph)
        else:
            headings |= set(paragraph.lines)
    close()
    return openings.divisions(), tuple(articles), headings


def _belongs_to_heading(title: str, paragraph: Paragraph) -> bool:
    """第一章 on one line and 总则 on the next; a heading's second line."""
    return paragraph.mark is None and not title and len(paragraph.whole) <= 30 and not paragraph.pieces[0].is_ended


def _colophon(pieces: Sequence[Piece], extent: Extent) -> int:
    """抄送 and 印发 at the very end, behind the annexes."""
    place = len(pieces)
    while place > extent.annex + 1 and (COPIES.match(pieces[place - 1].text) or IMPRINT.search(pieces[place - 1].text)):
        place -= 1
    return place


def _roles(
    lines: Sequence[Line], pieces: Sequence[Piece], extent: Extent, headings: set[int], provided: set[int]
) -> dict[int, Role]:
    roles = {line.number: Role.FURNITURE for line in lines if line.furniture}
    colophon = _colophon(pieces, extent)
    for place, piece in enumerate(pieces):
        if place in extent.contents:
            role = Role.FURNITURE
        elif place < extent.preface:
            role = Role.HEAD
        elif place < extent.end:
            role = Role.HEADING if piece.line in headings and piece.line not in provided else Role.PROVISION
        else:
            role = Role.ANNEX if extent.annex <= place < colophon else Role.TAIL
        if role is Role.PROVISION or piece.line not in roles or roles[piece.line] is Role.HEAD:
            roles[piece.line] = role
    return roles
