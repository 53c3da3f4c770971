"""Numbers that are more than they look: 一、管辖 above articles is a chapter, 1.1 below 1 a section."""

import re
from dataclasses import replace

from notices.provisions.marks import Level, Mark
from notices.provisions.pieces import Piece

_LONGEST = 30
_DOTTED = re.compile(
    r"(?P<numeral>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.、] ?| +)(?=[\u4e00-\u9fff])|(?P<tight>\d{1,2}(?:\.\d{1,2}){1,3})(?=[\u4e00-\u9fff])"
)
_DEPTHS = (Level.CHINESE, Level.BRACKETED, Level.DECIMAL, Level.BRACKETED_DIGIT)


def promote_headings(pieces: list[Piece]) -> None:
    """Give such headings the level of a chapter or a section, in place."""
    has_chapters = any(
        piece.mark and piece.mark.level is Level.CHAPTER and not piece.mark.is_spoken_of for piece in pieces
    )
    above_article = False
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        mark = piece.mark
        if mark is None:
            above_article = False
            continue
        if mark.level is Level.ARTICLE and not mark.is_spoken_of:
            above_article = True
            continue
        levels = {Level.CHINESE: Level.SECTION if has_chapters else Level.CHAPTER, Level.BRACKETED: Level.SECTION}
        if (
            above_article
            and mark.level in levels
            and _is_heading(piece, pieces[place - 1] if place else None)
            and not _follows_in_list(pieces, place)
        ):
            pieces[place] = replace(piece, mark=replace(mark, level=levels[mark.level]))
        else:
            above_article = above_article and mark.level.is_division


def _follows_in_list(pieces: list[Piece], place: int) -> bool:
    """（三） right below （二）: the end of an article's list, though the next article comes after it."""
    mark = pieces[place].mark
    for before in reversed(pieces[max(0, place - 6) : place]):
        other = before.mark
        if other is None:
            continue
        return (
            mark is not None
            and other.level is mark.level
            and other.number == mark.number - 1
            and not other.is_spoken_of
        )
    return False


def _is_heading(piece: Piece, before: Piece | None) -> bool:
    words = piece.folded_rest
    return (
        len(words) <= _LONGEST
        and not any(stop in words for stop in ",。;:!?")
        and (before is None or before.is_ended or len(before.text) < _LONGEST)
    )


def promote_decimals(pieces: list[Piece]) -> None:
    """Give 1, 1.1 and 1.1.1, as emergency plans count, the levels of 一、（一）1．, in place."""
    if any(piece.mark and piece.mark.level is Level.ARTICLE and piece.mark.number == 1 for piece in pieces):
        return
    found = {place: dotted for place, piece in enumerate(pieces) if (dotted := _DOTTED.match(piece.text))}
    numerals = {place: dotted["numeral"] or dotted["tight"] for place, dotted in found.items()}
    if not {"1", "1.1", "1.2"} <= set(numerals.values()):
        return
    for place, numeral in numerals.items():
        parts = [int(part) for part in numeral.split(".")]
        if parts[-1] and len(parts) <= len(_DEPTHS):
            end = found[place].end()
            mark = Mark(_DEPTHS[len(parts) - 1], parts[-1], None, numeral, end, True, True, False)
            pieces[place] = replace(pieces[place], mark=mark)
