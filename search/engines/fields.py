"""What of a document goes into which field of an index; the same for both engines."""

import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from search.analyser import streams
from search.documents import Place, SearchDocument, State

# Changed whenever what follows, the analyser or the packing changes: an index made otherwise must be made anew.
VERSION = "2"

FIELD_OF = {Place.PROVISION: "provision", Place.BODY: "body", Place.ATTACHMENT: "file"}
ANALYSED = ("title", "provision", "body", "file")
SINGLES_ONLY = ("number", "issuer")

# How much a document counts, whatever it says: what is in force before what is not, the newer a little before the older.
_STATE = {
    State.IN_FORCE: 0.2, State.PUBLISHED: 0.2, State.OPEN: 0.2, State.NOT_OPEN: 0.2, State.UPCOMING: 0.18, State.CLOSED: 0.15,
    State.DRAFT: 0.1, State.EXPIRED: 0.05, State.REPEALED: 0.05,
}  # fmt: skip
_YEAR, _FIRST_YEAR, _LAST_YEAR = 0.005, 2000, 2050


def quality(document: SearchDocument) -> float:
    """From 1 to about 1.45."""
    year = document.dated.year if document.dated else _FIRST_YEAR
    return 1 + _STATE.get(document.state, 0.0) + _YEAR * (max(_FIRST_YEAR, min(_LAST_YEAR, year)) - _FIRST_YEAR)


def fields_of(document: SearchDocument) -> Mapping[str, Any]:
    texts: dict[str, list[str]] = {"title": [document.title, document.keywords], "body": [document.abstract]}
    references: dict[str, None] = {}
    for part in document.parts:
        texts.setdefault(FIELD_OF[part.place], []).append(part.text)
        if part.anchor:
            steps = part.anchor.split("-")
            for length in range(2, len(steps) + 1):
                references["-".join(steps[:length])] = None
    packed = document.packed
    day = document.dated.toordinal() if document.dated else 0
    fields: dict[str, Any] = {
        "key": document.key,
        "digest": document.digest_of(packed),
        "data": packed,
        "kind": document.kind,
        "programme": document.programme,
        "issuer": list(document.issuers),
        "year": document.year,
        "state": document.state.value,
        "visible_to": sorted(document.visible_to),
        "day": day,
        # By date, and on one day in an order that is any, but the same in both engines.
        "order": day * 1_000_000 + zlib.crc32(document.key.encode()) % 1_000_000,
        "quality": quality(document),
        "refs": " ".join(references),
    }
    for name, pieces in texts.items():
        # The end of a sentence between them: no phrase reaches from one part into the next.
        found = streams("。".join(piece for piece in pieces if piece))
        fields[f"{name}_s"], fields[f"{name}_p"] = found.singles, found.pairs
    fields["number_s"] = streams(document.number).singles
    fields["issuer_s"] = _issuers("。".join(document.issuers))
    return fields


@lru_cache(maxsize=1000)
def _issuers(names: str) -> str:
    """There are few, each on many documents."""
    return streams(names).singles
