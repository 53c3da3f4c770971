"""Where an edit of a line as it reads now stands in the raw line, below the edits already accepted. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from notices.provisions.warnings.found import Edit


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line: kept as it came, or put in place of raw characters by an edit."""

    begin: int
    end: int
    raw_begin: int
    raw_end: int
    text: str
    edit: Edit | None = None


def stretches(raw: str, edits: Sequence[Edit]) -> list[Stretch]:
    """The line as it reads, stretch by stretch, each with where it stands in the raw line."""
    found: list[Stretch] = []
    done = place = 0

    def add(begin: int, end: int, text: str, edit: Edit | None) -> None:
        nonlocal place
        found.append(Stretch(place, place + len(text), begin, end, text, edit))
        place += len(text)

    for edit in sorted(edits, key=lambda one: one.start):
        if edit.start < done:
            continue  # as mending leaves it out
        if edit.start > done:
            add(done, edit.start, raw[done : edit.start], None)
        add(edit.start, edit.end, edit.text, edit)
        done = edit.end
    if done < len(raw):
        add(done, len(raw), raw[done:], None)
    return found


def onto_raw(raw: str, edits: Sequence[Edit], new: Edit) -> tuple[Edit, list[Edit]]:
    """The new edit as one of the raw line, and those it takes in because it changes what they had put there."""
    line = stretches(raw, edits)
    reads = "".join(one.text for one in line)
    touched = [one for one in line if one.edit is not None and _touches(one, new)]
    begin = min([new.start, *(one.begin for one in touched)])
    end = max([new.end, *(one.end for one in touched)])
    text = reads[begin : new.start] + new.text + reads[new.end : end]
    first = min((one.raw_begin for one in touched if one.begin == begin), default=_raw_begin(line, begin, len(raw)))
    ends = [one.raw_end for one in touched if one.end == end]
    last = max(ends) if ends else (first if begin == end else _raw_end(line, end, first))
    return Edit(new.line, first, max(first, last), text), [one.edit for one in touched if one.edit is not None]


def _touches(one: Stretch, new: Edit) -> bool:
    if new.start == new.end:
        # Beside what was put in before: one edit, or nothing would say which comes first.
        return one.begin <= new.start <= one.end
    if one.raw_begin == one.raw_end:
        return new.start <= one.end and one.begin <= new.end
    if one.begin == one.end:
        return new.start < one.begin < new.end
    return one.begin < new.end and one.end > new.start


def _raw_begin(line: Sequence[Stretch], place: int, length: int) -> int:
    """Of the character at this place; behind the last one, the end."""
    for one in line:
        if one.begin <= place < one.end:
            return one.raw_begin if one.edit is not None else one.raw_begin + place - one.begin
    return length


def _raw_end(line: Sequence[Stretch], place: int, otherwise: int) -> int:
    """Behind the character before this place."""
    for one in line:
        if one.begin < place <= one.end:
            return one.raw_end if one.edit is not None else one.raw_begin + place - one.begin
    return otherwise
