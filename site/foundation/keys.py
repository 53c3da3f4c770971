"""Secrets of the site itself, in files of their own beside the data and apart from it, readable by the service alone."""

import os
import re
import secrets
from pathlib import Path

from django.conf import settings

BYTES = 32


def key(name: str) -> bytes:
    """The secret of this name; made the first time it is asked for."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise ValueError(f"不合规的密钥名：{name!r}。")
    folder: Path = settings.KEYS_DIR
    file = folder / name
    try:
        return file.read_bytes()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _make(file)


def _make(file: Path) -> bytes:
    """Two processes may ask at once: the first link wins and both read the same secret."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_bytes(secrets.token_bytes(BYTES))
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return file.read_bytes()
