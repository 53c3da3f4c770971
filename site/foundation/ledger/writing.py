"""Writing the ledger."""

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
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("存证必须与所记录的行为在同一事务中。")
    _queue_up()
    last = LedgerEntry.objects.order_by("-seq").values("seq", "digest").first()
    entry = LedgerEntry(
        seq=(last["seq"] if last else 0) + 1,
        at=now(),
        act=act,
        actor=actor,
        actor_name=str(actor) if actor else "",
        role=role,
        section_id=section.pk if section else None,
        subject=subject,
        subject_digest=digest,
        revision=revision,
        detail=detail or {},
        previous=last["digest"] if last else GENESIS,
    )
    entry.digest = row_digest(entry.fields_of_digest(), entry.previous)
    entry.save(force_insert=True)
    return entry


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
