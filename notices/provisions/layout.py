"""Whether a text has one paragraph a line, or one printed line a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from notices.provisions.pieces import Piece

_WIDEST = 72
_FEWEST = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a text lie: `width` of a full printed line, where each printed line is a line."""

    is_visual: bool
    width: int
    is_double_spaced: bool
    is_indented: bool

    def is_full(self, piece: Piece) -> bool:
        return len(piece.text) >= self.width * 0.86


def layout_of(pieces: Sequence[Piece]) -> Layout:
    lengths = sorted(len(piece.text) for piece in pieces)
    if len(pieces) < _FEWEST:
        return Layout(False, lengths[-1] if lengths else 0, False, False)
    width = lengths[int(len(lengths) * 0.9)]
    long = [piece for piece in pieces if len(piece.text) >= width * 0.75]
    unended = sum(1 for piece in long if not piece.is_ended)
    even = sum(1 for piece in long if abs(len(piece.text) - width) <= max(3, width * 0.15))
    visual = (
        12 <= width <= _WIDEST
        and len(long) >= max(6, len(pieces) * 0.25)
        and unended >= len(long) * 0.5
        and even >= len(long) * 0.6
    )
    blanks = sum(1 for piece in pieces if piece.after_blank)
    indented = sum(1 for piece in pieces if piece.indent >= 2)
    return Layout(
        visual, width, blanks >= len(pieces) * 0.6, visual and len(pieces) * 0.1 <= indented <= len(pieces) * 0.8
    )
