"""The table of contents before the text: its headings are not the text's own."""

import re
from collections.abc import Sequence

from notices.provisions.marks import Level
from notices.provisions.pieces import Piece

_HEADING = re.compile(r"目 *[录次](?: |$|:)")
_LEADERS = re.compile(r"[.…·]{3,} *\d*$|[(（]? *\d{1,3} *[)）]?$")


def contents_list(pieces: Sequence[Piece]) -> range:
    """The places of the pieces that are the table of contents; empty where there is none."""
    named = next((place for place, piece in enumerate(pieces[:80]) if _HEADING.match(piece.text)), None)
    first = _first_heading(pieces, 0 if named is None else named)
    if first is None:
        return range(named, named + 1) if named is not None else range(0)
    again = _last_return(pieces, first)
    if again is None:
        if named is None:
            return range(0)
        return range(named, named + 1)
    begin = named if named is not None and named < again else first
    end = again
    while end - 1 > first and pieces[end - 1].mark is None and not _LEADERS.search(pieces[end - 1].text):
        end -= 1  # a preamble or the title again, between the contents and the text
    return range(begin, max(end, _last_listed(pieces, first, again) + 1))


def _first_heading(pieces: Sequence[Piece], begin: int) -> int | None:
    for place in range(begin, len(pieces)):
        mark = pieces[place].mark
        if mark and mark.level is Level.ARTICLE and mark.number == 1 and not mark.is_spoken_of:
            return None
        if mark and mark.level.is_division and not mark.is_spoken_of:
            return place
    return None


def _last_return(pieces: Sequence[Piece], first: int) -> int | None:
    """Where the first heading of the list comes again, before the first article."""
    opening = pieces[first].mark
    if opening is None:
        return None
    for place in range(first + 1, len(pieces)):
        mark = pieces[place].mark
        if mark is None or mark.is_spoken_of:
            continue
        if mark.level is opening.level and mark.number == opening.number:
            return place
        if mark.level is Level.ARTICLE:
            return None
    return None


def _last_listed(pieces: Sequence[Piece], first: int, again: int) -> int:
    listed = [place for place in range(first, again) if pieces[place].mark]
    return listed[-1] if listed else first
