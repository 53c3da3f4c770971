"""Reads half and full width, odd spaces and radicals alike, one character for one, so that places stay true."""

import re
import unicodedata

_SPACES = "\u3000\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\t\x0b\x0c\r"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"


def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(space): " " for space in _SPACES + _INVISIBLE}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)):  # radicals and compatibility forms of pdf layers
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    return table | {ord("﹝"): "〔", ord("﹞"): "〕", ord("﹙"): "(", ord("﹚"): ")", ord("．"): "."}


_FOLD = _table()
_GAP = re.compile(r"\s+")
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BETWEEN_HAN = re.compile(
    rf"(?<=[{HAN}、。，；：！？（）《》〈〉“”〔〕])\s+|\s+(?=[{HAN}、。，；：！？（）《》〈〉“”〔〕])"
)
_OPENERS = "([{〔【《〈“‘「『<"
_LOOSE = str.maketrans("[]【】〔〕〈〉<>", "()()()《》《》")
_FULL = str.maketrans("()<>", "（）〈〉")


def fold(text: str) -> str:
    """The text in one width, as long as it was."""
    return text.translate(_FOLD)


def squeeze(text: str) -> str:
    """The text folded and without spaces, to compare by."""
    return _GAP.sub("", fold(text))


def loosely(text: str) -> str:
    """The text to compare by where brackets and quotes are not to be trusted."""
    return re.sub(r"[\"“”'‘’《》]", "", squeeze(text).translate(_LOOSE))


def tidy(text: str) -> str:
    """A title as it should be printed: no stray spaces, brackets and marks in full width."""
    closed = _BETWEEN_HAN.sub("", text.strip())
    return closed.translate(_FULL) if has_han(closed) else closed


def has_han(text: str) -> bool:
    return re.search(f"[{HAN}]", text) is not None
