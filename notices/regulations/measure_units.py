"""Who leads a measure and who is responsible: lines of the text that are no provision, read again for the page."""

from collections.abc import Sequence
from typing import Any

from notices.models import Provision, ProvisionSet
from notices.provision_sets import edits_of
from notices.provisions.mending import mended_text
from notices.provisions.provision import Kind
from notices.provisions.units import is_line_of_units


def units_of_measures(rows: Sequence[Provision]) -> dict[str, tuple[str, ...]]:
    """By the address of a measure, its lines of units as they stand. No query where there are no measures."""
    if not any(row.kind == Kind.MEASURE for row in rows):
        return {}
    one = ProvisionSet.objects.get(pk=rows[0].of_id)
    lines = mended_text(one.raw_text, edits_of(one)).splitlines()
    found: dict[str, tuple[str, ...]] = {}
    for place, row in enumerate(rows):
        if row.kind == Kind.MEASURE:
            end = _next_line(rows, place, len(lines) + 1)
            named = (line.strip() for line in lines[row.first_line - 1 : end - 1])
            own = tuple(line for line in named if is_line_of_units(line) and line not in row.text)
            if own:
                found[row.address] = own
    return found


def _next_line(rows: Sequence[Any], place: int, last: int) -> int:
    later = (row.first_line for row in rows[place + 1 :] if row.first_line > rows[place].first_line)
    return min(later, default=last)
