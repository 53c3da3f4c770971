"""发文字号: agency, 〔year〕, number, or an order's 第…号; repaired where a scanner or a keyboard changed it."""

import re
from collections.abc import Sequence

from notices.provisions.folding import squeeze, tidy
from notices.provisions.metadata.field import Field, Regions
from notices.provisions.metadata.title import closed_up
from notices.provisions.numerals import number

_AGENCY = r"[\u4e00-\u9fff](?:[\u4e00-\u9fff 、]{0,14}[\u4e00-\u9fff])?(?:\(\d{1,2}\))?(?:字|字第)?"
_YEAR = r"(?P<year>(?:19|20)\d{2}|[12l][0-9OolI]{3})"
LOOSE = re.compile(
    rf"(?P<agency>{_AGENCY}) ?(?P<open>[〔\[【({{﹝〈<「]|〔\[) ?{_YEAR} ?年?"
    rf" ?(?P<close>[〕\]】)}}﹞〉>」JjlIＪ1]) ?(?:第 ?)?(?P<number>[\dOolI]{{1,5}}) ?号"
)
_ORDER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff、 ]{2,60}?(?:令|公告)) ?\(? ?(?P<year>20\d{2}年)?"
    r"(?:第 ?(?P<number>[\d〇零○一二三四五六七八九十百]{1,5}) ?号)\)?$"
)
_ORDER_ORGAN = re.compile(r"[\u4e00-\u9fff、 ]{2,60}(?:令|公告)$")
_ORDER_NUMBER = re.compile(r"\(? ?(?:(?:19|20)\d{2} ?年? ?)?第 ?[\d〇零○一二三四五六七八九十百]{1,5} ?号 ?\)?$")
_ENACTED = re.compile(
    r"(?P<value>(?:中华人民共和国)?(?:国务院|主席|[\u4e00-\u9fff、]{2,24}?)令 ?\(?第 ?[\d〇零一二三四五六七八九十百]+ ?号\)?)"
)
# What may stand behind a number on its line: who signed, a registration, the other issuer's number.
_BEHIND = re.compile(rf" *(?:签发人|文件|[A-Z]{{2,8}}\d{{0,4}}-|[、,;/ ] *{_AGENCY} ?[〔\[【(]|$)")
# （86）国科发条字0123号, as it was written before the form was fixed.
_OLD = re.compile(r"[(〔\[]\d{2}[)〕\]][\u4e00-\u9fff]{2,12}字?第? ?\d{1,5} ?号$")
_LEADS_IN = re.compile(r"^(?:按照?|根据|依据|依照|参照|遵照|执行|和|与|及|以|对|经|见|即|由|原|以及)+(?=.{2})")
_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})


def read_number(regions: Regions) -> Field:
    head = regions.head
    for entry in regions.header.of("number"):
        found = LOOSE.match(entry.value)
        if found and found.end() >= len(entry.value.rstrip(") ")):
            return Field(canonical(found), entry.raw, (entry.line,), not is_canonical(found))
        if re.search(r"\d ?号?$", entry.value) and len(entry.value) > 3:
            return Field(squeeze(entry.value), entry.raw, (entry.line,))
    for place, piece in enumerate(head):
        text = piece.text.lstrip("( ")
        found = LOOSE.match(text)
        if found and (found.end() >= len(text.rstrip(") ")) or _BEHIND.match(text, found.end())):
            raw = piece.raw[len(piece.text) - len(text) :]
            return Field(canonical(found), raw, (piece.line,), not is_canonical(found))
        if _OLD.match(piece.text):
            return Field(tidy(squeeze(piece.text)), piece.raw, (piece.line,))
        order = _ORDER.match(text)
        if order and not piece.is_ended:
            return Field(closed_up(text).replace("(", "").replace(")", ""), piece.raw, (piece.line,))
        if place + 1 < len(head) and _ORDER_ORGAN.match(text) and _ORDER_NUMBER.match(head[place + 1].text):
            whole = squeeze(text + head[place + 1].text).replace("(", "").replace(")", "")
            return Field(whole, f"{piece.raw}{head[place + 1].raw}", (piece.line, head[place + 1].line))
    return _enacted(regions.notes)


def _enacted(notes: Sequence[str]) -> Field:
    """（2019年3月2日中华人民共和国国务院令第711号公布）: the last order named is the one in force."""
    for text in reversed(notes):
        found = [] if "《" in text else list(_ENACTED.finditer(re.sub(r"\d+ ?年 ?\d+ ?月 ?\d+ ?日", " ", text)))
        if found and re.search(r"公布|发布|通过|修订|施行", text):
            return Field(squeeze(found[-1]["value"]), found[-1]["value"])
    return Field()


def canonical(found: re.Match[str]) -> str:
    agency = _LEADS_IN.sub("", squeeze(found["agency"])).removesuffix("字第")
    year = found["year"].translate(_DIGITS)
    value = number(found["number"].translate(_DIGITS)) or 0
    of_order = "第" if agency.endswith(("令", "公告")) and "第" in found[0] else ""
    return f"{agency}〔{year}〕{of_order}{value}号"


def is_canonical(found: re.Match[str]) -> bool:
    """Brackets of other shapes were the rule before 2001, and are no slip there."""
    if found["year"].isdigit() and int(found["year"]) < 2001 and found["close"] in ")]】〕":
        return True
    return _LEADS_IN.sub("", squeeze(found[0])) == canonical(found)
