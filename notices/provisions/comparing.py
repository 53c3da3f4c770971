"""Two texts side by side, provision by provision, with the words that changed marked. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Protocol

from notices.provisions.marking import Line, Part, marked
from notices.provisions.pairing import grams, overlap, pair
from notices.provisions.provision import Kind

# What is compared as a whole; the rest stands in one of these and is compared as its lines.
_WHOLE = frozenset(Kind) - {Kind.PARAGRAPH, Kind.ITEM, Kind.LISTED}
_COUNTED = (Kind.ARTICLE, Kind.MEASURE)
_SAME_LINE = 0.3


class Row(Protocol):
    """A provision as it is stored."""

    kind: str
    label: str
    title: str
    text: str
    address: str
    reference: str


@dataclass(frozen=True, slots=True)
class Unit:
    """An article, a measure, a heading, the preamble: what is paired with its like, as the lines it is read in."""

    address: str
    kind: str
    label: str
    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.lines))


@dataclass(frozen=True, slots=True)
class Side:
    unit: Unit
    title: Line
    lines: tuple[Line, ...]


class What(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Difference:
    what: What
    before: Side | None
    after: Side | None

    @property
    def kind(self) -> str:
        side = self.after or self.before
        return side.unit.kind if side is not None else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, in the order of the later text. The counts are of articles and measures alone."""

    differences: tuple[Difference, ...]

    def count(self, what: What) -> int:
        return sum(one.what is what and one.kind in _COUNTED for one in self.differences)

    @property
    def says(self) -> str:
        counts = (
            f"改动 {self.count(What.CHANGED)} 条，新增 {self.count(What.ADDED)} 条，删除 {self.count(What.REMOVED)} 条"
        )
        moved = self.count(What.RENUMBERED)
        return f"{counts}，只变条号 {moved} 条" if moved else counts


def units_of(rows: Iterable[Row]) -> list[Unit]:
    """The rows of a text in their order, what stands within an article or a measure as its lines."""
    found: list[tuple[Row, list[str]]] = []
    for row in rows:
        if row.kind in _WHOLE or row.kind == "annex" or not found:
            found.append((row, []))
        elif row.kind == Kind.PARAGRAPH:
            found[-1][1].extend(row.text.split("\n"))
        else:
            found[-1][1].extend(f"{row.label}{row.title}{row.text}".split("\n"))
    return [
        Unit(row.address, row.kind, row.reference or row.label, row.title, tuple(inside or _own_lines(row)))
        for row, inside in found
    ]


def compare(before: Sequence[Unit], after: Sequence[Unit]) -> Comparison:
    pairs = pair(before, after)
    return Comparison(tuple(_differences(before, after, pairs)))


def _own_lines(row: Row) -> list[str]:
    """An article repeats its title before its words: it is not compared twice."""
    text = row.text.removeprefix(f"{row.title}\n") if row.title else row.text
    return text.split("\n") if text else []


def _differences(before: Sequence[Unit], after: Sequence[Unit], pairs: dict[int, int]) -> Iterator[Difference]:
    """In the order of the later text; what was removed comes where it stood, after what stood before it."""
    kept = set(pairs.values())
    gone = [old for old in range(len(before)) if old not in kept]
    at = 0
    for new, unit in enumerate(after):
        old = pairs.get(new)
        while old is not None and at < len(gone) and gone[at] < old:
            yield Difference(What.REMOVED, _whole(before[gone[at]], changed=True), None)
            at += 1
        if old is None:
            yield Difference(What.ADDED, None, _whole(unit, changed=True))
            continue
        was = before[old]
        if was.text != unit.text:
            yield Difference(What.CHANGED, *_sides(was, unit))
        elif (was.address, was.label) != (unit.address, unit.label):
            yield Difference(What.RENUMBERED, _whole(was, changed=False), _whole(unit, changed=False))
    for old in gone[at:]:
        yield Difference(What.REMOVED, _whole(before[old], changed=True), None)


def _whole(unit: Unit, *, changed: bool) -> Side:
    return Side(unit, _one(unit.title, changed), tuple(_one(line, changed) for line in unit.lines))


def _one(text: str, changed: bool) -> Line:
    return (Part(text, changed),) if text else ()


def _sides(was: Unit, now: Unit) -> tuple[Side, Side]:
    titles = marked(was.title, now.title)
    left: list[Line] = []
    right: list[Line] = []
    for old, new in _lines(was.lines, now.lines):
        if old is not None and new is not None:
            one, other = marked(old, new)
            left.append(one)
            right.append(other)
        elif old is not None:
            left.append(_one(old, True))
        elif new is not None:
            right.append(_one(new, True))
    return Side(was, titles[0], tuple(left)), Side(now, titles[1], tuple(right))


def _lines(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Lines that belong together, in order; None where one side has none."""
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(left[a:b], right[c:d], strict=True)
        else:
            yield from _like_lines(left[a:b], right[c:d])


def _like_lines(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    theirs = [grams(line) for line in right]
    at = 0
    for line in left:
        own = grams(line)
        likes = [(overlap(own, theirs[place]), -place) for place in range(at, len(right))]
        best = max(likes, default=(0.0, 0))
        if best[0] < _SAME_LINE and not (len(left) == len(right) == 1):
            yield line, None
            continue
        place = -best[1]
        yield from ((None, added) for added in right[at:place])
        yield line, right[place]
        at = place + 1
    yield from ((None, added) for added in right[at:])
