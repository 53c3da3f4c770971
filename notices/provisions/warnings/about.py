"""All that checks may look at: the raw lines and what they were read as."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from notices.provisions.ending import begins_with_day
from notices.provisions.extent import Extent
from notices.provisions.folding import squeeze
from notices.provisions.layout import Layout
from notices.provisions.lines import Line
from notices.provisions.metadata.document_number import LOOSE, is_canonical
from notices.provisions.metadata.field import Field, Regions
from notices.provisions.metadata.validity import Status, Validity
from notices.provisions.outline import Outline, Role
from notices.provisions.paragraphs import Paragraph, joined, paragraphs
from notices.provisions.pieces import Piece
from notices.provisions.titles import ENDS_TITLE, Block, is_title_like, notice_title
from notices.provisions.warnings.found import Edit, Warning, blocks, spoken, warning

_WORDS = (Role.HEAD, Role.HEADING, Role.PROVISION)


def _lines_of_notes(head: Sequence[Piece]) -> set[int]:
    """（二〇〇四年六月十六日 on one line, …通过） on another: all of them."""
    found: set[int] = set()
    open_since: list[int] = []
    for piece in head:
        if open_since or (begins_with_day(piece.text) and piece.text[0] == "("):
            open_since.append(piece.line)
        if open_since and piece.text.endswith(")"):
            found.update(open_since)
        if len(open_since) > 4 or piece.text.endswith(")"):
            open_since = []
    return found


@dataclass(frozen=True)
class About:
    lines: Sequence[Line]
    pieces: Sequence[Piece]
    layout: Layout
    extent: Extent
    outline: Outline
    regions: Regions
    fields: Mapping[str, Field]
    status: Status
    validity: Validity
    issued_on: date | None
    missing: tuple[int, ...]

    @cached_property
    def raw(self) -> dict[int, str]:
        return {line.number: line.raw for line in self.lines}

    @cached_property
    def words(self) -> list[Line]:
        """The lines of the letter and the text: not of annexes, the end, or the page's furniture."""
        header = self.regions.header.lines
        return [
            line
            for line in self.lines
            if line.text and line.number not in header and self.outline.roles.get(line.number) in _WORDS
        ]

    @cached_property
    def order(self) -> list[int]:
        return [line.number for line in self.lines if line.text]

    @cached_property
    def notice(self) -> Block | None:
        return notice_title(self.regions.head)

    @cached_property
    def is_letter(self) -> bool:
        """Whether the document was sent by a letter, which has a number, a day and a signature."""
        return self.extent.notice_name is not None or any(piece.text.endswith(":") for piece in self.regions.head[1:30])

    @cached_property
    def title_lines(self) -> frozenset[int]:
        return frozenset((*self.fields["title"].lines, *(self.notice.lines if self.notice else ())))

    @cached_property
    def letter(self) -> list[Paragraph]:
        """The paragraphs before the text, each title whole."""
        notes = _lines_of_notes(self.regions.head) | self.regions.lines_of_notes
        rest = [piece for piece in self.regions.head if piece.line not in notes and not self._is_laid_out(piece)]
        begins = [bool(piece.mark and piece.mark.level.is_list and not piece.mark.is_spoken_of) for piece in rest]
        return list(paragraphs(rest, begins, self.layout))

    def _is_laid_out(self, piece: Piece) -> bool:
        """A title, again or for the first time, or a note below it: a line of its own, not part of a sentence."""
        if piece.line in self.title_lines or begins_with_day(piece.text) or "签发人" in piece.text:
            return True
        return is_title_like(piece) and ENDS_TITLE.search(squeeze(piece.text)) is not None

    @cached_property
    def titles(self) -> list[Paragraph]:
        groups = {self.fields["title"].lines, self.notice.lines if self.notice else ()}
        return [
            Paragraph([piece for piece in self.regions.head if piece.line in lines], None) for lines in groups if lines
        ]

    @cached_property
    def preamble(self) -> list[Paragraph]:
        chosen = self.pieces[self.extent.preface : self.extent.begin]
        return list(paragraphs(chosen, [False] * len(chosen), self.layout))

    def paragraphs(self) -> Iterator[Paragraph]:
        yield from (one for one in (*self.titles, *self.letter, *self.preamble, *self.outline.paragraphs) if one.pieces)

    @cached_property
    def numbers_amiss(self) -> dict[int, list[tuple[int, int]]]:
        """Where a misread document number stands in a raw line; its spaces and brackets are told of once."""
        found: dict[int, list[tuple[int, int]]] = {}
        for line in self.words:
            if "号" in line.text:
                amiss = [one for one in LOOSE.finditer(line.text) if not is_canonical(one)]
                found[line.number] = [(line.start + one.start(), line.start + one.end()) for one in amiss]
        return found

    def is_in_number(self, line: int, start: int) -> bool:
        return any(begin <= start < end for begin, end in self.numbers_amiss.get(line, ()))

    def together(self, code: str, edits: Sequence[Edit], sentence: str, *, apart: int = 2) -> Iterator[Warning]:
        """One warning for each stretch of lines with the same slip; `sentence` says it of {lines} and {count} places."""
        by_line: dict[int, list[Edit]] = {}
        for edit in edits:
            if self.is_in_number(edit.line, edit.start):
                continue
            by_line.setdefault(edit.line, []).append(edit)
        for block in blocks(by_line, self.order, apart=apart):
            inside = [edit for line in block for edit in by_line[line]]
            yield warning(code, block, sentence.format(lines=spoken(block), count=len(inside)), inside, self.raw)

    def one(self, code: str, lines: Iterable[int], message: str, edits: Sequence[Edit] = ()) -> Warning:
        return warning(code, lines, message, edits, self.raw)


def place_in(paragraph: Paragraph, offset: int) -> tuple[Piece, int]:
    """The piece and the place in it of a place in the folded words of a paragraph."""
    begin, last = 0, ""
    for piece in paragraph.pieces:
        begin += len(joined((last, piece.text[:1]))) - len(last) - len(piece.text[:1])
        if offset < begin + len(piece.text):
            return piece, max(0, offset - begin)
        begin += len(piece.text)
        last = piece.text[-1:]
    return paragraph.pieces[-1], len(paragraph.pieces[-1].text)
