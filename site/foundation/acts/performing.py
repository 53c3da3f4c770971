"""While an act is being performed, and only then, its page may change. Known to the process and to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from wagtail.models import Page

from foundation.models.permit import Permit

# No page has this number: a permit of it opens the workflow's own definition.
THE_WORKFLOW = 0
_performing: ContextVar[frozenset[int]] = ContextVar("performing", default=frozenset())


@contextmanager
def performing(page: Page) -> Iterator[None]:
    """Open the page for the act at hand. The permit row is seen by the triggers, and gone before anyone else could."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("行为必须在事务中进行。")
    with _opened(page.pk):
        yield


@contextmanager
def laying_the_workflow() -> Iterator[None]:
    """For setup on the server, where nobody is signed in: only here are tasks and workflows made or changed."""
    with transaction.atomic(), _opened(THE_WORKFLOW):
        yield


@contextmanager
def _opened(number: int) -> Iterator[None]:
    token = _performing.set(_performing.get() | {number})
    permit, made = Permit.objects.get_or_create(page_id=number)
    try:
        yield
    finally:
        _performing.reset(token)
        if made and not connection.needs_rollback:
            permit.delete()


def is_performing(page_pk: int | None) -> bool:
    return page_pk in _performing.get()


def is_laying_the_workflow() -> bool:
    return THE_WORKFLOW in _performing.get()
