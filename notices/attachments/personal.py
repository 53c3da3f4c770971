"""Finds what belongs to a person in a text: identity numbers, mobile numbers, bank cards. Shows them masked only."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from notices.attachments.findings import Finding, Passage

_LISTED = 3
_HALF_WIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {ord("Ｘ"): ord("X"), ord("ｘ"): ord("X")}

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5} ?(?:18|19|20)\d{2}[01]\d[0-3]\d ?\d{3}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z])(?<!\d[-.])(?:(?:\+|00)?86[- ]?)?(1[3-9]\d([- ]?)\d{4}\2\d{4})(?![0-9A-Za-z])(?!-\d)"
)
_CARD = re.compile(r"(?<![0-9A-Za-z])\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])")
# UnionPay and the older numbers of Chinese banks; an order or invoice number mostly begins otherwise.
_ISSUERS = ("62", "60", "9558", "95599", "4", "51", "52", "53", "54", "55", "35", "37")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"

_WORDS = {
    "identity-number": ("身份证号", "个"),
    "bank-card": ("银行卡号", "个"),
    "mobile-number": ("手机号码", "个"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    code: str
    masked: str
    where: str


def personal_findings(passages: Iterable[Passage]) -> list[Finding]:
    """One finding for each kind of number, with how many there are and where the first ones stand."""
    hits = [hit for passage in passages for hit in _hits(passage)]
    return [_finding(code, found) for code in _WORDS if (found := [hit for hit in hits if hit.code == code])]


def is_identity_number(number: str) -> bool:
    """Whether the date is one and the last character checks (GB 11643)."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    check = _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11]
    return born.year >= 1850 and check == number[17].upper()


def is_card_number(number: str) -> bool:
    """Whether a bank could have issued it and its last digit checks (Luhn)."""
    if not number.startswith(_ISSUERS) or len(set(number)) < 4:
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def masked(text: str) -> str:
    """The same text with every such number made unreadable; what stands around it is left as it was typed."""
    after = len(text)
    for start, end, _, shown in sorted(_places(text), reverse=True):
        cover = shown if end <= after else "*" * (after - start)
        text = text[:start] + cover + text[min(end, after) :]
        after = start
    return text


def _hits(passage: Passage) -> Iterator[Hit]:
    for _, _, code, shown in _places(passage.text):
        yield Hit(code, shown, passage.where)


def _places(typed: str) -> Iterator[tuple[int, int, str, str]]:
    """From where to where in the text, what kind of number, and how it is shown masked."""
    text = typed.translate(_HALF_WIDTH)
    identities = set()
    for found in _IDENTITY.finditer(text):
        number = found[0].replace(" ", "")
        if is_identity_number(number):
            identities.add(found.start())
            yield *found.span(), "identity-number", f"{number[:3]}{'*' * 13}{number[-2:]}"
    for found in _CARD.finditer(text):
        number = re.sub("[ -]", "", found[0])
        if found.start() not in identities and is_card_number(number):
            yield *found.span(), "bank-card", f"{number[:4]}{'*' * (len(number) - 6)}{number[-2:]}"
    for found in _MOBILE.finditer(text):
        number = re.sub("[ -]", "", found[1])
        yield *found.span(1), "mobile-number", f"{number[:3]}{'*' * 6}{number[-2:]}"


def _finding(code: str, hits: list[Hit]) -> Finding:
    word, measure = _WORDS[code]
    shown = "、".join(f"{hit.masked}（{hit.where}）" for hit in hits[:_LISTED])
    more = "等" if len(hits) > _LISTED else ""
    return Finding(
        code, f"发现{len(hits)}{measure}{word}：{shown}{more}。不该公开的请删去或遮盖后重新上传；确需公开的请说明理由。"
    )
