"""The code that opens a receipt: made from its number by a key of the site, so it is kept nowhere and cannot be guessed."""

import base64
import hashlib
import hmac
import re

from foundation.keys import key

KEY_NAME = "comment-codes"
LENGTH = 16  # of 32 characters: 80 bits


def code_of(number: str) -> str:
    """Four groups of four, to be copied by hand."""
    digest = hmac.new(key(KEY_NAME), number.encode(), hashlib.sha256).digest()
    plain = base64.b32encode(digest).decode()[:LENGTH]
    return "-".join(plain[start : start + 4] for start in range(0, LENGTH, 4))


def opens(number: str, typed: str) -> bool:
    plain = re.sub(r"[\s-]", "", typed).upper()
    # Base32 has neither 0, 1 nor 8: what was typed so was meant otherwise.
    plain = plain.translate({ord("0"): "O", ord("1"): "I", ord("8"): "B"})
    return hmac.compare_digest(code_of(number).replace("-", "").encode(), plain.encode())
