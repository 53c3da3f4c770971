"""Joins what page ends and line ends have parted into paragraphs again, without changing a character."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from notices.provisions.ending import is_signature
from notices.provisions.layout import Layout
from notices.provisions.marks import Level, Mark
from notices.provisions.pieces import Piece, is_ended
from notices.provisions.taking import ANNEX

_GOES_ON = ("、", ",", "—", "(", "《", "〈", "“", "-", "和", "及", "或", "与", "的")
_STARTS_WITH_CLOSER = ("、", ",", "。", ";", ")", "》", "”", ":", "〉")
_SHORTEST_BROKEN = 18
_LONG = 60
_MOSTLY = 0.6
_NEAR = 8
_LONGEST_HEADING = 45
# Words a heading inside an article ends with: 第六条 国际创新园申报条件.
_TITLE_ENDS = (
    "条件", "原则", "程序", "范围", "职责", "内容", "标准", "材料", "要求", "方式", "办法", "措施", "定义", "机构",
    "管理", "期限", "对象", "责任", "目的", "依据", "流程", "义务", "权利", "制度", "解释", "施行", "实施", "监督",
    "评估", "验收", "审核", "备案", "公示", "认定", "申报", "受理", "支持", "经费", "情形", "事项", "适用", "分工",
    "类型", "任务", "目标",
)  # fmt: skip
_UNITS = ("牵头", "责任", "配合", "参与", "协办", "主办")
# （2019年3月2日…通过, each on its own line under the title.
_ENACTED = re.compile(r"\(? ?(?:根据)?\d{4} ?年.{0,60}(?:通过|公布|发布|施行|修订|修正|批准|决定》?|公告|号)")
# …健康发展。（负责部门： at the end of a printed line, the units on the next.
_OPENS_UNITS = re.compile(r"[(\[](?:牵头|责任|负责|配合|参与|主办|协办)[^()\[\]]{0,4}:$")
_IN_COLUMNS = re.compile(r"\S(?:\t|[ \u3000]*\u3000[ \u3000]+| {3,})\S")
# A line of a web page's header: 成文日期：2020年5月15日.
_KEYED = re.compile(r"[\u4e00-\u9fff]{2,6} ?: ?\S.{0,60}$")


@dataclass(slots=True)
class Paragraph:
    """Pieces that read as one, and the mark they begin with, if it was taken for one."""

    pieces: list[Piece]
    mark: Mark | None
    _ended: bool = field(default=True)

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(piece.line for piece in self.pieces))

    @property
    def text(self) -> str:
        """Its words without the mark, as they came."""
        return joined((self._without_mark(), *(piece.raw for piece in self.pieces[1:])))

    @property
    def whole(self) -> str:
        return joined(piece.raw for piece in self.pieces)

    @property
    def folded(self) -> str:
        return joined(piece.text for piece in self.pieces)

    def _without_mark(self) -> str:
        first = self.pieces[0]
        return first.raw[self.mark.end :].strip() if self.mark else first.raw


def joined(parts: Iterable[str]) -> str:
    """Broken lines put together: with a space only where two Latin words would run into one."""
    whole: list[str] = []
    for part in parts:
        if whole and part and whole[-1] and _is_latin(whole[-1][-1]) and _is_latin(part[0]):
            whole.append(" ")
        whole.append(part)
    return "".join(whole)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def paragraphs(pieces: Sequence[Piece], taken: Sequence[bool], layout: Layout) -> Iterator[Paragraph]:
    """Paragraphs in order; a piece whose mark is taken always begins one."""
    current: Paragraph | None = None
    open_quotes = 0
    headings = _levels_of_headings(pieces, taken)
    for piece, is_mark in zip(pieces, taken, strict=True):
        if (
            current is not None
            and not is_mark
            and (open_quotes > 0 or not _is_heading_alone(current, headings, layout))
            and goes_on(current, piece, layout, is_open=open_quotes > 0)
        ):
            current.pieces.append(piece)
            open_quotes = max(0, open_quotes + _opened(piece.text))
            continue
        if current is not None:
            yield current
        current = Paragraph([piece], piece.mark if is_mark else None)
        open_quotes = max(0, _opened(piece.text))
    if current is not None:
        yield current


def _levels_of_headings(pieces: Sequence[Piece], taken: Sequence[bool]) -> set[Level]:
    """一、 and （一） where most that have this number are headings: a few words, and no stop."""
    found = set()
    for level in (Level.CHINESE, Level.BRACKETED):
        marked = [piece for piece, is_mark in zip(pieces, taken, strict=True) if is_mark and _level(piece) is level]
        bare = sum(1 for piece in marked if _has_no_stop(piece))
        if bare >= 2 and bare * 3 >= len(marked) * 2:
            found.add(level)
    return found


def _is_heading_alone(paragraph: Paragraph, headings: set[Level], layout: Layout) -> bool:
    first = paragraph.pieces[0]
    return (
        not (layout.is_visual and layout.is_full(first))
        and len(paragraph.pieces) == 1
        and paragraph.mark is not None
        and paragraph.mark.level in headings
        and _has_no_stop(first)
    )


def _level(piece: Piece) -> Level | None:
    return piece.mark.level if piece.mark else None


def _has_no_stop(piece: Piece) -> bool:
    return len(piece.folded_rest) <= _LONGEST_HEADING and not any(stop in piece.folded_rest for stop in ",。;:!?")


def goes_on(paragraph: Paragraph, piece: Piece, layout: Layout, *, is_open: bool = False) -> bool:
    """Whether the piece carries on the sentence before it."""
    last = paragraph.pieces[-1]
    if is_units(piece) and not _has_open_bracket(paragraph):
        return False
    if _OPENS_UNITS.search(last.text):
        return True
    if is_units(paragraph.pieces[0]):
        return piece.mark is None and (last.text.endswith("、") or (layout.is_visual and layout.is_full(last)))
    if _is_note(paragraph) and not piece.mark and not (layout.is_visual and layout.is_full(last)):
        return False
    if _KEYED.match(piece.text) and not _has_open_bracket(paragraph):
        return False
    if layout.is_visual and is_open and not last.is_ended and len(last.text) >= layout.width * _MOSTLY:
        return True  # no paragraph ends inside 《…》
    if layout.is_visual:
        return _goes_on_visually(last, piece, layout)
    if _level(last) is Level.DECIMAL and is_signature(piece):
        return False  # the last of what is annexed, and who signs
    if last.text.endswith(("号)", "》")) or ANNEX.match(last.text) or _IN_COLUMNS.search(last.raw):
        return False  # an entry of a list of documents, a line that names an annex, a row of names and offices
    if last.text.endswith(_GOES_ON[:8]) or (piece.text.startswith(_STARTS_WITH_CLOSER) and not last.is_ended):
        return True
    if is_open and not last.is_ended and len(last.text) >= _SHORTEST_BROKEN:
        return True
    if last.text.endswith(";") and "。" in last.text and len(last.text) > _LONG:
        return True  # a clause in the midst of prose; a list of clauses has no full stop inside
    if last.is_ended:
        return False
    if piece.mark is not None and piece.mark.level is Level.ARTICLE:
        return True  # 依照本规定, and on the next line 第二条的情形处理
    if len(last.text) < _SHORTEST_BROKEN:
        return "," in last.text
    return not (len(paragraph.pieces) == 1 and is_heading_like(last))


def _has_open_bracket(paragraph: Paragraph) -> bool:
    near = "".join(piece.text for piece in paragraph.pieces[-_NEAR:])
    return near.count("(") > near.count(")")


def _is_note(paragraph: Paragraph) -> bool:
    """（2019年3月2日…通过）, closed or without its bracket."""
    return (
        len(paragraph.pieces) <= 4
        and _ENACTED.match(paragraph.folded) is not None
        and paragraph.folded.count("(") <= paragraph.folded.count(")")
    )


def _goes_on_visually(last: Piece, piece: Piece, layout: Layout) -> bool:
    if layout.is_indented and piece.indent >= 2 and (last.is_ended or not layout.is_full(last)):
        return False
    if not last.is_ended:
        return not (is_heading_like(last) and not layout.is_full(last))
    if last.text.endswith((";", ",")):
        return layout.is_full(last)
    return layout.is_full(last) and not layout.is_indented and not last.text.endswith(":")


def is_units(piece: Piece) -> bool:
    return piece.text.startswith(_UNITS) and ":" in piece.text[:12]


def is_heading_like(piece: Piece) -> bool:
    """A line without any stop that ends as headings end."""
    words = piece.folded_rest
    return (
        len(words) <= 36
        and not any(stop in words for stop in ",。;:!?")
        and (words.endswith(_TITLE_ENDS) or (len(words) < _SHORTEST_BROKEN and not is_ended(words)))
    )


def _opened(text: str) -> int:
    return text.count("“") - text.count("”") + text.count("《") - text.count("》") + text.count("(") - text.count(")")
