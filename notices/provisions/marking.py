"""What changed between two texts, word by word. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A run of letters or of digits is a word; of Chinese each character is, and runs of them are put together afterwards.
_WORD = re.compile(r"[A-Za-z]+|[0-9０-９]+(?:[.．][0-9０-９]+)?|\s+|.", re.DOTALL)
_CLAUSE = re.compile(r"[^，。；：、,;:]*[，。；：、,;:]?", re.DOTALL)
_LONGEST_BY_WORDS = 3000  # characters of both; above it whole clauses are compared
_SHORT = 2  # an unchanged run this short between two changes is read with them


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    is_changed: bool


Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """The same stretch of both texts, by the places of its words."""

    is_changed: bool
    left: slice
    right: slice


def marked(old: str, new: str) -> tuple[Line, Line]:
    """Two texts as parts, changed and not; the parts of each joined are the text again."""
    cut = _WORD if len(old) + len(new) <= _LONGEST_BY_WORDS else _CLAUSE
    left, right = ([word for word in cut.findall(text) if word] for text in (old, new))
    begin, end = _common_ends(left, right)
    inner = SequenceMatcher(None, left[begin : len(left) - end], right[begin : len(right) - end], autojunk=False)
    blocks = [
        _Block(False, slice(0, begin), slice(0, begin)),
        *(
            _Block(tag != "equal", slice(a + begin, b + begin), slice(c + begin, d + begin))
            for tag, a, b, c, d in inner.get_opcodes()
        ),
        _Block(False, slice(len(left) - end, None), slice(len(right) - end, None)),
    ]
    whole = _sensibly(blocks, left)
    return _parts((one.is_changed, left[one.left]) for one in whole), _parts(
        (one.is_changed, right[one.right]) for one in whole
    )


def _common_ends(left: Sequence[str], right: Sequence[str]) -> tuple[int, int]:
    shorter = min(len(left), len(right))
    begin = next((place for place in range(shorter) if left[place] != right[place]), shorter)
    rest = shorter - begin
    end = next((place for place in range(rest) if left[-1 - place] != right[-1 - place]), rest)
    return begin, end


def _sensibly(blocks: Sequence[_Block], left: Sequence[str]) -> list[_Block]:
    """One change instead of confetti: a character or two left standing between changes is read with them."""
    merged: list[_Block] = []
    for place, one in enumerate(blocks):
        between = 0 < place < len(blocks) - 1 and blocks[place - 1].is_changed and blocks[place + 1].is_changed
        changed = one.is_changed or (between and len("".join(left[one.left])) <= _SHORT)
        if merged and merged[-1].is_changed == changed:
            last = merged.pop()
            one = _Block(changed, slice(last.left.start, one.left.stop), slice(last.right.start, one.right.stop))
        else:
            one = _Block(changed, one.left, one.right)
        merged.append(one)
    return merged


def _parts(pieces: Iterable[tuple[bool, Sequence[str]]]) -> Line:
    return tuple(Part("".join(words), changed) for changed, words in pieces if words)


def merged(left: Line, right: Line) -> list[tuple[str, str]]:
    """Both texts in one run: "same", "removed" and "added" words, what was removed before what came in its place."""
    found: list[tuple[str, str]] = []
    old, new = list(left), list(right)
    while old or new:
        if old and old[0].is_changed:
            found.append(("removed", old.pop(0).text))
        elif new and new[0].is_changed:
            found.append(("added", new.pop(0).text))
        else:
            found.append(("same", old.pop(0).text))
            new.pop(0)
    return found
