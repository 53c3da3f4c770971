"""How a row's digest is made. Pure: no Django, so that anyone can recompute it from an export."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64


def canonical(fields: Mapping[str, Any]) -> bytes:
    """One spelling for one content: sorted names, no spaces, UTF-8."""
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def row_digest(fields: Mapping[str, Any], previous: str) -> str:
    return hashlib.sha256(previous.encode() + b"\n" + canonical(fields)).hexdigest()


def seal(key: bytes, seq: int, digest: str, at: str, where: str) -> str:
    """An anchor's seal over all it says: whoever has the database but not the key cannot forge it."""
    said = {"seq": seq, "digest": digest, "at": at, "where": where}
    return hmac.new(key, canonical(said), hashlib.sha256).hexdigest()
