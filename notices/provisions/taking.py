"""Which marks are the text's own: 第十条 at the head of a line may be an article, or a line that speaks of one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from notices.provisions.layout import Layout
from notices.provisions.marks import Level, Mark
from notices.provisions.pieces import Piece

ANNEX = re.compile(
    r"附 *(?:件|表|图|录)(?: *[\d一二三四五六七八九十]{0,3} *(?:[:.、 ].{0,80})?)?$|附 *(?:件|表)? *\d{0,2} *:.{0,80}$|附$|\(附.{1,40}\)$"
)
_QUOTED = re.compile(r"[“\"「『]第")
_FARTHEST = 60
_LONGEST_HEADING = 42
_SHORT_HEADING = 16


@dataclass(slots=True)
class Taken:
    """The marks taken, and where a second text or an annex begins."""

    marks: list[bool]
    first: int | None = None
    last: int | None = None
    stop: int | None = None
    counted: int = field(default=0)

    @property
    def has_articles(self) -> bool:
        return self.first is not None


def take_articles(pieces: Sequence[Piece], begin: int, layout: Layout) -> Taken:
    """Take articles and the divisions that hold them, from `begin` to the end or to a second text."""
    articles = [piece.mark for piece in pieces[begin:] if piece.mark and piece.mark.level is Level.ARTICLE]
    mostly_spaced = sum(1 for mark in articles if mark.is_spaced) * 2 > len(articles)
    taken = Taken([False] * len(pieces))
    last: tuple[int, int] = (0, 0)
    division_since = chapter = 0
    previous: Piece | None = pieces[begin - 1] if begin else None
    for place in range(begin, len(pieces)):
        piece = pieces[place]
        mark = piece.mark
        after_article = taken.first is not None
        if after_article and ANNEX.match(piece.text) and _stands_alone(previous) and taken.stop is None:
            taken.stop = place
            break
        if mark is not None and mark.level.is_division and _is_heading(piece, mark, previous, layout, chapter):
            if mark.level is Level.CHAPTER and mark.number == 1 and chapter > 1 and not _part_before(pieces, place):
                taken.stop = place
                break
            chapter = mark.number if mark.level is Level.CHAPTER else chapter
            taken.marks[place] = True
            division_since = place
        elif (
            mark is not None and mark.level is Level.ARTICLE and _is_article(piece, mark, previous, last, mostly_spaced)
        ):
            if mark.number == 1 and last[0] >= 3 and not (division_since and division_since > (taken.last or 0)):
                taken.stop = place
                break
            taken.marks[place] = True
            taken.first = place if taken.first is None else taken.first
            taken.last = place
            taken.counted += 1
            last = mark.order
        previous = piece
    if taken.counted == 1 and last[0] != 1:
        return Taken([False] * len(pieces))
    return taken


def _stands_alone(previous: Piece | None) -> bool:
    return previous is None or previous.is_ended or len(previous.text) < 24


def _part_before(pieces: Sequence[Piece], place: int) -> bool:
    """Chapters are counted anew within a part."""
    before = (piece.mark for piece in pieces[max(0, place - 4) : place])
    return any(mark is not None and mark.level in (Level.PART, Level.SUBPART) for mark in before)


def _is_heading(piece: Piece, mark: Mark, previous: Piece | None, layout: Layout, chapter: int) -> bool:
    words = piece.folded_rest
    if mark.is_spaced and len(words) <= _SHORT_HEADING:
        words = words.removesuffix("。")  # 第五节 生活、卫生。
    if len(words) > _LONGEST_HEADING or mark.is_spoken_of or any(stop in words for stop in "。;"):
        return False
    is_next = mark.level is Level.CHAPTER and mark.number == chapter + 1 and (mark.is_spaced or mark.number == 1)
    if layout.is_visual and not is_next and previous is not None and not previous.is_ended and layout.is_full(previous):
        return False
    return not words.endswith((",", ":")) or len(words) < 6


def _is_article(piece: Piece, mark: Mark, previous: Piece | None, last: tuple[int, int], mostly_spaced: bool) -> bool:
    ended = previous is None or previous.is_ended or (previous.mark is not None and previous.mark.level.is_division)
    begins_afresh = ended or piece.after_blank or len(previous.text if previous else "") < 24
    expected = mark.order == (last[0] + 1, 0) or (mark.number == last[0] and mark.order[1] == last[1] + 1)
    if mark.is_spoken_of:
        return False
    if expected:
        return mark.is_spaced or ended or (not mostly_spaced and not mark.is_doubtful)
    if mark.is_doubtful or (not mark.is_spaced and mostly_spaced):
        return False
    if not (ended or (mark.is_spaced and begins_afresh)):
        return False
    return mark.number <= last[0] + _FARTHEST or last == (0, 0)  # a part of a code begins where its number is
