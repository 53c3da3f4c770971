"""The number of a receipt: YJ2026-000012-XXXX, whose last four characters check the rest. Pure.

Read out by telephone and typed by hand, so the four characters find out any four wrong characters, and so every slip a
person makes: one mistaken, two exchanged, two runs swapped. They are the check symbols of a code over the 31 characters
that cannot be taken for one another, made from a Cauchy matrix: every square part of it has an inverse, and that is all
the proof there is. They are no secret; what opens a receipt is its code (notices.comments.codes).
"""

import re

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PRIME = len(ALPHABET)
CHECKS = 4
MOST_DIGITS = PRIME - CHECKS
_PATTERN = re.compile(rf"YJ(\d{{4}})-?(\d{{6,{MOST_DIGITS - 4}}})-?([{ALPHABET}]{{{CHECKS}}})")


def number_of(year: int, serial: int) -> str:
    digits = f"{year:04}", f"{serial:06}"
    return f"YJ{digits[0]}-{digits[1]}-{check_of(''.join(digits))}"


def check_of(digits: str) -> str:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"Only {MOST_DIGITS} digits can be checked.")
    return "".join(ALPHABET[_check(digits, CHECKS_AT + place)] for place in range(CHECKS))


CHECKS_AT = MOST_DIGITS


def _check(digits: str, at: int) -> int:
    """Sum of each digit over (its place - the place of the check), modulo a prime."""
    return sum(int(digit) * pow(place - at, -1, PRIME) for place, digit in enumerate(digits)) % PRIME


def read_number(typed: str) -> str | None:
    """The number as it is written, from what a person typed; None when it is none, or does not check."""
    plain = re.sub(r"\s+", "", typed).upper().translate(_FULL_WIDTH)
    found = _PATTERN.fullmatch(plain)
    if found is None or check_of(found[1] + found[2]) != found[3]:
        return None
    return f"YJ{found[1]}-{found[2]}-{found[3]}"


# Also what Chinese input methods write: full-width letters and digits, and their dashes.
_FULL_WIDTH = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in map(chr, range(0xFF10, 0xFF5B))}
_FULL_WIDTH |= {ord(dash): "-" for dash in "－—–−"}
