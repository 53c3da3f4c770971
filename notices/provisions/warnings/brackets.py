"""Brackets and quotes that open and never close, close and never opened, or change width on the way."""

import re
from collections.abc import Iterator

from notices.provisions.paragraphs import Paragraph
from notices.provisions.warnings.about import About, place_in
from notices.provisions.warnings.found import Warning

_PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "“": "”", "【": "】", "〔": "〕", "「": "」", "『": "』"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_SAME = {"（": "(", "）": ")"}
_COUNTED = re.compile(r"\d{1,2}[)）]|[a-zA-Z][)）]")


def unbalanced(about: About) -> Iterator[Warning]:
    read = list(about.paragraphs())
    for paragraph, following in zip(read, [*read[1:], None], strict=False):
        found = _first(paragraph)
        if found is None:
            continue
        if found[2] == "“" and following is not None and following.whole.startswith("“"):
            continue  # a quotation of several paragraphs opens anew in each and closes once
        place, message, _ = found
        piece, offset = place_in(paragraph, place)
        if about.is_in_number(piece.line, piece.start + offset):
            continue
        lines = [piece.line]
        rest = [line for line in paragraph.lines if line > lines[0]][:3]
        yield about.one("unbalanced-bracket", [*lines, *rest], message)


def _first(paragraph: Paragraph) -> tuple[int, str, str] | None:
    text = paragraph.whole
    opened: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if character in _PAIRS:
            opened.append((character, place))
        elif character in _CLOSERS:
            if not opened:
                if character == "”" or (place < 3 and _COUNTED.match(text)) or _COUNTED.match(text, max(0, place - 1)):
                    continue
                return place, f"“{_near(text, place)}”处的“{character}”没有对应的前半个括号。", ""
            opener, begin = opened.pop()
            wanted = _PAIRS[opener]
            if wanted == character:
                continue
            if _SAME.get(wanted, wanted) == _SAME.get(character, character):
                return begin, f"“{_near(text, begin)}”处的括号前半个和后半个全角、半角不一致。", opener
            return begin, f"“{_near(text, begin)}”处的“{opener}”没有配上“{wanted}”。", opener
    left = [(opener, place) for opener, place in opened if opener != "“" or not text.startswith("“")]
    if left:
        opener, place = left[0]
        return place, f"“{_near(text, place)}”处的“{opener}”没有配上“{_PAIRS[opener]}”。", opener
    return None


def _near(text: str, place: int) -> str:
    return text[max(0, place - 4) : place + 10].replace("\n", "")
