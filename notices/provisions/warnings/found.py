"""A suspected slip: where, what kind, a sentence, and the repair a person may accept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of one raw line to be replaced."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Warning:
    """`lines` are all the lines it speaks of, `line` the first; `repair` is the first line mended, as it would read."""

    line: int
    code: str
    message: str
    lines: tuple[int, ...]
    repairs: tuple[Edit, ...] = ()
    repair: str | None = None


def warning(
    code: str, lines: Iterable[int], message: str, edits: Sequence[Edit] = (), raw: Mapping[int, str] | None = None
) -> Warning:
    places = tuple(dict.fromkeys(lines))
    repair = None
    if edits and raw is not None:
        first = edits[0].line
        repair = mended(raw[first], [edit for edit in edits if edit.line == first])
    return Warning(places[0], code, message, places, tuple(edits), repair)


def mended(raw: str, edits: Iterable[Edit]) -> str:
    parts, done = [], 0
    for edit in sorted(edits, key=lambda one: one.start):
        if edit.start >= done:
            parts += [raw[done : edit.start], edit.text]
            done = edit.end
    return "".join((*parts, raw[done:]))


def spoken(lines: Sequence[int]) -> str:
    """第27—45行, 第5行, 第5、9行等12行."""
    if len(lines) == 1:
        return f"第{lines[0]}行"
    if len(lines) == 2 or len(lines) <= 4:
        return f"第{'、'.join(map(str, lines))}行"
    return f"第{lines[0]}—{lines[-1]}行中的{len(lines)}行"


def blocks(lines: Iterable[int], order: Sequence[int], *, apart: int = 2, most: int = 8) -> list[tuple[int, ...]]:
    """Lines that lie together, with at most `apart` others between, are one finding; too many are one in all."""
    place = {line: index for index, line in enumerate(order)}
    found: list[list[int]] = []
    for line in sorted(set(lines)):
        if found and place.get(line, line) - place.get(found[-1][-1], 0) <= apart + 1:
            found[-1].append(line)
        else:
            found.append([line])
    if len(found) > most:
        return [tuple(line for block in found for line in block)]
    return [tuple(block) for block in found]
