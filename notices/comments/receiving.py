"""A comment is received: in time by the server's clock, with a number nobody else has, the name under seal."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import QuerySet

from foundation import ledger
from foundation.bars import Barred
from foundation.clock import SHANGHAI
from notices.comments.contacts import Contact, seal
from notices.comments.numbers import number_of
from notices.comments.window import window_of
from notices.models import Comment, CommentSerial, Provision, RegulationPage


class NotOpen(Barred):
    """Too early or too late; the sentence says since when, and where the summary will be."""


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """What was typed. `token` is the form's own: the same form with the same words is the same comment."""

    opinion: str
    reason: str = ""
    address: str = ""
    contact: Contact = field(default_factory=Contact)
    token: str = ""

    def once(self, draft: int) -> str:
        typed = [self.token, draft, self.address, self.opinion, self.reason, self.contact.name, self.contact.way]
        return _sha(typed)


def receive(draft: RegulationPage, said: Said, *, arrived: datetime) -> Comment:
    """`arrived` is when the request reached the server: who waits for a lock is not late by it."""
    once = said.once(draft.pk)
    with transaction.atomic():
        window = window_of(draft)
        if window is None:
            raise NotOpen("这个页面没有征求意见。")
        if (known := Comment.objects.filter(once=once).first()) is not None:
            return known
        if why := window.why_not(arrived):
            raise NotOpen(why)
        row = _provision(draft, said.address)
        year, serial = _next_serial(arrived)
        # Asked again now that the number's lock is held: the same form may have been sent twice at once.
        if (known := Comment.objects.filter(once=once).first()) is not None:
            raise _SentTwice(known)
        number = number_of(year, serial)
        comment = Comment(
            page=draft,
            number=number,
            year=year,
            serial=serial,
            once=once,
            text_id=draft.provision_set_id,
            address=row.address if row else "",
            reference=row.reference if row else "",
            place=row.order if row else 0,
            opinion=said.opinion,
            reason=said.reason,
            contact=seal(said.contact, number),
            received_at=arrived,
        )
        comment.digest = digest_of(comment)
        comment.save(force_insert=True)
        ledger.append(
            "comment.received",
            actor=None,
            subject=f"comment:{comment.pk}",
            digest=comment.digest,
            section=draft.get_parent(),
            detail={"draft": f"page:{draft.pk}", "number": number},
        )
        return comment


def received(draft: RegulationPage, said: Said, *, arrived: datetime) -> Comment:
    """The same; a form sent twice at the same moment gives the one comment, and no number is lost."""
    try:
        return receive(draft, said, arrived=arrived)
    except _SentTwice as twice:
        return twice.comment


class _SentTwice(Exception):
    def __init__(self, comment: Comment) -> None:
        super().__init__()
        self.comment = comment


def digest_of(comment: Comment) -> str:
    """Of what was received and when; of no name. It can be made again from the receipt."""
    return _sha(
        [
            comment.number, comment.page_id, comment.address, comment.reference, comment.opinion, comment.reason,
            comment.received_at.astimezone(UTC).isoformat(),
        ]
    )  # fmt: skip


def _provision(draft: RegulationPage, address: str) -> Provision | None:
    if not address:
        return None
    row = provisions_of(draft).filter(address=address).first()
    if row is None:
        raise Barred("没有找到您选的条文，可能刚刚更正过。请重新选择，您写的内容还在页面上。")
    return row


def provisions_of(draft: RegulationPage) -> QuerySet[Provision]:
    """What can be commented on: whatever can be cited. Headings head, and say nothing of their own."""
    rows = Provision.objects.filter(of_id=draft.provision_set_id).exclude(text="").exclude(reference="")
    return rows.order_by("order")


def offered(draft: RegulationPage) -> list[Provision]:
    """Those a visitor chooses from: the only paragraph of an article is the article."""
    rows = list(provisions_of(draft))
    addresses = {row.address for row in rows}
    return [row for row in rows if row.kind != "paragraph" or row.number != 1 or f"{row.address[:-1]}2" in addresses]


def _next_serial(at: datetime) -> tuple[int, int]:
    """Numbers of a year follow one another without a gap: the row is held until the comment is written, or nothing is."""
    year = at.astimezone(SHANGHAI).year
    CommentSerial.objects.get_or_create(year=year)
    row = CommentSerial.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return year, row.last


def _sha(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
