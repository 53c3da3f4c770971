"""The documents a text rests on or speaks of: 《…》 and the number behind it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from notices.provisions.folding import fold, loosely, squeeze, tidy
from notices.provisions.metadata.document_number import LOOSE, canonical
from notices.provisions.titles import DRAFT

_LONGEST = 160
_NUMBER_BEHIND = re.compile(r" *\( *")
_ORDER_BEHIND = re.compile(
    r" *\( *(?P<order>[\u4e00-\u9fff、]{2,30}(?:令|公告) ?(?:20\d{2}年 ?)?第? ?[\d〇零一二三四五六七八九十百]{1,5} ?号) *\)"
)
_IS_DOCUMENT = re.compile(
    r"(?:法|法典|宪法|条例|办法|规定|细则|规则|规程|意见|通知|方案|规划|计划|纲要|要点|措施|决定|决议|标准|规范|指南|指引|目录|公约|协定|协议|章程|批复|函|解释|公告|通告"
    r"|准则|制度|预案|政策|名录|议定书|条约|令|报告|清单|编码|分类|修正案|要求|若干问题|答复|命令|机制|守则|通则|总则|大纲|备忘录|宣言|声明|导则)"
    r"(?:\([^()]*\)|\(?[^()]{0,12}\)?稿|〔[^〕]*〕)*$"
)
_NOT_DOCUMENT = re.compile(
    r"(?:申请书|申报书|任务书|合同书|协议书|年度报告|绩效报告|工作报告|总结报告|验收报告|申请表|登记表|审批表|证|证书|承诺书"
    r"|通知书|决定书|意见书|申请报告)(?:\([^()]*\))*$"
)
# A closing bracket a scanner made a letter of: 《…方案H云科合发 (2021J1 号).
_UNCLOSED = re.compile(
    r"《(?P<title>[^《》。;]{6,60}?(?:方案|办法|条例|规定|规划|纲要|意见|通知|细则|措施))"
    r"(?P<noise>[A-Za-z>〉)]{1,2})?(?=[\u4e00-\u9fff]{2,10} ?[〔(\[])"
)
# （以下简称《规定》）
_SHORT_NAME = re.compile(
    r"(?:本)?(?:规定|办法|条例|细则|意见|通知|方案|措施|规则|决定|目录|纲要|规划|指南|解释|管理办法|实施细则|实施办法|标准|协议|章程)"
)
_ALIAS = re.compile(r"以下(?:统一|合并)?简?称(?:为|作)?[:“\" ]*《(?P<title>[^《》]{2,40})》")
_QUOTES = str.maketrans({"<": "〈", ">": "〉"})


@dataclass(frozen=True, slots=True)
class Citation:
    """A document the text cites; `places` are addresses of provisions, or empty for the letter before the text."""

    title: str | None
    document_number: str | None
    places: tuple[str, ...] = ()


def citations_in(
    parts: Iterable[tuple[str, str]], own_title: str | None, own_number: str | None
) -> tuple[Citation, ...]:
    """`parts` are addresses and texts; the document itself is not cited by its letter."""
    found: dict[str, tuple[str | None, str | None, list[str]]] = {}
    own = loosely(own_title) if own_title else ""
    parts = list(parts)
    aliases = {loosely(found["title"]) for _, text in parts for found in _ALIAS.finditer(fold(text))}
    for address, text in parts:
        for title, number in _cited(text):
            if _is_itself(title, number, own, own_number) or (title and not number and loosely(title) in aliases):
                continue
            key = loosely(title) if title else squeeze(number or "")
            known = found.get(key)
            if known is None:
                found[key] = (title, number, [address] if address else [])
            else:
                places = known[2] if not address or address in known[2] else [*known[2], address]
                found[key] = (known[0], known[1] or number, places)
    numbered = {number for title, number, _ in found.values() if title and number}
    return tuple(
        Citation(title, number, tuple(places))
        for title, number, places in found.values()
        if title or number not in numbered
    )


def _is_itself(title: str | None, number: str | None, own: str, own_number: str | None) -> bool:
    """A namesake with a number of its own is an earlier document, and cited."""
    if title is None:
        return number == own_number
    return bool(own) and loosely(DRAFT.sub("", fold(title))) in (own, "") and number in (None, own_number)


def _cited(text: str) -> Iterator[tuple[str | None, str | None]]:
    folded = fold(text)
    if "《" not in folded and "号" not in folded:
        return
    taken: list[tuple[int, int]] = []
    for begin, end in _quoted(folded):
        title = squeeze(folded[begin:end])
        number, until = _number_behind(folded, end + 1)
        if number or (
            not _SHORT_NAME.fullmatch(title) and _IS_DOCUMENT.search(title) and not _NOT_DOCUMENT.search(title)
        ):
            yield _printed(text[begin:end]), number
            taken.append((begin, until))
    for found in _UNCLOSED.finditer(folded):
        behind = LOOSE.match(folded, found.end())
        if behind and _outside([found.start("title")], taken):
            yield _printed(text[found.start("title") : found.end("title")]), canonical(behind)
            taken.append((found.start(), behind.end()))
    if "号" in folded:
        numbered = list(LOOSE.finditer(folded))
        free = _outside([found.start("open") for found in numbered], taken)
        for found in numbered:
            if found.start("open") in free and folded[max(0, found.start() - 1)] in "(《〈、,和及":
                yield None, canonical(found)


def _outside(places: Iterable[int], taken: list[tuple[int, int]]) -> set[int]:
    """The places that are in none of the stretches, which do not overlap."""
    stretches = sorted(taken)
    begins = [begin for begin, _ in stretches]
    found = set()
    for place in places:
        before = bisect_right(begins, place) - 1
        if before < 0 or place >= stretches[before][1]:
            found.add(place)
    return found


def _quoted(folded: str) -> Iterator[tuple[int, int]]:
    """The outermost 《…》 pairs; one that is never closed is left out."""
    depth = begin = 0
    for place, character in enumerate(folded):
        if character == "《":
            if depth and place - begin > _LONGEST:
                depth = 0
            if not depth:
                begin = place + 1
            depth += 1
        elif character == "》" and depth:
            depth -= 1
            if not depth and 2 <= place - begin <= _LONGEST:
                yield begin, place


def _number_behind(folded: str, place: int) -> tuple[str | None, int]:
    opened = _NUMBER_BEHIND.match(folded, place)
    if not opened:
        return None, place
    found = LOOSE.match(folded, opened.end())
    if found:
        return canonical(found), found.end()
    order = _ORDER_BEHIND.match(folded, place)
    return (squeeze(order["order"]), order.end()) if order else (None, place)


def _printed(title: str) -> str:
    return tidy("".join(title.split()).translate(_QUOTES))
