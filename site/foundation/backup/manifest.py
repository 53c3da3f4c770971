"""What an archive says of itself: its kind, when and from what it was made, and the digest of every member."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from foundation.backup.errors import Refused

FORMAT = 1
NAME = "manifest.json"
DATA = "gongshi-data"
KEYS = "gongshi-keys"
KINDS = {DATA: "数据备份", KEYS: "密钥备份"}
UNREADABLE = "档案已损坏或不完整：其中的清单无法读取。请换用另一份备份。"


@dataclass(frozen=True, slots=True)
class Manifest:
    kind: str
    made_at: str
    vendor: str
    migrations: dict[str, list[str]]
    versions: dict[str, str]
    # How many keys the site had. Not the keys, nor anything made from them.
    keys: int
    members: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def dumps(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def loads(cls, raw: bytes) -> "Manifest":
        try:
            given = json.loads(raw)
        except ValueError as error:
            raise Refused(UNREADABLE) from error
        if not isinstance(given, dict) or given.get("kind") not in KINDS or not isinstance(given.get("format"), int):
            raise Refused("这不是本系统的备份档案。")
        # Asked before anything else is read: a newer format may hold the rest otherwise.
        if given["format"] > FORMAT:
            raise Refused(f"档案格式（{given['format']}）比本程序认识的（{FORMAT}）新。请先升级程序，再恢复。")
        if not _well_formed(given):
            raise Refused(UNREADABLE)
        return cls(**{name: given[name] for name in cls.__slots__})


def _well_formed(given: dict[str, Any]) -> bool:
    return (
        all(isinstance(given.get(name), str) for name in ("made_at", "vendor"))
        and all(isinstance(given.get(name), dict) for name in ("migrations", "versions", "members"))
        and all(isinstance(digest, str) for digest in given["members"].values())
        and all(isinstance(heads, list) for heads in given["migrations"].values())
        and isinstance(given.get("keys"), int)
    )
