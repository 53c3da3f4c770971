"""A reading as rows, in the order they stand: headings, articles with what is in them, measures, annexes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from notices.provisions.numerals import in_chinese
from notices.provisions.outline import Role
from notices.provisions.provision import Division, Kind, Provision
from notices.provisions.reading import Reading

ANNEX = "annex"
_DEPTH = {Kind.PART: 0, Kind.SUBPART: 1, Kind.CHAPTER: 1, Kind.SECTION: 2}
_BODY = 3
# What is cited within its article by the mark it carries.
_MARKED = (Kind.ITEM, Kind.LISTED)


@dataclass(frozen=True, slots=True)
class Row:
    order: int
    depth: int
    kind: str
    number: int | None
    suffix: int | None
    label: str
    title: str
    text: str
    address: str
    reference: str
    first_line: int
    last_line: int


def rows_of(reading: Reading) -> list[Row]:
    """Every division, provision and annex, by the line it begins on; a heading before what it heads."""
    found = [(one.lines[0], 0, _heading(one)) for one in reading.divisions]
    for one in (reading.preamble, *(article for _, article in reading.articles), *reading.tree, reading.closing):
        if one is not None and one.lines:
            found += [(one.lines[0], 1, row) for row in _rows(one, _BODY, "")]
    found.sort(key=lambda each: each[:2])  # stable: what belongs together keeps its order
    rows = [row for _, _, row in found] + list(_annexes(reading))
    return [_numbered(row, order) for order, row in enumerate(rows, 1)]


def reference(provision: Provision, above: str) -> str:
    """第十条第（四）项, 第十条第二款, 第9条措施: how it is cited, with what it stands in."""
    if provision.kind is Kind.ARTICLE:
        return provision.label
    if provision.kind in _MARKED:
        return f"{above}第{provision.label.strip('．.、 ')}项"
    if provision.kind is Kind.PARAGRAPH:
        return f"{above}第{in_chinese(provision.number or 0)}款"
    if provision.kind is Kind.MEASURE:
        return f"第{provision.number}条措施" if provision.number else provision.label
    if provision.kind is Kind.HEADING:
        bare = provision.label.strip("、．. ")
        return f"{above}{bare}" if above else f"第{bare}部分"
    return provision.label or {Kind.PREAMBLE: "引言", Kind.CLOSING: "结尾"}.get(provision.kind, "")


def _rows(provision: Provision, depth: int, above: str) -> Iterator[Row]:
    cited = reference(provision, above)
    yield _row(provision.kind, depth, provision, provision.title or "", provision.text, cited)
    inside = "" if provision.kind in (Kind.PREAMBLE, Kind.CLOSING) else cited
    for child in provision.children:
        yield from _rows(child, depth + 1, inside)


def _heading(one: Division) -> Row:
    return _row(one.kind, _DEPTH[one.kind], one, one.title, "", one.label)


def _row(kind: Kind, depth: int, one: Provision | Division, title: str, text: str, cited: str) -> Row:
    suffix = one.suffix if isinstance(one, Provision) else None
    return Row(
        0,
        depth,
        kind.value,
        one.number,
        suffix,
        one.label,
        title,
        text,
        one.address,
        cited,
        one.lines[0],
        one.lines[-1],
    )


def _annexes(reading: Reading) -> Iterator[Row]:
    """What is annexed, as it stands: one row, its lines kept."""
    lines = [line for line in reading.lines if reading.roles.get(line.number) is Role.ANNEX]
    if lines:
        text = "\n".join(line.raw.strip() for line in lines)
        yield Row(0, _BODY, ANNEX, None, None, "附件", "", text, ANNEX, "附件", lines[0].number, lines[-1].number)


def _numbered(row: Row, order: int) -> Row:
    return Row(order, *(getattr(row, name) for name in Row.__slots__[1:]))


def missing_after(rows: Iterable[Any], missing: Iterable[int]) -> dict[str, list[int]]:
    """Of rows, or of what they were kept as: address of an article -> the numbers that should follow it and do not."""
    articles = [row for row in rows if row.kind == Kind.ARTICLE and row.number]
    found: dict[str, list[int]] = {}
    for number in sorted(missing):
        before = [row for row in articles if row.number is not None and row.number < number]
        if before:
            found.setdefault(max(before, key=lambda row: (row.number or 0, row.order)).address, []).append(number)
    return found
