"""The raw text as it is shown for checking: each line whole, what was changed and what is suspected marked in place.

Long stretches nobody need look at are folded. A text of more than 800 lines is shown a part at a time: a chapter, or
400 lines of one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from notices.importing.findings import Finding, edits_on
from notices.models import Provision, ProvisionSet
from notices.provisions.placing import stretches
from notices.provisions.warnings.found import Edit

WHOLE_UP_TO = 800
PART_AT_MOST = 400
FOLDED_FROM = 8
_HEADS_A_PART = ("part", "chapter", "heading")


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind`: nothing, "mark" (suspected, `key` names the finding), "del" or "ins" (accepted)."""

    text: str
    kind: str = ""
    key: str = ""


@dataclass(slots=True)
class Line:
    number: int
    pieces: list[Piece]
    reads: str
    raw: str
    keys: list[str] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return self.reads != self.raw

    @property
    def needs_a_look(self) -> bool:
        return bool(self.keys) or self.is_changed


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that follow one another; folded where there is nothing to look at."""

    lines: list[Line]
    folded: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class TextPart:
    number: int
    first: int
    last: int
    label: str


def parts_of(total: int, provisions: Sequence[Provision]) -> list[TextPart]:
    """One part, or as many as a long text is shown in."""
    if total <= WHOLE_UP_TO:
        return [TextPart(1, 1, total, "全文")]
    heads = [(row.first_line, f"{row.label} {row.title}".strip()) for row in provisions if row.kind in _HEADS_A_PART]
    begins = [(1, "开头"), *((line, label) for line, label in heads if line > 1)]
    found: list[TextPart] = []
    for place, (first, label) in enumerate(begins):
        end = begins[place + 1][0] - 1 if place + 1 < len(begins) else total
        for begin in range(first, end + 1, PART_AT_MOST):
            last = min(begin + PART_AT_MOST - 1, end)
            name = label if first == begin and last == end else f"{label}（第{begin}—{last}行）"
            found.append(TextPart(len(found) + 1, begin, last, name))
    return found


def part_with(parts: Sequence[TextPart], line: int) -> TextPart:
    return next((one for one in parts if one.first <= line <= one.last), parts[0])


def lines_of(one: ProvisionSet, findings: Iterable[Finding], part: TextPart) -> list[Line]:
    raw = one.raw_text.split("\n")
    edits = edits_on(one)
    marked: dict[int, list[tuple[Edit, str]]] = {}
    spoken: dict[int, list[str]] = {}
    for finding in findings:
        for edit in finding.placed:
            marked.setdefault(edit.line, []).append((edit, finding.key))
        # What offers no repair is told of where it begins: it may speak of half the text.
        for number in sorted({edit.line for edit in finding.placed}) or [finding.warning.line]:
            keys = spoken.setdefault(number, [])
            if finding.key not in keys:
                keys.append(finding.key)
    return [
        _line(number, raw[number - 1], edits.get(number, []), marked.get(number, []), spoken.get(number, []))
        for number in range(part.first, part.last + 1)
    ]


def runs_of(lines: Sequence[Line], provisions: Sequence[Provision], shown: int = 0) -> list[Run]:
    """`shown` is a line asked for: its run stays open."""
    if not any(line.needs_a_look for line in lines):
        return [Run(list(lines))]
    runs: list[Run] = []
    quiet: list[Line] = []
    for line in (*lines, None):
        if line is not None and not line.needs_a_look and line.number != shown:
            quiet.append(line)
            continue
        if quiet:
            folded = len(quiet) >= FOLDED_FROM
            runs.append(Run(quiet, folded, _says(quiet, provisions) if folded else ""))
            quiet = []
        if line is not None:
            if runs and not runs[-1].folded and runs[-1].lines[-1].needs_a_look:
                runs[-1].lines.append(line)
            else:
                runs.append(Run([line]))
    return runs


def _says(lines: Sequence[Line], provisions: Sequence[Provision]) -> str:
    first, last = lines[0].number, lines[-1].number
    inside = [row.label for row in provisions if row.kind in ("article", "measure") and first <= row.first_line <= last]
    labels = f"（{inside[0]}{'至' + inside[-1] if len(inside) > 1 else ''}）" if inside else ""
    return f"第 {first}—{last} 行{labels}，没有疑点"


def _line(number: int, raw: str, edits: list[Edit], marked: list[tuple[Edit, str]], keys: list[str]) -> Line:
    keys_at: dict[int, str] = {}
    for edit, key in marked:
        # Where something is only to be put in, the characters beside it show the place.
        begin, end = (edit.start, edit.end) if edit.end > edit.start else (max(edit.start - 1, 0), edit.start + 1)
        keys_at.update(dict.fromkeys(range(begin, min(end, len(raw))), key))
    pieces: list[Piece] = []
    reads = ""
    for one in stretches(raw, edits):
        reads += one.text
        if one.edit is None:
            pieces += _kept(raw, one.raw_begin, one.raw_end, keys_at)
            continue
        if one.raw_end > one.raw_begin:
            pieces.append(Piece(raw[one.raw_begin : one.raw_end], "del"))
        if one.text:
            pieces.append(Piece(one.text, "ins"))
    return Line(number, pieces, reads, raw, keys)


def _kept(raw: str, begin: int, end: int, keys_at: dict[int, str]) -> list[Piece]:
    found: list[Piece] = []
    start = begin
    for place in range(begin + 1, end + 1):
        if place == end or keys_at.get(place, "") != keys_at.get(start, ""):
            key = keys_at.get(start, "")
            found.append(Piece(raw[start:place], "mark" if key else "", key))
            start = place
    return found
