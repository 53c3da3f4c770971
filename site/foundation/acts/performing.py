"""While an act is being performed, and only then, its page may change. Known to the process and to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from wagtail.models import Page

from foundation.models.permit import Permit

_performing: ContextVar[frozenset[int]] = ContextVar("performing", default=frozenset())


@contextmanager
def performing(page: Page) -> Iterator[None]:
    """Open the page for the act at hand. The permit row is seen by the triggers, and gone before anyone else could."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("行为必须在事务中进行。")
    token = _performing.set(_performing.get() | {page.pk})
    permit, made = Permit.objects.get_or_create(page_id=page.pk)
    try:
        yield
    finally:
        _performing.reset(token)
        if made and not connection.needs_rollback:
            permit.delete()


def is_performing(page_pk: int | None) -> bool:
    return page_pk in _performing.get()
