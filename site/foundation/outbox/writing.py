"""Putting a message in the outbox."""

import re
from datetime import datetime

from django.db import connection, transaction

from foundation.clock import now
from foundation.models.outbox import OutboxMessage

# A code of the program's own, such as a role's or a step's: small letters, and short. A name or a text is none.
CODE = re.compile(r"[a-z][a-z0-9_.:-]{0,39}")


def put(topic: str, /, *, due_at: datetime | None = None, **ids: int | str) -> OutboxMessage:
    """Write down what must follow, in the transaction of the act it follows: with it, or not at all."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("待办事项必须与所跟随的行为在同一事务中写下。")
    for name, value in ids.items():
        if not _names_a_row_or_a_code(value):
            raise ValueError(f"待办事项只能带编号或代码，{name!r} 不是。")
    moment = now()
    return OutboxMessage.objects.create(topic=topic, payload=ids, created_at=moment, due_at=due_at or moment)


def _names_a_row_or_a_code(value: object) -> bool:
    if isinstance(value, str):
        return CODE.fullmatch(value) is not None
    return isinstance(value, int) and not isinstance(value, bool)
