"""Which list marks count: （一）, 1．, ① at the head of a line, not a line that happens to begin with （一）项."""

from collections.abc import Sequence

from notices.provisions.layout import Layout
from notices.provisions.marks import Level, Mark
from notices.provisions.pieces import Piece


def take_lists(pieces: Sequence[Piece], taken: list[bool], begin: int, end: int, layout: Layout) -> None:
    """Take the list marks between `begin` and `end`, beside those taken already."""
    running: dict[Level, int] = {}
    previous: Piece | None = None
    for place in range(begin, end):
        piece = pieces[place]
        mark = piece.mark
        if taken[place] and mark is not None:
            running = {level: count for level, count in running.items() if level < mark.level}
        elif mark is not None and mark.level.is_list and _is_item(piece, mark, previous, running, layout):
            taken[place] = True
            running = {level: count for level, count in running.items() if level < mark.level}
            running[mark.level] = mark.number
        previous = piece


def _is_item(piece: Piece, mark: Mark, previous: Piece | None, running: dict[Level, int], layout: Layout) -> bool:
    if mark.is_spoken_of:
        return False
    if previous is None or previous.is_ended:
        return True
    if previous.text.endswith(("第", "、", ",", "和", "或", "及", "(")):
        return False
    expected = mark.number in (1, running.get(mark.level, 0) + 1)
    if layout.is_visual:
        return expected and not layout.is_full(previous)
    return expected or piece.after_blank or len(previous.text) < 30
