"""Delivering what is due. Several workers may do it at once, and any of them may be killed at any point.

A message is claimed by the lock of the transaction that delivers it: when the worker dies, the lock is gone and nothing
was done. What works outside the database is claimed by moving its hour instead: when the worker dies, the hour comes.
"""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from foundation.clock import now
from foundation.models.outbox import OutboxMessage
from foundation.outbox.registry import TICK, Handling, handling, ticks

logger = logging.getLogger("gongshi.outbox")

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
# Longer than any one piece of outside work takes (a mail server is given up after 30 seconds).
LEASE = timedelta(minutes=3)
# Any fixed number: the one lock under which workers lay the first row of what comes round.
ADVISORY_LOCK = 0x6F757462


class UnknownTopic(Exception):
    """Nobody handles this; perhaps an older program is running."""


def pause_after(attempts: int) -> timedelta:
    """10 s, 30 s, 90 s … up to an hour."""
    return min(FIRST_PAUSE * 3 ** min(attempts - 1, 9), LONGEST_PAUSE)


def deliver_due(limit: int = 100) -> int:
    """Deliver up to so many messages that are due. Answers how many were tried."""
    tried = 0
    while tried < limit and _due().exists() and _deliver_one():
        tried += 1
    return tried


def lay_ticks() -> None:
    """See to it that all that comes round by the clock has its row, and nothing else has."""
    wanted, there = set(ticks()), set(_ticks().values_list("topic", flat=True))
    if wanted == there:
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        there = set(_ticks().values_list("topic", flat=True))
        _ticks().filter(topic__in=there - wanted).delete()
        moment = now()
        for topic in sorted(wanted - there):
            OutboxMessage.objects.create(topic=topic, created_at=moment, due_at=moment)


def _ticks() -> "QuerySet[OutboxMessage]":
    return OutboxMessage.objects.filter(topic__startswith=TICK, done_at=None)


def _due() -> "QuerySet[OutboxMessage]":
    return OutboxMessage.objects.filter(done_at=None, dead_at=None, due_at__lte=now()).order_by("due_at", "pk")


def _deliver_one() -> bool:
    with transaction.atomic():
        # PostgreSQL passes over what another worker holds; on SQLite the transaction itself waits its turn.
        message = _due().select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked).first()
        if message is None:
            return False
        how = handling(message.topic)
        if how is None or not how.outside:
            _deliver_inside(message, how)
            return True
        message.attempts += 1
        message.due_at = now() + LEASE
        message.save(update_fields=["attempts", "due_at"])
    _deliver_outside(message, how)
    return True


def _deliver_inside(message: OutboxMessage, how: Handling | None) -> None:
    message.attempts += 1
    try:
        if how is None:
            raise UnknownTopic(message.topic)
        with transaction.atomic():
            how.run(**message.payload)
    except Exception as error:
        _fail(message, error, how)
    else:
        _end(message, how)


def _deliver_outside(message: OutboxMessage, how: Handling) -> None:
    try:
        how.run(**message.payload)
    except Exception as error:
        _fail(message, error, how)
    else:
        _end(message, how)


def _end(message: OutboxMessage, how: Handling | None) -> None:
    moment = now()
    if how is not None and how.again is not None:
        message.attempts, message.due_at = 0, _next_round(message.due_at, how.again, moment)
    else:
        message.done_at = moment
    message.last_error = ""
    message.save(update_fields=["attempts", "due_at", "done_at", "last_error"])


def _next_round(due: datetime, again: timedelta, moment: datetime) -> datetime:
    """Keep the rhythm; rounds missed while no worker ran are not made up for."""
    return due + again * ((moment - due) // again + 1)


def _fail(message: OutboxMessage, error: Exception, how: Handling | None) -> None:
    where = _where(error)
    logger.warning(
        "outbox message failed",
        extra={"topic": message.topic, "message_id": message.pk, "attempts": message.attempts, "error": where},
    )
    moment = now()
    message.last_error = where[:120]
    message.due_at = moment + pause_after(message.attempts)
    if message.attempts >= MOST_ATTEMPTS and (how is None or how.again is None):
        message.dead_at = moment
    message.attempts = min(message.attempts, 1000)
    message.save(update_fields=["attempts", "due_at", "dead_at", "last_error"])


def _where(error: Exception) -> str:
    """What kind of error and where. Not its words: they may hold an address or a name."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"
