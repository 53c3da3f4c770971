"""Checking the ledger: every row against the one before, every anchor against its row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hmac import compare_digest

from django.db.models import F

from foundation.keys import key
from foundation.ledger.digests import GENESIS, row_digest
from foundation.ledger.writing import KEY_NAME, seal_of
from foundation.models.approval import Approval
from foundation.models.ledger import LedgerAnchor, LedgerEntry
from foundation.models.office_act import OfficeAct
from foundation.models.published_act import PublishedAct

ROWS_AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong: which row or anchor, and how it shows."""

    seq: int
    says: str


def verify(printed: Iterable[tuple[int, str]] = ()) -> Fault | None:
    """Walk the whole chain once. `printed` are heads noted elsewhere (a list, a certificate, the daily feed)."""
    anchors = _anchors(printed)
    seq, previous = 0, GENESIS
    for entry in LedgerEntry.objects.order_by("seq").iterator(chunk_size=ROWS_AT_A_TIME):
        if entry.seq != seq + 1:
            return Fault(seq + 1, f"第 {seq + 1} 号不见了，其后是第 {entry.seq} 号。")
        if entry.previous != previous:
            return Fault(entry.seq, f"第 {entry.seq} 号接不上前一号：记录的前号摘要与前一号不符。")
        if row_digest(entry.fields_of_digest(), entry.previous) != entry.digest:
            return Fault(entry.seq, f"第 {entry.seq} 号的内容与其摘要不符，已被改动。")
        for where, digest in anchors.pop(entry.seq, ()):
            if digest != entry.digest:
                return Fault(entry.seq, f"第 {entry.seq} 号与{where}载明的摘要不符，存证链曾被重写。")
        seq, previous = entry.seq, entry.digest
    if anchors:
        first = min(anchors)
        return Fault(first, f"{anchors[first][0][0]}载有第 {first} 号，但存证账只到第 {seq} 号，末尾被截去。")
    return _broken_seal() or _differing_record()


def _differing_record() -> Fault | None:
    """What the acts themselves say of their digests, against the rows that recorded them."""
    for model, what in ((PublishedAct, "已签发页面"), (Approval, "审签意见"), (OfficeAct, "内部事项")):
        rows = model.objects.filter(entry__isnull=False).exclude(digest=F("entry__subject_digest"))
        row = rows.order_by("entry__seq").first()
        if row is not None:
            seq = LedgerEntry.objects.values_list("seq", flat=True).get(pk=row.entry_id or 0)
            return Fault(seq, f"{what}（{row.pk}）的摘要与存证第 {seq} 号不符，已被改动。")
    return None


def _anchors(printed: Iterable[tuple[int, str]]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for row in LedgerAnchor.objects.order_by("pk").values("seq", "digest", "where"):
        found.setdefault(row["seq"], []).append((row["where"], row["digest"]))
    for seq, digest in printed:
        found.setdefault(seq, []).append(("另存的记录", digest))
    return found


def _broken_seal() -> Fault | None:
    secret = key(KEY_NAME)
    return next(_unsealed(secret), None)


def _unsealed(secret: bytes) -> Iterator[Fault]:
    for row in LedgerAnchor.objects.order_by("pk").iterator(chunk_size=ROWS_AT_A_TIME):
        if not compare_digest(row.seal, seal_of(row, secret)):
            yield Fault(row.seq, f"{row.where}的锚点（第 {row.seq} 号）封签不对，不是本站写下的。")
