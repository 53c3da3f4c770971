"""The ledger's head, noted every day in the database and in a file beside it, which is to be carried elsewhere."""

import json
import os
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.db import transaction

from foundation.clock import SHANGHAI, today
from foundation.ledger.writing import anchor
from foundation.models.ledger import LedgerAnchor

WHERE = "每日摘要"
FILE = "anchors.jsonl"


def anchors_file() -> Path:
    folder: Path = settings.DATA_DIR
    return folder / FILE


def note_the_head() -> LedgerAnchor | None:
    """Set an anchor now and write it to the file. None while the ledger is empty.

    The file is written inside the transaction: a line without its anchor is harmless, an anchor without its line is not.
    """
    with transaction.atomic():
        made = anchor(WHERE)
        if made is not None:
            _write(made)
        return made


def note_the_day() -> LedgerAnchor | None:
    """The same, once a day."""
    midnight = datetime.combine(today(), time(), tzinfo=SHANGHAI)
    with transaction.atomic():
        if LedgerAnchor.objects.filter(where=WHERE, at__gte=midnight).exists():
            return None
        return note_the_head()


def _write(made: LedgerAnchor) -> None:
    line = json.dumps({"seq": made.seq, "digest": made.digest, "at": made.at.isoformat()})
    file = anchors_file()
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        # A write cut short by a power failure must not swallow the line after it.
        start = b"" if _ends_a_line(file) else b"\n"
        os.write(handle, start + line.encode() + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)


def _ends_a_line(file: Path) -> bool:
    with file.open("rb") as stream:
        if stream.seek(0, os.SEEK_END) == 0:
            return True
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"
