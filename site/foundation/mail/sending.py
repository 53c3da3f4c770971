"""One letter to one person. What is due is written down per person, so that a repeat reaches nobody twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import override

from foundation.models.outbox import OutboxMessage
from foundation.models.user import User
from foundation.outbox import handles, put

TOPIC = "mail"
SECONDS_OF_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of letter: its fixed subject, its template, and what the template is told.

    `tells` gets the number of what the letter is about and its reader; None means it is no longer worth sending.
    """

    kind: str
    subject: str
    template: str
    tells: Callable[[int, User], dict[str, Any] | None]


_letters: dict[str, Letter] = {}


def letter(kind: str, subject: str, template: str) -> Callable[[Any], Any]:
    """Register a kind of letter. The subject is a sentence without names or titles: mail servers log it."""

    def register(tells: Callable[[int, User], dict[str, Any] | None]) -> Any:
        _letters[kind] = Letter(kind, subject, template, tells)
        return tells

    return register


def letters() -> tuple[Letter, ...]:
    return tuple(_letters.values())


def post(kind: str, about: int, readers: Iterable[User]) -> None:
    """Put one letter a reader in the outbox, each once for what it is about. In the caller's transaction."""
    for reader in readers:
        mine = OutboxMessage.objects.filter(
            topic=TOPIC, payload__kind=kind, payload__about=about, payload__reader=reader.pk
        )
        if reader.email and not mine.exists():
            put(TOPIC, kind=kind, about=about, reader=reader.pk)


@handles(TOPIC, outside=True)
def send(kind: str, about: int, reader: int) -> None:
    person = User.objects.filter(pk=reader, is_active=True).first()
    if person is None or not person.email:
        return
    form = _letters[kind]
    told = form.tells(about, person)
    if told is None:
        return
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with override(settings.LANGUAGE_CODE):
        body = render_to_string(form.template, {**told, "reader": person, "site": site})
    EmailMessage(
        form.subject,
        body,
        to=[person.email],
        # The same letter has the same name: sent again by a worker that was killed before it could note it, a mail
        # system sees that it has it already.
        headers={
            "Message-ID": f"<{kind}.{about}.{reader}@{urlsplit(site).hostname or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=get_connection(timeout=SECONDS_OF_PATIENCE),
    ).send()
