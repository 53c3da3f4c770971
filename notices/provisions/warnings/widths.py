"""Marks in half width within Chinese text, and ASCII quotes."""

import re
from collections.abc import Iterator

from notices.provisions.folding import HAN
from notices.provisions.warnings.about import About
from notices.provisions.warnings.found import Edit, Warning

_FULL = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_NEAR = rf"[{HAN}”“》《）（、。，；：]"
_HALF = re.compile(
    rf"(?<={_NEAR}) ?[(),:;?!]|[(),:;?!](?= ?{_NEAR})|(?<=[{HAN}][)%\d]),|(?<=\d):(?=\d(?!\d))|\((?=[一二三四五六七八九十])"
)
_QUOTED = re.compile(rf"<(?=[^<>]*[{HAN}])([^<>\n]{{2,80}})>")
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
        marks = list(_STRAIGHT.finditer(line.raw))
        for count, found in enumerate(marks if len(marks) % 2 == 0 else []):
            edits.append(Edit(line.number, found.start(), found.end(), "“”"[count % 2]))
        if len(marks) % 2:
            edits.append(Edit(line.number, marks[0].start(), marks[0].end(), "“"))
    yield from about.together("ascii-quotes", edits, "{lines}的书名号或引号用了英文符号，共{count}处。")
