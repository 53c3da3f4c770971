"""Writing the ledger."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from django.db import connection, transaction
from wagtail.models import Page, Revision

from foundation.clock import now
from foundation.keys import key
from foundation.ledger.digests import GENESIS, row_digest, seal
from foundation.models.ledger import LedgerAnchor, LedgerEntry
from foundation.models.user import User

# Any fixed number: it names the one lock that makes appends queue up on PostgreSQL.
ADVISORY_LOCK = 0x676F6E67
KEY_NAME = "ledger-anchor"
ROWS_AT_ONCE = 500


def append(
    act: str,
    *,
    actor: User | None,
    role: str = "",
    subject: str,
    digest: str = "",
    section: Page | None = None,
    revision: Revision | None = None,
    detail: dict[str, Any] | None = None,
) -> LedgerEntry:
    """Add one row, in the transaction of the act it records. Detail carries no personal data of the public."""
    entry = LedgerEntry(
        act=act,
        actor=actor,
        actor_name=str(actor) if actor else "",
        role=role,
        section_id=section.pk if section else None,
        subject=subject,
        subject_digest=digest,
        revision=revision,
        detail=detail or {},
    )
    _chain([entry])
    entry.save(force_insert=True)
    return entry


def append_all(entries: Sequence[LedgerEntry]) -> None:
    """Add many rows at once, in their order: of a large import, each act of which has a row of its own."""
    _chain(entries)
    LedgerEntry.objects.bulk_create(entries, ROWS_AT_ONCE)


def _chain(entries: Sequence[LedgerEntry]) -> None:
    """Number, hour and digests of rows that say what happened, each following the one before."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("存证必须与所记录的行为在同一事务中。")
    _queue_up()
    last = LedgerEntry.objects.order_by("-seq").values("seq", "digest").first()
    seq, previous, at = (last["seq"], last["digest"], now()) if last else (0, GENESIS, now())
    for entry in entries:
        seq += 1
        entry.seq, entry.at, entry.previous = seq, at, previous
        previous = entry.digest = row_digest(entry.fields_of_digest(), entry.previous)


def anchor(where: str) -> LedgerAnchor | None:
    """Set down the head as it is now, sealed; `where` says on what it is printed. None while the ledger is empty."""
    with transaction.atomic():
        _queue_up()
        head = LedgerEntry.objects.order_by("-seq").first()
        if head is None:
            return None
        made = LedgerAnchor(seq=head.seq, digest=head.digest, at=now(), where=where)
        made.seal = seal_of(made, key(KEY_NAME))
        made.save(force_insert=True)
        return made


def seal_of(row: LedgerAnchor, secret: bytes) -> str:
    return seal(secret, row.seq, row.digest, row.at.astimezone(UTC).isoformat(), row.where)


def _queue_up() -> None:
    """Two appends at once must not read the same last row. SQLite's IMMEDIATE transactions queue by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
