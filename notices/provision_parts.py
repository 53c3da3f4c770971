"""A regulation's provisions as what search shows one by one: each with what it hangs on. Pure."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from notices.provisions.provision import Kind, Provision
from notices.provisions.rows import ANNEX, reference
from search.documents import Part

LONGEST_CONTEXT = 400


class Row(Protocol):
    """A provision as it is stored."""

    depth: int
    kind: str
    number: int | None
    suffix: int | None
    label: str
    title: str
    text: str
    address: str
    first_line: int


DIVISIONS = (Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION)
# What other provisions stand in. A heading of measures is a piece beside them.
HOLDING = (Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.LISTED, Kind.HEADING, Kind.MEASURE)


def parts_of(provisions: Iterable[Provision]) -> Iterator[Part]:
    """The smallest pieces of each article, measure and heading, each word in one of them."""
    for provision in provisions:
        yield from _parts(provision, provision, "", "")


def parts_of_rows(rows: Iterable[Row]) -> Iterator[Part]:
    """The same of stored rows: put back into one another by their depth."""
    yield from parts_of(_grown([row for row in rows if row.kind not in DIVISIONS]))


def _grown(rows: list[Row]) -> list[Provision]:
    """The outermost of them, each with what stands in it."""
    found: list[Provision] = []
    while rows:
        first, rest = rows[0], rows[1:]
        end = next((place for place, row in enumerate(rest) if row.depth <= first.depth), len(rest))
        inside = tuple(_grown(rest[:end])) if first.kind in HOLDING else ()
        found.append(_provision(first, inside))
        rows = rest[end:] if first.kind in HOLDING else rest
    return found


def _provision(row: Row, inside: tuple[Provision, ...]) -> Provision:
    kind = Kind.CLOSING if row.kind == ANNEX else Kind(row.kind)
    return Provision(
        kind, row.number, row.suffix, row.label, row.title or None, row.text, row.address, (row.first_line,), inside
    )


def _parts(provision: Provision, top: Provision, above: str, context: str) -> Iterator[Part]:
    cited = reference(provision, above)
    context = f"{context} {provision.title or ''}".strip()
    if not provision.children:
        if provision.text or provision.title:
            yield _part(provision, provision.address, cited, context)
        return
    if provision.kind is not Kind.ARTICLE and provision.text:
        yield _part(provision, provision.address, cited, context)
    lead = ""
    only = len(provision.children) == 1
    for place, child in enumerate(provision.children):
        if child.kind is not Kind.PARAGRAPH:
            yield from _parts(child, top, cited, f"{context} {lead}".strip()[-LONGEST_CONTEXT:])
            continue
        lead = child.text
        followed = not only and all(other.kind is not Kind.PARAGRAPH for other in provision.children[1:])
        if only or (place == 0 and followed):
            # The one paragraph of an article, or the lead of its items, is the article itself.
            yield _part(child, provision.address, cited, context)
        else:
            yield from _parts(child, top, cited, context)


def _part(provision: Provision, address: str, cited: str, context: str) -> Part:
    text = provision.text
    if provision.title and provision.kind in (Kind.MEASURE, Kind.HEADING):
        text = f"{provision.title}。{text}" if text else provision.title
        context = ""
    return Part(cited, text, address, context=context)
