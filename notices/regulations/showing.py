"""Provision rows as they are set on a page: headings, articles with what stands in them, measures with their units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from notices.provisions.comparing import Row
from notices.provisions.numerals import in_chinese
from notices.provisions.provision import Kind
from notices.provisions.rows import ANNEX

DIVISIONS = (Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING)
INSIDE = (Kind.PARAGRAPH, Kind.ITEM, Kind.LISTED)
DEEPEST_HEADING = 4


class NumberedRow(Row, Protocol):
    """A provision with its place."""

    depth: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text, or a document named in it that is held here."""

    text: str
    url: str = ""


@dataclass(slots=True)
class Line:
    """A paragraph or an item. `mark` is what is shown before it; `pin` says it has a link of its own."""

    address: str
    reference: str
    css: str
    mark: str
    words: tuple[Words, ...]
    pin: str = ""


@dataclass(slots=True)
class Block:
    """A heading or a provision as it stands on the page."""

    template: str
    address: str
    reference: str
    label: str
    title: str
    level: int = 2
    lines: list[Line] = field(default_factory=list)
    missing: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    address: str
    text: str
    depth: int


Linked = Mapping[str, Sequence[tuple[str, str]]]


def blocks_of(
    rows: Iterable[NumberedRow], linked: Linked | None = None, units: Mapping[str, tuple[str, ...]] | None = None
) -> list[Block]:
    """`linked`: for the address of a provision, the titles named there that have a page here. `units`: by measure."""
    linked, units = linked or {}, units or {}
    rows = list(rows)
    found: list[Block] = []
    depths: list[int] = []
    own = ""
    for place, row in enumerate(rows):
        if row.kind in DIVISIONS:
            depths = [depth for depth in depths if depth < row.depth]
            depths.append(row.depth)
            block = _block("heading", row, level=min(1 + len(depths), DEEPEST_HEADING))
            found.append(block)
            own = row.address
            block.lines = [_line(row, text, "says", linked.get(own, ())) for text in _own_lines(row)]
        elif row.kind in INSIDE and found:
            found[-1].lines.append(_inside(row, linked.get(own, ())))
        else:
            block = _block(ANNEX if row.kind == ANNEX else "article", row)
            own = row.address
            found.append(block)
            block.units = units.get(row.address, ())
            if place + 1 == len(rows) or rows[place + 1].kind not in INSIDE:
                block.lines = [_line(row, text, "says", linked.get(own, ())) for text in _own_lines(row)]
    for block in found:
        _pin_paragraphs(block)
    _say_what_is_missing(found, rows)
    return found


def contents_of(blocks: Iterable[Block]) -> list[Entry]:
    """Headings; with measures their titles too; without any heading the articles."""
    blocks = list(blocks)
    has_headings = any(block.template == "heading" for block in blocks)
    found = []
    for block in blocks:
        if block.template == "heading":
            found.append(Entry(block.address, f"{block.label} {block.title}".strip(), block.level - 2))
        elif block.template == ANNEX:
            found.append(Entry(block.address, "附件", 0))
        elif block.label and (not has_headings or block.address.startswith("m-")):
            found.append(Entry(block.address, f"{block.label} {block.title}".strip(), 2 if has_headings else 0))
    return found


def _block(template: str, row: NumberedRow, level: int = 2) -> Block:
    return Block(template, row.address, row.reference or row.label, row.label, row.title, level)


def _own_lines(row: NumberedRow) -> list[str]:
    text = row.text.removeprefix(f"{row.title}\n") if row.title else row.text
    return text.split("\n") if text else []


def _line(row: NumberedRow, text: str, css: str, linked: Sequence[tuple[str, str]]) -> Line:
    return Line("", "", css, "", _with_links(text, linked))


def _inside(row: NumberedRow, linked: Sequence[tuple[str, str]]) -> Line:
    is_paragraph = row.kind == Kind.PARAGRAPH
    css = "says" if is_paragraph else f"item item--{min(row.depth - 3, 3)}"
    words = _with_links(row.title + row.text, linked)
    return Line(row.address, row.reference, css, "" if is_paragraph else row.label, words)


def _pin_paragraphs(block: Block) -> None:
    """A second paragraph has no mark in the text: it gets one to be cited by, and so then does the first."""
    paragraphs = [line for line in block.lines if line.address and not line.mark]
    if len(paragraphs) > 1:
        for line in paragraphs:
            line.pin = "¶"


def _with_links(text: str, linked: Sequence[tuple[str, str]]) -> tuple[Words, ...]:
    """Each title named, once, made a link to its page here."""
    pieces = [Words(text)]
    for title, url in linked:
        quoted = f"《{title}》"
        for place, piece in enumerate(pieces):
            before, found, after = piece.text.partition(quoted)
            if found and not piece.url:
                cut = [Words(before), Words(quoted, url), Words(after)]
                pieces[place : place + 1] = [one for one in cut if one.text]
                break
    return tuple(pieces)


def _say_what_is_missing(blocks: list[Block], rows: Sequence[NumberedRow]) -> None:
    """原文缺第十八条: said where it would stand, since the numbers of the original are kept."""
    numbers = {row.address: row.number for row in rows if row.kind == Kind.ARTICLE and row.number}
    before = 0
    for block in blocks:
        number = numbers.get(block.address)
        if number is None:
            continue
        if number > before + 1 and before:
            gone = "、".join(f"第{in_chinese(each)}条" for each in range(before + 1, number))
            block.missing = f"原文缺{gone}，按原件保留编号。"
        before = max(before, number)
