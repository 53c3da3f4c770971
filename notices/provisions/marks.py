"""What a line begins with: 第三章, 第十条之一, 一、, （一）, 1．, （1）, ①."""

import re
from dataclasses import dataclass
from enum import IntEnum

from notices.provisions.numerals import NUMERAL, SCANNED, in_chinese, is_clean, number


class Level(IntEnum):
    """How deep a mark stands; a smaller one holds the larger."""

    PART = 0
    SUBPART = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    CHINESE = 5
    BRACKETED = 6
    DECIMAL = 7
    BRACKETED_DIGIT = 8
    CIRCLED = 9

    @property
    def is_division(self) -> bool:
        return self < Level.ARTICLE

    @property
    def is_list(self) -> bool:
        return self > Level.ARTICLE


_NAMES = {
    "编": Level.PART,
    "部分": Level.PART,
    "分编": Level.SUBPART,
    "章": Level.CHAPTER,
    "节": Level.SECTION,
    "条": Level.ARTICLE,
}
_LABELS = {
    Level.CHINESE: "{}、", Level.BRACKETED: "（{}）", Level.DECIMAL: "{}．", Level.BRACKETED_DIGIT: "（{}）", Level.CIRCLED: "{}"
}  # fmt: skip
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ORDINAL = re.compile(
    rf"(?P<di>[第笫苐弟]) {{0,3}}(?P<numeral>[{SCANNED}]+(?: {{1,2}}[{SCANNED}]+){{0,6}}?) {{0,3}}"
    rf"(?P<name>编|部分|分编|章|节|条)(?: ?之 ?(?P<suffix>[{NUMERAL}]{{1,3}})(?![{NUMERAL}款项]))?(?P<gap> *)"
)
_CHINESE = re.compile(
    rf"(?P<numeral>[一二三四五六七八九十百]{{1,4}}) ?(?P<stop>[、.．]|,(?=[^{NUMERAL}])|(?= {{2,}}))\s*"
)
_BRACKETED = re.compile(
    r"[(〔\[【{] ?(?P<numeral>[一二三四五六七八九十百]{1,4}|[ー―ニ]) ?[)〕\]】}](?P<stop>[、.]?)\s*"
)
_DECIMAL = re.compile(r"(?P<numeral>\d{1,3}|[lI](?=[.、])) ?(?P<stop>[.、]|(?=\s{2,}))(?![\d])\s*")
_BRACKETED_DIGIT = re.compile(r"[(〔\[【] ?(?P<numeral>\d{1,2}) ?[)〕\]】](?P<stop>[、.]?)\s*|(?P<half>\d{1,2})\)\s*")
_CIRCLE = re.compile(rf"(?P<numeral>[{_CIRCLED}])(?P<stop>[、.]?)\s*")
# What follows a number that is spoken of, not given: 第十条规定的…, 第三条、第四条, （一）项.
_SPOKEN_OF = re.compile(
    r"第[(一二三四五六七八九十]{1,3}[一二三四五六七八九十]*\)?[款项]|规定的|规定[,。;:、]|[的、,。;:)》”等]|(?:和|或|或者|至|到|及|以及|与)第"
    r"|之规定|所[列称规]|情形|项(?!目)|款(?!项)|修改为|作为第|移至|改为"
)
# The same, but a text without spaces may begin its article so: 第十二条中外合作各方….
_PERHAPS_SPOKEN_OF = re.compile(
    r"规定|和|或|至|到|及|与|中(?![华国央外小级介心期])|以及|修改|增加|删|有关|内容|要求|条件$|明确|是指|适用|执行|办理"
)
_ITEM_SPOKEN_OF = re.compile(r"(?:项(?!目)|款(?!项)|至第|、[(]|和第?[(]|或者?第?[(]|所列|规定的)")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number a line begins with, and where its words begin."""

    level: Level
    number: int
    suffix: int | None
    label: str
    end: int
    is_spaced: bool
    is_clean: bool
    is_spoken_of: bool
    is_doubtful: bool = False

    @property
    def order(self) -> tuple[int, int]:
        return (self.number, self.suffix or 0)


def mark_of(text: str) -> Mark | None:
    """The mark a folded line begins with, if any."""
    if not text:
        return None
    first = text[0]
    if first in "第笫苐弟":
        return _ordinal(text)
    if first in "一二三四五六七八九十百":
        return _listed(_CHINESE, Level.CHINESE, text)
    if first.isdecimal() or first in "lI":
        return _listed(_DECIMAL, Level.DECIMAL, text) or _listed(_BRACKETED_DIGIT, Level.BRACKETED_DIGIT, text)
    if first in "(〔[【{":
        return _listed(_BRACKETED, Level.BRACKETED, text) or _listed(_BRACKETED_DIGIT, Level.BRACKETED_DIGIT, text)
    if first in _CIRCLED:
        return _listed(_CIRCLE, Level.CIRCLED, text)
    return None


def _ordinal(text: str) -> Mark | None:
    found = _ORDINAL.match(text)
    value = number(found["numeral"]) if found else None
    if found is None or value is None or value > 9999:
        return None
    level = _NAMES[found["name"]]
    suffix = number(found["suffix"]) if found["suffix"] else None
    rest = text[found.end() :]
    spoken_of = bool(_SPOKEN_OF.match(rest)) and not found["gap"]
    numeral = "".join(found["numeral"].split())
    clean = found["di"] == "第" and is_clean(numeral)
    label = f"第{numeral if clean else in_chinese(value)}{found['name']}" + (f"之{found['suffix']}" if suffix else "")
    spaced = bool(found["gap"]) or not rest or rest[0] in "【[:"
    spoken_of = spoken_of or rest.startswith(("、", "至第", "和第", "或者第", "或第"))
    doubtful = not found["gap"] and bool(_PERHAPS_SPOKEN_OF.match(rest))
    return Mark(level, value, suffix, label, found.end(), spaced, clean, spoken_of, doubtful)


def _listed(pattern: re.Pattern[str], level: Level, text: str) -> Mark | None:
    found = pattern.match(text)
    if found is None:
        return None
    numeral = found["numeral"] or found["half"]
    value = _CIRCLED.index(numeral) + 1 if level is Level.CIRCLED else number(numeral)
    if value is None or value == 0:
        return None
    rest = text[found.end() :]
    if level in (Level.CHINESE, Level.DECIMAL) and (not rest or mark_like(rest, level)):
        return None
    spoken_of = bool(_ITEM_SPOKEN_OF.match(rest))
    label = _LABELS[level].format(in_chinese(value) if level in (Level.CHINESE, Level.BRACKETED) else value)
    if level is Level.CIRCLED:
        label = numeral
    return Mark(level, value, None, label, found.end(), True, numeral not in "ー―ニlI", spoken_of)


def mark_like(rest: str, level: Level) -> bool:
    """Whether a second number follows at once, as in 一、二、三类 or 1、2号."""
    pattern = _CHINESE if level is Level.CHINESE else _DECIMAL
    return pattern.match(rest) is not None
