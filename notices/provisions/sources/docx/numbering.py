"""The numbers Word makes by itself: 第一条, （一）, 1. They stand in no text, and a reader sees them all the same."""

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from notices.provisions.sources.docx.elements import is_on, number, value
from notices.provisions.sources.docx.number_formats import written

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_AT_MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    follows: str = "tab"
    legal: bool = False
    # After which level the count begins anew; None for any higher one, 0 for never.
    restart: int | None = None
    style: str = ""


@dataclass(slots=True)
class _Outline:
    """One abstract list; those that only point to it share its count."""

    levels: dict[int, _Level]
    style_link: str = ""
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    outline: _Outline
    own_levels: dict[int, _Level]
    # Levels that begin anew at the first use of this list, though the outline has been counted before.
    restarted: frozenset[int]
    is_begun: bool = False

    def level(self, index: int) -> _Level:
        return self.own_levels.get(index) or self.outline.levels.get(index) or _Level(form="none")


class Numbering:
    """Counts along with the document: ask for each paragraph once, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = {
            style.get("styleId", ""): style for style in (styles.findall("style") if styles is not None else ())
        }
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if style.get("type") == "paragraph" and style.get("default") == "1"
            ),
            "",
        )
        self._lists: dict[str, _List] = {}
        if numbering is not None:
            self._read(numbering)

    def before(self, paragraph: Element) -> str:
        """What Word puts before this paragraph: number and what follows it; empty for none."""
        found = self._list_of(paragraph)
        if found is None:
            return ""
        of, index = found
        level = of.level(index)
        self._count(of, index)
        if level.form == "bullet" or not level.text:
            return ""
        text = _PLACE.sub(lambda place: self._shown(of, level, int(place[1]) - 1), level.text)
        return text + ("" if level.follows == "nothing" or not text else " ")

    def _shown(self, of: _List, level: _Level, index: int) -> str:
        shown = of.level(index)
        count = of.outline.counts.get(index, shown.start)
        return written(count, "decimal" if level.legal else shown.form)

    def _count(self, of: _List, index: int) -> None:
        counts = of.outline.counts
        if not of.is_begun:
            of.is_begun = True
            for own in of.restarted:
                counts.pop(own, None)
        counts[index] = counts.get(index, of.level(index).start - 1) + 1
        for higher in range(index):
            counts.setdefault(higher, of.level(higher).start)
        for lower in range(index + 1, LEVELS):
            after = of.level(lower).restart
            if after is None or index < after:
                counts.pop(lower, None)

    def _list_of(self, paragraph: Element) -> tuple[_List, int] | None:
        own = paragraph.find("pPr/numPr")
        style = value(paragraph, "pPr/pStyle") or self._default
        name, index = value(own, "numId"), value(own, "ilvl")
        styled = self._of_style(style)
        if not name and styled:
            name = styled[0]
            index = index or styled[1]
        found = self._lists.get(name)
        if found is None:
            return None
        if not index:
            index = next((str(one) for one in range(LEVELS) if found.level(one).style == style), "0")
        return found, min(max(number(index, 0), 0), LEVELS - 1)

    def _of_style(self, name: str) -> tuple[str, str] | None:
        for _ in range(_AT_MOST_LINKS):
            style = self._styles.get(name)
            if style is None:
                return None
            numbered = style.find("pPr/numPr")
            if numbered is not None and value(numbered, "numId"):
                return value(numbered, "numId"), value(numbered, "ilvl")
            name = value(style, "basedOn")
        return None

    def _read(self, numbering: Element) -> None:
        outlines = {
            one.get("abstractNumId", ""): _Outline(_levels(one), value(one, "numStyleLink"))
            for one in numbering.findall("abstractNum")
        }
        nums = {one.get("numId", ""): one for one in numbering.findall("num")}
        for name, num in nums.items():
            outline = outlines.get(value(num, "abstractNumId"))
            if outline is not None and outline.style_link:
                outline = self._linked(outline, outlines, nums)
            if outline is not None and name != "0":
                self._lists[name] = _list(num, outline)

    def _linked(self, outline: _Outline, outlines: dict[str, _Outline], nums: dict[str, Element]) -> _Outline:
        """The outline a list style stands for."""
        style = self._styles.get(outline.style_link)
        num = nums.get(value(style, "pPr/numPr/numId"))
        return outlines.get(value(num, "abstractNumId"), outline)


def _list(num: Element, outline: _Outline) -> _List:
    levels: dict[int, _Level] = {}
    restarted: set[int] = set()
    for override in num.findall("lvlOverride"):
        index = number(override.get("ilvl", ""), 0)
        level = override.find("lvl")
        if level is not None:
            levels[index] = _level(level)
        if start := value(override, "startOverride"):
            restarted.add(index)
            levels[index] = replace(levels.get(index) or outline.levels.get(index) or _Level(), start=number(start, 1))
    return _List(outline, levels, frozenset(restarted))


def _levels(outline: Element) -> dict[int, _Level]:
    return {number(level.get("ilvl", ""), 0): _level(level) for level in outline.findall("lvl")}


def _level(level: Element) -> _Level:
    restart = value(level, "lvlRestart")
    form = level.find("numFmt")
    if form is None:
        form = level.find("AlternateContent/Fallback/numFmt")
    return _Level(
        start=number(value(level, "start"), 0 if level.find("start") is None else 1),
        form=form.get("val", "decimal") if form is not None else "decimal",
        text=value(level, "lvlText"),
        follows=value(level, "suff") or "tab",
        legal=is_on(level, "isLgl"),
        restart=number(restart, 0) if restart else None,
        style=value(level, "pStyle"),
    )
