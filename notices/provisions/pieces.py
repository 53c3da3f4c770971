"""A line is one piece of text, or several where 第一章 总则 第一条 … were run together on it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notices.provisions.lines import Line
from notices.provisions.marks import Level, Mark, mark_of
from notices.provisions.numerals import SCANNED

_ENDS = "。!?;:…"
_CLOSERS = "”\"'’)〕]】》」』"
# …给予支持。（责任单位：市科技局）
_ENDS_BEFORE_BRACKET = re.compile(r"[。!?;] ?[(\[](?:[^()\[\]]|\([^()]*\))*[)\]]$")
_INSIDE = re.compile(
    rf"(?:(?<=[。;:!?”)\]】])| ) *(?=[第笫] ?[{SCANNED}]{{1,7}} ?[章节条](?: ?之 ?[一二三四五六七八九十]+)? )"
)
# A whole text on one line: its numbers stand against the words before them, and some against those behind.
_RUN_ON = re.compile(rf" *(?=[第笫] ?[{SCANNED}]{{1,7}} ?[章节条])")
_LONGEST_LINE = 120
_LONGEST_HEADING = 30


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line: the words as they came, the same words folded, and the mark they begin with."""

    line: int
    start: int
    raw: str
    text: str
    indent: int
    after_blank: bool
    mark: Mark | None

    @property
    def is_ended(self) -> bool:
        return is_ended(self.text)

    @property
    def rest(self) -> str:
        """The words after the mark, as they came."""
        return self.raw[self.mark.end :].strip() if self.mark else self.raw

    @property
    def folded_rest(self) -> str:
        return self.text[self.mark.end :].strip() if self.mark else self.text


def is_ended(text: str) -> bool:
    """Whether a sentence or clause ends with the text."""
    bare = text.rstrip(_CLOSERS)
    if not bare:
        return True
    if bare[-1] not in _ENDS and text.endswith(")"):
        return _ENDS_BEFORE_BRACKET.search(text[-400:]) is not None
    return bare[-1] in _ENDS or (bare[-1] == "." and not bare[-2:-1].isascii())


def ends_bracketed(pieces: Sequence[Piece], place: int) -> bool:
    """…给予支持。（责任单位： on one line and 市科技局） on the next: a bracket behind a stop, broken over lines."""
    text = pieces[place].text.rstrip("。")
    if not text.endswith((")", "]")):
        return False
    for before in reversed(pieces[max(0, place - 6) : place]):
        text = before.text + text
        if _ENDS_BEFORE_BRACKET.search(text[-400:]):
            return True
        if "(" in before.text or "[" in before.text:
            return False
    return False


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    found: list[Piece] = []
    blank = False
    counter = _Counter()
    for line in lines:
        if not line.text:
            blank = blank or line.is_blank
            continue
        for number, (begin, end) in enumerate(counter.cuts(line.text)):
            found.append(_piece(line, begin, end, after_blank=blank and number == 0))
        blank = False
    return found


def _piece(line: Line, begin: int, end: int, *, after_blank: bool) -> Piece:
    text = line.text[begin:end]
    begin += len(text) - len(text.lstrip())
    text = text.strip()
    start = line.start + begin
    indent = len(line.raw) - len(line.raw.lstrip()) if begin == 0 else 0
    return Piece(line.number, start, line.raw[start : start + len(text)], text, indent, after_blank, mark_of(text))


class _Counter:
    """Knows which article and chapter come next; only those are looked for inside a line."""

    def __init__(self) -> None:
        self.article = 0
        self.chapter = 0

    def cuts(self, text: str) -> Iterator[tuple[int, int]]:
        self._count(mark_of(text))
        begin = 0
        if len(text) > 8 and ("条" in text[4:] or "章" in text[4:]):
            runs_on = self._runs_on(text)
            for found in (_RUN_ON if runs_on else _INSIDE).finditer(text, 2):
                mark = mark_of(text[found.end() : found.end() + 24])
                if not mark or mark.is_spoken_of or not self._is_next(mark):
                    continue
                if not runs_on or self._stands_apart(text[begin : found.start()], mark):
                    yield begin, found.start()
                    begin = found.end()
                    self._count(mark)
        yield begin, len(text)

    def _runs_on(self, text: str) -> bool:
        """Whether three articles follow one another on the line."""
        if len(text) <= _LONGEST_LINE:
            return False
        marks = (mark_of(text[found.end() : found.end() + 24]) for found in _RUN_ON.finditer(text))
        expected = self.article + 1
        for mark in marks:
            if mark and mark.level is Level.ARTICLE and not mark.is_spoken_of and mark.number == expected:
                expected += 1
        return expected - self.article > 3

    def _stands_apart(self, before: str, mark: Mark) -> bool:
        """Behind a stop; or below a chapter's heading, or the title, on the same line."""
        if is_ended(before.rstrip()):
            return not mark.is_doubtful
        heading = mark_of(before)
        if heading is not None and heading.level.is_division:
            return len(before) <= _LONGEST_HEADING
        return mark.number == 1 and not self.article

    def _is_next(self, mark: Mark) -> bool:
        if mark.level is Level.ARTICLE:
            return mark.number == self.article + 1 or (mark.number == self.article and bool(mark.suffix))
        if mark.level is Level.CHAPTER:
            return mark.number == self.chapter + 1
        return mark.level is Level.SECTION

    def _count(self, mark: Mark | None) -> None:
        if mark is None or mark.is_spoken_of:
            return
        if mark.level is Level.ARTICLE:
            self.article = mark.number
        elif mark.level is Level.CHAPTER:
            self.chapter = mark.number
