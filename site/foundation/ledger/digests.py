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


def seal(key: bytes, seq: int, digest: str) -> str:
    """An anchor's seal: whoever has the database but not the key cannot forge it."""
    return hmac.new(key, f"{seq}:{digest}".encode(), hashlib.sha256).hexdigest()
