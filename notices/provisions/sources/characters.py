"""What the characters of a text tell: whether they were decoded rightly, and what a reader should look at."""

import re
from collections.abc import Iterable

# The first level of GB 2312 and its signs: nearly all that Chinese is written with, and by its bytes a sixth of what a
# wrong decoding gives.
_LEADS = (0xA1, 0xA2, 0xA3, 0xA9, *range(0xB0, 0xD8))
_USUAL = frozenset(
    character
    for lead in _LEADS
    for trail in range(0xA1, 0xFF)
    for character in bytes((lead, trail)).decode("gb2312", "ignore")
    if character >= "\u2000"
)
_JUDGED_FROM = 12
_LIKELY = 0.7
_UNLIKELY = 0.4

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
# Replacement characters written out and read as GB: the text they stood for is gone.
_TWICE_LOST = re.compile("锟斤拷|烫烫烫|屯屯屯")
_LISTED = 5


def likeness(text: str) -> float | None:
    """The share of usual characters among those beyond ASCII; None where there are too few to tell."""
    beyond = [character for character in text if character > "\x7f" and not character.isspace()]
    if len(beyond) < _JUDGED_FROM:
        return None
    return sum(character in _USUAL for character in beyond) / len(beyond)


def is_binary(text: str) -> bool:
    """Whether these are no characters anybody wrote."""
    controls = len(_CONTROL.findall(text))
    return controls > max(2, len(text) // 200)


def is_garbled(text: str) -> bool:
    """Whether a Chinese text was once read in another encoding than it was written in, and kept so."""
    lost = text.count(_REPLACED)
    if lost > 4 and lost * 50 > len(text):
        return True
    if len(_TWICE_LOST.findall(text)) * 100 > len(text):
        return True
    now = likeness(text)
    if now is None or now > _UNLIKELY:
        return False
    return any((was := likeness(again)) is not None and was > _LIKELY for again in _undone(text[:20_000]))


def _undone(text: str) -> Iterable[str]:
    """The text as it would be, had it been misread in one of the usual ways."""
    for misread in ("latin-1", "cp1252", "gb18030", "big5"):
        raw = text.encode(misread, "ignore")
        for meant in ("utf-8", "gb18030"):
            if meant != misread:
                yield raw.decode(meant, "ignore")


def is_unlikely(text: str) -> bool:
    """Whether a guessed decoding gives nothing that looks like Chinese."""
    now = likeness(text)
    return now is not None and now <= _UNLIKELY


def remarks(text: str) -> list[str]:
    """Sentences on single characters a person should compare with the original. They stay in the text."""
    said = []
    if private := _lines_with(text, _PRIVATE):
        said.append(
            f"{private}有专用区字符（本机造的字或符号，别的电脑上显示不出来），已原样保留，请对照原件改成通用的字。"
        )
    if lost := _lines_with(text, re.compile(_REPLACED)):
        said.append(f"{lost}有替换符“{_REPLACED}”，原来的字已经丢失，请对照原件补上。")
    return said


def _lines_with(text: str, pattern: re.Pattern[str]) -> str:
    numbers = [number for number, line in enumerate(text.split("\n"), 1) if pattern.search(line)]
    if not numbers:
        return ""
    shown = "、".join(str(number) for number in numbers[:_LISTED])
    return f"第{shown}行" if len(numbers) <= _LISTED else f"第{shown}行等{len(numbers)}行"
