"""Name and contact of who commented: encrypted at rest, bound to the comment they belong to."""

import json
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from foundation.keys import key

KEY_NAME = "comment-contacts"
NONCE = 12


@dataclass(frozen=True, slots=True, repr=False)  # no repr: it must not get into a log or a traceback
class Contact:
    name: str = ""
    way: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.way)


class Unreadable(Exception):
    """The key is another, or the bytes belong to another comment, or somebody changed them."""


def seal(contact: Contact, number: str) -> bytes | None:
    """None where nothing was given. The number is bound in: the bytes open with no other row."""
    if not contact:
        return None
    nonce = secrets.token_bytes(NONCE)
    plain = json.dumps([contact.name, contact.way], ensure_ascii=False).encode()
    return nonce + AESGCM(key(KEY_NAME)).encrypt(nonce, plain, number.encode())


def unseal(sealed: bytes, number: str) -> Contact:
    try:
        plain = AESGCM(key(KEY_NAME)).decrypt(sealed[:NONCE], sealed[NONCE:], number.encode())
    except InvalidTag:
        raise Unreadable(number) from None
    name, way = json.loads(plain)
    return Contact(name, way)
