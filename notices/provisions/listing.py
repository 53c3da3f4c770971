"""Which list marks count: （一）, 1．, ① at the head of a line, not a line that happens to begin with （一）项."""

from collections.abc import Sequence

from notices.provisions.layout import Layout
from notices.provisions.marks import Level, Mark
from notices.provisions.pieces import Piece, ends_bracketed


def take_lists(pieces: Sequence[Piece], taken: list[bool], begin: int, end: int, layout: Layout) -> None:
    """Take the list marks between `begin` and `end`, beside those taken already."""
    running: dict[Level, int] = {}
    counted: dict[Level, int] = {}  # the last of each level, also where the count goes on through sections
    previous: Piece | None = None
    ended = True
    for place in range(begin, end):
        piece = pieces[place]
        mark = piece.mark
        if taken[place] and mark is not None:
            running = {level: count for level, count in running.items() if level < mark.level}
        elif (
            mark is not None
            and mark.level.is_list
            and _is_item(
                piece, mark, previous, (running.get(mark.level, 0), counted.get(mark.level, 0)), layout, ended=ended
            )
        ):
            taken[place] = True
            running = {level: count for level, count in running.items() if level < mark.level}
            running[mark.level] = counted[mark.level] = mark.number
        previous = piece
        ended = piece.is_ended or ends_bracketed(pieces, place)


def _is_item(
    piece: Piece, mark: Mark, previous: Piece | None, before: tuple[int, int], layout: Layout, *, ended: bool
) -> bool:
    if mark.is_spoken_of:
        return False
    expected = mark.number == 1 or mark.number - 1 in before
    if previous is not None and layout.is_visual and layout.is_full(previous) and not expected and not before[0]:
        return False  # a printed line that happens to begin with the fourth of a list run on in its paragraph
    if previous is None or ended:
        return True
    if previous.text.endswith(("第", "、", ",", "和", "或", "及", "(")):
        return False
    if layout.is_visual:
        return expected and not layout.is_full(previous)
    return expected or piece.after_blank or len(previous.text) < 30
