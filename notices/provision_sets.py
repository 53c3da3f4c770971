"""The drafts of a text: what was read from the file, with the repairs accepted, laid down as rows."""

import hashlib
import json
from collections.abc import Iterable

from django.db import transaction

from foundation.clock import today
from notices.models import Citation, Provision, ProvisionSet
from notices.provisions import Reading, read
from notices.provisions.keys import number_key, title_key
from notices.provisions.mending import mended_text
from notices.provisions.rows import rows_of
from notices.provisions.warnings.found import Edit

COLUMNS = (
    "order", "depth", "kind", "number", "suffix", "label", "title", "text", "address", "reference", "first_line",
    "last_line",
)  # fmt: skip


def edits_of(one: ProvisionSet) -> list[Edit]:
    return [Edit(each["line"], each["start"], each["end"], each["text"]) for each in one.edits]


def reading_of(one: ProvisionSet) -> Reading:
    """The text as it reads with what was accepted; its lines are still the lines of the raw text."""
    return read(mended_text(one.raw_text, edits_of(one)), on=today())


def lay_rows(one: ProvisionSet, reading: Reading | None = None) -> Reading:
    """Write the rows anew from the text. The caller has asked whether the set may still change."""
    reading = reading or reading_of(one)
    rows = rows_of(reading)
    known = {row.address: row.reference for row in rows}
    with transaction.atomic():
        one.provisions.all().delete()
        one.citations.all().delete()
        Provision.objects.bulk_create(
            [Provision(of=one, **{name: getattr(row, name) for name in COLUMNS}) for row in rows], batch_size=500
        )
        Citation.objects.bulk_create(_citations(one, reading, known), batch_size=500)
    return reading


def _citations(one: ProvisionSet, reading: Reading, known: dict[str, str]) -> list[Citation]:
    found = [
        Citation(
            of=one,
            address=place if place in known else "",
            reference=known.get(place, ""),
            title=cited.title or "",
            document_number=number_key(cited.document_number or "")[:60],
            title_key=title_key(cited.title or ""),
        )
        for cited in reading.citations
        for place in (cited.places or ("",))
    ]
    for order, citation in enumerate(found, 1):
        citation.order = order
    return found


def digest_of_set(pk: int) -> str:
    """Of the raw text and every row as the database has them now."""
    rows = Provision.objects.filter(of_id=pk).order_by("order").values_list(*COLUMNS)
    text = ProvisionSet.objects.filter(pk=pk).values_list("raw_text", flat=True).first() or ""
    content = json.dumps([hashlib.sha256(text.encode()).hexdigest(), *map(list, rows)], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def lost_addresses(before: ProvisionSet, rows: Iterable[str]) -> list[str]:
    """What another text could be cited by and the new one has no place for."""
    kept = set(rows)
    return [each.reference or each.address for each in before.provisions.order_by("order") if each.address not in kept]
