"""The title of the document: of what is issued where a notice issues something, else of the document itself."""

import re
from collections.abc import Sequence

from notices.provisions.ending import ORGAN
from notices.provisions.folding import fold, loosely, tidy
from notices.provisions.metadata.field import Field
from notices.provisions.metadata.header import Header
from notices.provisions.pieces import Piece
from notices.provisions.titles import DRAFT, Block, bare_name, is_title_like, notice_title, title_above, title_block

_NEXT_ISSUER = re.compile(
    r"(?!关于|印发)[\u4e00-\u9fff]{2,20}?(?:局|厅|部|委员会|委|办公室|政府|院|署|会)(?:关于|印发|公告|令|$)"
)
_APART = "\x01"  # holds the place of a space that is meant


def closed_up(text: str) -> str:
    """Without spaces, but for the one between two issuers: 财政部 税务总局关于…."""
    closed = ""
    before = ""
    for part in fold(text).split():
        closed += f" {part}" if ORGAN.search(before) and _NEXT_ISSUER.match(part) else part
        before = part
    return closed


def read_title(head: Sequence[Piece], name: str | None, header: Header) -> Field:
    """`name` is what the notice issues, as it came."""
    above = title_above(head, name) if name else None
    if name and (name[0] in '《〈<«"“' or above):
        return _named(name, above)
    block = title_block(head, 0, len(head)) or notice_title(head)
    for entry in header.of("title"):
        if len(entry.value) > 3 and (block is None or _is_cut_from(block.text, entry.value)):
            return Field(_value(entry.value), entry.raw, (entry.line,))
    block = block or _first_line(head)
    if block is None:
        return Field()
    return Field(_value(block.text), block.raw, block.lines)


def _is_cut_from(text: str, title: str) -> bool:
    """Whether the text is the title, or one end of it where the page broke it."""
    cut, whole = loosely(text), loosely(title)
    return whole.startswith(cut) or whole.endswith(cut)


def _named(name: str, above: Block | None) -> Field:
    bare, is_damaged = bare_name(name)
    lines = above.lines if above else ()
    if above is not None:
        return Field(_value(above.text), bare if is_damaged else above.raw, lines, is_damaged)
    return Field(_value(bare), bare, lines, is_damaged)


def _first_line(head: Sequence[Piece]) -> Block | None:
    for place, piece in enumerate(head[:10]):
        if is_title_like(piece):
            return Block(place, place + 1, piece.raw, piece.text, (piece.line,))
    return None


def _value(text: str) -> str:
    """Without the draft's note, which the status says, and without the page's spaces."""
    closed = closed_up(text)
    without_note = DRAFT.sub("", closed) if DRAFT.search(closed[-24:]) else closed
    tidied = tidy((without_note or closed).replace(" ", _APART)).replace(_APART, " ")
    return tidied.replace(":", "：").replace(",", "，").replace("?", "？")
