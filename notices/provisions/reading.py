"""Reads a regulation: raw text in, provisions with addresses, metadata, citations and warnings out. Changes no text."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from notices.provisions.citations import Citation, citations_in
from notices.provisions.ending import begins_with_day
from notices.provisions.extent import extent_of
from notices.provisions.layout import Layout, layout_of
from notices.provisions.lines import Line, split
from notices.provisions.measures import Measure
from notices.provisions.metadata.days import issued_on, sent_on
from notices.provisions.metadata.document_number import read_number
from notices.provisions.metadata.field import Field, Regions
from notices.provisions.metadata.header import header_of
from notices.provisions.metadata.issuers import read_issuers
from notices.provisions.metadata.title import read_title
from notices.provisions.metadata.validity import Status, Validity, read_validity, status_on
from notices.provisions.outline import Outline, Role, outline_of
from notices.provisions.paragraphs import Paragraph, paragraphs
from notices.provisions.pieces import Piece, pieces_of
from notices.provisions.promoting import promote_decimals, promote_headings
from notices.provisions.provision import Division, Provision
from notices.provisions.warnings import Warning, warnings_about
from notices.provisions.warnings.about import About

_LAST_WORDS = 12
_IS_PART_OF_CODE = 60  # a text that begins with a later article than this is a part of one, not short of sixty


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was read as. `text` is the raw text whole; `roles` says what each of its lines is."""

    text: str
    lines: tuple[Line, ...]
    roles: Mapping[int, Role]
    title: str | None
    document_number: str | None
    issuers: tuple[str, ...]
    issued_on: date | None
    sent_on: date | None
    validity: Validity
    status: Status
    fields: Mapping[str, Field]
    divisions: tuple[Division, ...]
    articles: tuple[tuple[Division | None, Provision], ...]
    measures: tuple[Measure, ...]
    tree: tuple[Provision, ...]
    preamble: Provision | None
    closing: Provision | None
    missing_articles: tuple[int, ...]
    citations: tuple[Citation, ...]
    warnings: tuple[Warning, ...]

    @property
    def repaired(self) -> list[str]:
        return sorted(name for name, field in self.fields.items() if field.is_repaired)

    def provisions(self) -> Iterator[Provision]:
        """Every provision in order, each before its own."""
        for one in (self.preamble, *(article for _, article in self.articles), *self.tree, self.closing):
            if one is not None:
                yield from one.walk()


def read(text: str, *, on: date) -> Reading:
    """Read a text as it stands on a day."""
    lines = split(text)
    pieces = pieces_of(lines)
    header = header_of(pieces)
    pieces = [piece for piece in pieces if piece.line not in header.lines]
    promote_headings(pieces)
    promote_decimals(pieces)
    layout = layout_of(pieces)
    extent = extent_of(pieces, layout)
    outline = outline_of(lines, pieces, extent, layout, header.lines)
    head = [
        piece
        for place, piece in enumerate(pieces[: extent.begin])
        if place not in extent.contents and place < max(extent.preface, 0)
    ]
    notes = _notes(head, layout)
    regions = Regions(
        head=head,
        body=pieces[extent.preface : extent.end],
        tail=[*pieces[extent.end : extent.annex], *pieces[extent.annex :][-8:]],
        notes=[note.folded for note in notes],
        header=header,
        lines_of_notes=_in_notes(notes),
    )
    unnoted = [piece for piece in head if piece.line not in regions.lines_of_notes]
    fields = {"title": read_title(unnoted, extent.notice_name, header), "document_number": read_number(regions)}
    title = fields["title"].value
    issued = issued_on(regions)
    last_words = [paragraph.whole for paragraph in outline.paragraphs[-_LAST_WORDS:]]
    if not outline.paragraphs:
        last_words = [piece.text for piece in pieces[-_LAST_WORDS:]]
    if outline.measures.closing and outline.measures.closing.text not in last_words:
        last_words.append(outline.measures.closing.text)
    sent = sent_on(regions)
    letter = ("" if layout.is_visual else "\n").join(piece.raw for piece in head)
    validity = read_validity(reversed(last_words), [piece.text for piece in head] + [letter], issued, sent, header)
    status = status_on(on, validity, head, title or "", issued, header)
    missing = _missing(outline, title or "")
    about = About(lines, pieces, layout, extent, outline, regions, fields, status, validity, issued, missing)
    number = fields["document_number"].value
    return Reading(
        text=text,
        lines=tuple(lines),
        roles=outline.roles,
        title=title,
        document_number=number,
        issuers=read_issuers(regions),
        issued_on=issued,
        sent_on=sent,
        validity=validity,
        status=status,
        fields=fields,
        divisions=outline.divisions,
        articles=outline.articles,
        measures=outline.measures.measures,
        tree=outline.measures.tree,
        preamble=outline.preamble,
        closing=outline.measures.closing,
        missing_articles=missing,
        citations=citations_in(_cited_in(outline, letter), title, number),
        warnings=warnings_about(about),
    )


def _notes(head: list[Piece], layout: Layout) -> list[Paragraph]:
    """The lines of the head; where a printed line is a line, those that belong together joined."""
    if not layout.is_visual:
        return [Paragraph([piece], None) for piece in head]
    return list(paragraphs(head, [False] * len(head), layout))


def _in_notes(notes: list[Paragraph]) -> frozenset[int]:
    """The lines of notes that run over several: 2017年11月4日 … 第三十次会议《关于修改…, whose second line is no title."""
    long = (note for note in notes if len(note.pieces) > 1 and begins_with_day(note.folded))
    return frozenset(line for note in long for line in note.lines)


def _missing(outline: Outline, title: str) -> tuple[int, ...]:
    """The numbers absent between the first article and the last; a text that begins late misses those before."""
    have = [article.number for _, article in outline.articles if article.number]
    rising = _rising(have)
    first = rising[0] if rising and ("修正案" in title or rising[0] > _IS_PART_OF_CODE) else 1
    return tuple(sorted(set(range(first, max(rising, default=0))) - set(have)))


def _rising(numbers: list[int]) -> list[int]:
    """The longest run of numbers that only rises: one misread as 第二十条 among the first ten makes no gap of fifteen."""
    ends: list[int] = []  # the place of the smallest number a run of each length can end with
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number, key=numbers.__getitem__)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
    run: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        run.append(numbers[place])
        place = before[place]
    return run[::-1]


def _cited_in(outline: Outline, letter: str) -> Iterator[tuple[str, str]]:
    if outline.preamble:
        yield outline.preamble.address, outline.preamble.text
    for _, article in outline.articles:
        yield article.address, article.text
    for one in (*outline.measures.tree, outline.measures.closing):
        if one is not None:
            for provision in one.walk():
                if provision.kind in ("heading", "measure", "closing"):
                    yield provision.address, f"{provision.title or ''}\n{provision.text}"
    yield "", letter
