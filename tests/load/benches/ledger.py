"""What the ledger costs: a row more, and walking a long chain."""

import time
from collections.abc import Iterator
from statistics import median

from django.db import transaction

from foundation import ledger
from foundation.clock import now
from foundation.ledger.digests import GENESIS, row_digest
from foundation.models import LedgerEntry
from tests.load.registry import CannotRun, Figure, Table, bench, verdict
from tests.load.stage import Stage

APPENDS, LONG_CHAIN = 500, 100_000
MOST_MILLISECONDS, MOST_SECONDS = 2.0, 10.0


@bench("ledger")
def ledger_costs(stage: Stage) -> Iterator[Table]:
    in_one, with_commit = _append()
    yield Table(
        "Ledger append, milliseconds",
        [
            _row("in an act's transaction", in_one, MOST_MILLISECONDS),
            _row("with a transaction of its own", with_commit, None),
        ],
        [f"median of {APPENDS}"],
    )
    yield Table(
        "verify_ledger, seconds",
        [_row(f"{LONG_CHAIN:,} rows", _verify(), MOST_SECONDS)],
        ["the rows are undone afterwards"],
    )


def _row(what: str, figure: float, at_most: float | None) -> dict[str, Figure]:
    return {"what": what, "figure": figure, "at most": at_most, "verdict": verdict(figure, at_most)}


def _append() -> tuple[float, float]:
    """A row's cost where it is written, inside the act, and with the commit that ends one."""
    inside, committed = [], []
    for number in range(APPENDS):
        started = time.perf_counter()
        with transaction.atomic():
            began = time.perf_counter()
            ledger.append("bench.append", actor=None, subject=f"bench:{number}", detail={"number": number})
            inside.append(time.perf_counter() - began)
        committed.append(time.perf_counter() - started)
    return median(inside) * 1000, median(committed) * 1000


def _verify() -> float:
    with transaction.atomic():
        _lengthen()
        started = time.perf_counter()
        fault = ledger.verify()
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    if fault is not None:
        raise CannotRun(f"The chain this bench made does not verify: {fault.says}")
    return seconds


def _lengthen() -> None:
    """Rows as `append` writes them, without its questions to the database."""
    last = LedgerEntry.objects.order_by("-seq").first()
    seq, previous = (last.seq, last.digest) if last else (0, GENESIS)
    rows = []
    for number in range(seq + 1, LONG_CHAIN + 1):
        row = LedgerEntry(
            seq=number, at=now(), act="bench.verify", subject=f"bench:{number}", detail={"n": number}, previous=previous
        )
        row.digest = previous = row_digest(row.fields_of_digest(), previous)
        rows.append(row)
    LedgerEntry.objects.bulk_create(rows, batch_size=1000)
