"""What documents are compared by: their number in one form, their name without the quotes and widths around it."""

import re

from notices.provisions.folding import loosely, squeeze
from notices.provisions.metadata.document_number import LOOSE, canonical

_SENT_OUT = re.compile(r"^.{2,40}?关于(?:印发|转发|发布|公布|颁布|下发)(?P<name>.+?)(?:的通知|的公告|的决定)$")
_LONGEST = 200


def title_key(title: str) -> str:
    """The name a text is known by: 关于印发《…》的通知 is known as what it sends out."""
    plain = loosely(title)
    sent = _SENT_OUT.match(plain)
    return (sent["name"] if sent else plain)[:_LONGEST]


def number_key(number: str) -> str:
    """A document number as it should be written; what is none is only rid of its spaces."""
    plain = squeeze(number)
    found = LOOSE.fullmatch(plain)
    return canonical(found) if found else plain
