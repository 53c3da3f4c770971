"""The demo, loaded once for the whole crawl and rolled back after it."""

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client, TestCase

from foundation.crawl import Visitor
from foundation.models import User
from foundation.outbox import deliver_due


@pytest.fixture(scope="package", autouse=True)
def quiet() -> Iterator[None]:
    """A thousand lines of log would bury the list of faults, which says all that is wrong."""
    loggers = [logging.getLogger(name) for name in ("gongshi.request", "django.request")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


@pytest.fixture(autouse=True)
def an_index_of_its_own() -> None:
    """Not a new one for each test: the demo's is kept through the crawl."""


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    settings.SEARCH_DIR = tmp_path_factory.mktemp("crawl") / "search"
    with django_db_blocker.unblock(), transaction.atomic():
        # What a commit would set off (indexing, the outbox) happens here too.
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command("demo", stdout=io.StringIO())
            while deliver_due():
                pass
        yield
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture(scope="package")
def client_of(demo: None) -> Callable[[Visitor], Client]:
    def sign_in(visitor: Visitor) -> Client:
        client = Client(raise_request_exception=False)
        if visitor.username:
            client.force_login(User.objects.get(username=visitor.username), "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
