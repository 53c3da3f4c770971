"""A raw text as numbered lines, each kept whole; and which of them are the page's furniture, not the document's words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from notices.provisions.folding import fold

_MARKDOWN = re.compile(r"(?:#{1,6} +|> +|\*\*|__)+")
_CLOSING = re.compile(r"(?:\*\*|__)+$")
_RULE = re.compile(r"[━─—–\-_=*~┄┈═╌┉·•…■□▬\s]{3,}|<!--.*-->|[-=*_]{3,}")
_PAGE = re.compile(
    r"[-—–·•~]{1,3}\s*\d{1,4}\s*[-—–·•~]{1,3}|第\s*\d{1,4}\s*页(?:[,，/\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_BARE = re.compile(r"\d{1,4}")
_HEADER_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it came, and the same line folded for reading; places in one are places in the other."""

    number: int
    raw: str
    text: str
    start: int
    furniture: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.furniture


def split(text: str) -> list[Line]:
    """Every line of the text, numbered from 1; joined by line ends they are the text again."""
    bare = [_bare(raw) for raw in text.split("\n")]
    furniture = _furniture([content for content, _ in bare])
    return [
        Line(place + 1, raw, "" if place in furniture else content, start, furniture.get(place, ""))
        for place, (raw, (content, start)) in enumerate(zip(text.split("\n"), bare, strict=True))
    ]


def _bare(raw: str) -> tuple[str, int]:
    folded = fold(raw)
    start = len(folded) - len(folded.lstrip())
    opened = _MARKDOWN.match(folded, start)
    if opened and opened.end() < len(folded):
        start = opened.end()
        folded = _CLOSING.sub("", folded)
    content = folded[start:].rstrip()
    return content.lstrip(), start + len(content) - len(content.lstrip())


def _furniture(contents: Sequence[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, content in enumerate(contents):
        if not content:
            continue
        if _RULE.fullmatch(content):
            found[place] = "rule"
        elif len(content) <= 24 and _PAGE.fullmatch(content):
            found[place] = "page number"
    found |= _bare_numbers(contents)
    return found | _repeated_headers(contents, found)


def _bare_numbers(contents: Sequence[str]) -> dict[int, str]:
    """Numbers alone on a line are page numbers where they count up from page to page."""
    alone = [(place, int(content)) for place, content in enumerate(contents) if content and _BARE.fullmatch(content)]
    if len(alone) < 3:
        return {}
    steps = sum(1 for (_, one), (_, two) in pairwise(alone) if two == one + 1)
    apart = all(two - one > 5 for (one, _), (two, _) in pairwise(alone))
    return {place: "page number" for place, _ in alone} if apart and steps >= len(alone) - 2 else {}


def _repeated_headers(contents: Sequence[str], known: dict[int, str]) -> dict[int, str]:
    """A short line that comes back at page ends is the head of the page; its first time may be the title."""
    counts = Counter(
        content for content in contents if 3 < len(content) <= _HEADER_LONGEST and content[-1] not in "。;:,、"
    )
    often = {content for content, count in counts.items() if count >= 3 and ":" not in content}
    if not often:
        return {}
    pages = {place for place, why in known.items() if why == "page number"}
    places: dict[str, list[int]] = {}
    for place, content in enumerate(contents):
        if content in often:
            places.setdefault(content, []).append(place)
    found: dict[int, str] = {}
    for where in places.values():
        later = where[1:]
        beside = sum(1 for place in later if _beside(place, pages, contents))
        if beside * 2 >= len(later):
            found |= dict.fromkeys(later, "page header")
    return found


def _beside(place: int, pages: set[int], contents: Sequence[str]) -> bool:
    for step in (-1, 1):
        near = place + step
        while 0 <= near < len(contents) and not contents[near] and abs(near - place) < 6:
            near += step
        if near in pages:
            return True
    return False
