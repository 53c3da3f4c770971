"""Marks in half width within Chinese text, and ASCII quotes."""

import re
from collections.abc import Iterator
from itertools import pairwise

from notices.provisions.folding import HAN
from notices.provisions.lines import Line
from notices.provisions.warnings.about import About
from notices.provisions.warnings.found import Edit, Warning

_FULL = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_NEAR = rf"[{HAN}”“》《）（、。，；：]"
_HALF = re.compile(
    rf"(?<={_NEAR}) ?[(),:;?!]|[(),:;?!](?= ?{_NEAR})|(?<=[{HAN}][)%\d]),|(?<=\d):(?=\d(?!\d))|\((?=[一二三四五六七八九十])"
)
_QUOTED = re.compile(rf"<(?=[^<>]*[{HAN}])([^<>\n]{{2,80}})>")
_MARKS = re.compile('["“”]')
_WORD_ENDS = re.compile(rf"[{HAN}A-Za-z0-9)）]$")
_WORD_BEGINS = re.compile(rf"[{HAN}A-Za-z0-9(（]")
_STRAIGHT = re.compile(rf"\"(?=[{HAN}A-Za-z])|(?<=[{HAN}a-zX)])\"")


def half_width(about: About) -> Iterator[Warning]:
    edits: list[Edit] = []
    for line in about.words:
        here = []
        for found in _HALF.finditer(line.raw):
            mark = found[0][-1]
            place = found.end() - 1
            here.append(Edit(line.number, place, place + 1, _FULL[mark]))
        edits += [*here, *_closing(line.number, line.raw, {edit.start for edit in here})]
    yield from about.together("half-width", edits, "{lines}的中文里用了半角标点，共{count}处，应为全角。", apart=3)


def _closing(number: int, raw: str, here: set[int]) -> Iterator[Edit]:
    """The other half of a bracket already found: (R&D) stands between Chinese on one side only."""
    opened: list[int] = []
    for place, character in enumerate(raw):
        if character == "(":
            opened.append(place)
        elif character == ")" and opened:
            begin = opened.pop()
            if (begin in here) != (place in here):
                lone = place if begin in here else begin
                yield Edit(number, lone, lone + 1, _FULL[raw[lone]])


def ascii_quotes(about: About) -> Iterator[Warning]:
    edits = []
    for line in about.words:
        for found in _QUOTED.finditer(line.raw):
            edits += [Edit(line.number, found.start(), found.start() + 1, "〈")]
            edits += [Edit(line.number, found.end() - 1, found.end(), "〉")]
    for lines in _as_paragraphs(about):
        edits += _straight(lines)
    edits.sort(key=lambda edit: (edit.line, edit.start))
    yield from about.together("ascii-quotes", edits, "{lines}的书名号或引号用了英文符号，共{count}处。")


def _as_paragraphs(about: About) -> Iterator[list[Line]]:
    """What opens on one line of a scan closes on the next."""
    carried_on = {line for paragraph in about.paragraphs() for line in paragraph.lines[1:]}
    lines: list[Line] = []
    for line in about.words:
        if lines and line.number not in carried_on:
            yield lines
            lines = []
        lines.append(line)
    yield lines


def _straight(lines: list[Line]) -> Iterator[Edit]:
    """By turns, when each that opens is closed; otherwise only where what stands beside it leaves no doubt."""
    marks = [(line, found) for line in lines for found in _MARKS.finditer(line.raw)]
    turns, is_open = [], False
    for _, found in marks:
        is_open = not is_open if found[0] == '"' else found[0] == "“"
        turns.append("“" if is_open else "”")
    in_turn = not is_open and all(now != before for before, now in pairwise(turns))
    for (line, found), turn in zip(marks, turns, strict=True):
        if found[0] == '"' and _STRAIGHT.match(line.raw, found.start()):
            mark = turn if in_turn else _beside(line.raw, found.start())
            if mark:
                yield Edit(line.number, found.start(), found.end(), mark)


def _beside(raw: str, place: int) -> str:
    ends_word, begins_word = bool(_WORD_ENDS.search(raw[:place])), bool(_WORD_BEGINS.match(raw, place + 1))
    return "" if ends_word == begins_word else "”" if ends_word else "“"
