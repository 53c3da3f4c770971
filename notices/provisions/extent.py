"""Where the text itself begins and ends within what was received, and which marks in it count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from notices.provisions.contents_list import contents_list
from notices.provisions.ending import DATE_ALONE, begins_with_day, ends_text, is_noise
from notices.provisions.folding import squeeze
from notices.provisions.layout import Layout
from notices.provisions.listing import take_lists
from notices.provisions.marks import Level
from notices.provisions.pieces import Piece
from notices.provisions.taking import ANNEX, take_articles
from notices.provisions.titles import ENDS_TITLE, is_title_like, named_in_notice, title_place

_PREFACE = re.compile(r"(?:序 *言|前 *言|引 *言|序)$")
_HANDS_OVER = re.compile(
    r"(?:现(?:予)?(?:印发|公布|发布|下发|转发|颁布)|印发给|遵照执行|贯彻执行|认真贯彻|组织实施|请结合实际)"
)
_ADDRESSEE = re.compile(
    r"^(?!.*(?:如下|以下|根据|为了|经)).*(?:单位|[局厅委办会部院校所社队区市县政]|政府|部门|机构|公司|中心|企业|组织|集团)(?:\([^()]*\))?等?:$"
)
# 附件：1．…, 附件1．…: a list of what is annexed, when a signature follows; 附件1 alone is the annex itself.
_LISTED = re.compile(r"附 *(?:件|表)? *\d* *:|附 *(?:件|表) *\d{1,2} *[.、]? *\S")
_NAMED_ANNEX = re.compile(r"附 *件 *\d* *: *(?:\d|[\u4e00-\u9fff《])")
_NOTE = re.compile(r"[(（\[【].*[)）\]】]$")


@dataclass(frozen=True, slots=True)
class Extent:
    """Places among the pieces: the preamble from `preface`, the body from `begin`, what follows from `end` and `annex`."""

    contents: range
    preface: int
    begin: int
    end: int
    annex: int
    taken: tuple[bool, ...]
    has_articles: bool
    notice_name: str | None


def extent_of(pieces: Sequence[Piece], layout: Layout) -> Extent:
    contents = contents_list(pieces)
    after_contents = contents.stop if contents else 0
    name = named_in_notice(pieces)
    after_title = title_place(pieces, name) if name else None
    found = take_articles(pieces, after_contents, layout)
    limit = len(pieces) if found.stop is None else found.stop
    taken = found.marks
    if found.first is not None:
        begin = next(place for place in range(after_contents, limit) if taken[place])
        take_lists(pieces, taken, found.first, limit, layout)
        scan = max(place for place in range(limit) if taken[place]) + 1
    else:
        begin = _first_measure(pieces, max(after_contents, after_title or 0))
        limit = _end_of_measures(pieces, begin)
        taken = [False] * len(pieces)
        for place in range(begin, limit):
            mark = pieces[place].mark
            taken[place] = bool(
                mark and mark.level.is_division and not mark.is_spoken_of and len(pieces[place].text) < 50
            )
        take_lists(pieces, taken, begin, limit, layout)
        begin = next((place for place in range(begin, limit) if taken[place]), limit)
        scan = max((place for place in range(limit) if taken[place]), default=after_title or 0) + 1
    end = _end(pieces, min(scan, limit), limit)
    begin = min(begin, end)
    taken = [flag and begin <= place < end for place, flag in enumerate(taken)]
    annex = _annex(pieces, end, limit if found.stop is not None else None)
    preface = _preface(pieces, begin, max(after_title or 0, after_contents), layout)
    return Extent(contents, preface, begin, end, annex, tuple(taken), found.first is not None, name)


def _first_measure(pieces: Sequence[Piece], begin: int) -> int:
    """The first 一、 of the text; without any, the first （一）, then the first 1．; else nothing is a measure."""
    for levels in ((Level.CHAPTER, Level.PART, Level.CHINESE), (Level.BRACKETED,), (Level.DECIMAL,)):
        for place in range(begin, len(pieces)):
            mark = pieces[place].mark
            if mark and mark.level in levels and mark.number == 1 and not mark.is_spoken_of:
                return place
    return len(pieces)


def _end_of_measures(pieces: Sequence[Piece], begin: int) -> int:
    for place in range(begin + 1, len(pieces)):
        piece, previous = pieces[place], pieces[place - 1]
        if ANNEX.match(piece.text) and (previous.is_ended or _NAMED_ANNEX.match(piece.text)):
            return place
        if DATE_ALONE.match(piece.text) and piece.mark is None and _is_signed_off(previous):
            return place
    return len(pieces)


def _is_signed_off(previous: Piece) -> bool:
    return previous.is_ended or len(previous.text) <= 40


def _end(pieces: Sequence[Piece], scan: int, limit: int) -> int:
    """The first piece after the last mark that is no more text."""
    for place in range(scan, limit):
        previous = pieces[place - 1] if place else None
        following = pieces[place + 1 : place + 9]
        if ends_text(pieces[place], previous, following) or (
            ANNEX.match(pieces[place].text) and (previous is None or previous.is_ended)
        ):
            return place
    return limit


def _annex(pieces: Sequence[Piece], end: int, second_text: int | None) -> int:
    place = end
    while place < len(pieces):
        if place == second_text or ANNEX.match(pieces[place].text):
            listed = _LISTED.match(pieces[place].text) is not None
            signed = _signed_below(pieces, place) if listed else None
            if signed is None:
                return place
            place = signed  # 附件：1．… above the signature is a list of what is annexed
        place += 1
    return len(pieces)


def _signed_below(pieces: Sequence[Piece], place: int) -> int | None:
    for below in range(place + 1, min(place + 14, len(pieces))):
        if ANNEX.match(pieces[below].text) and ":" not in pieces[below].text:
            return None
        if DATE_ALONE.match(pieces[below].text):
            return below
    return None


def _preface(pieces: Sequence[Piece], begin: int, earliest: int, layout: Layout) -> int:
    """Sentences between the title and the first number: 根据…，制定本解释, or a 序言."""
    for place in range(begin - 1, earliest - 1, -1):
        if _PREFACE.match(pieces[place].text):
            return place
    place = begin
    while place > earliest:
        above = _paragraph_above(pieces, place, earliest, layout)
        if not _is_preamble(pieces[place - 1], "".join(piece.text for piece in pieces[above:place])):
            break
        place = above
    if place == earliest or not any(_HANDS_OVER.search(piece.text) for piece in pieces[place:begin]):
        return place
    return begin


def _paragraph_above(pieces: Sequence[Piece], place: int, earliest: int, layout: Layout) -> int:
    """Where the paragraph that ends before `place` begins; of printed lines, all that are full and unended above it."""
    above = place - 1
    while (
        layout.is_visual
        and above > earliest
        and not pieces[above - 1].is_ended
        and layout.is_full(pieces[above - 1])
        and not begins_with_day(pieces[above].text)
        and not (is_title_like(pieces[above - 1]) and ENDS_TITLE.search(squeeze(pieces[above - 1].text)))
    ):
        above -= 1
    return above


def _is_preamble(piece: Piece, text: str) -> bool:
    return (
        piece.is_ended
        and len(text) > 15
        and not _ADDRESSEE.search(text)
        and not _NOTE.match(text)
        and not text.endswith("号")
        and not is_noise(piece)
    )
