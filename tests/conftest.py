"""What every test stands on: the clock one may move, and the tree of a site."""

import gc
import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck, settings
from wagtail.models import Page

from foundation.clock import SHANGHAI
from portal.tree import clear_what_wagtail_laid
from tests.factories.laid import watched
from tests.factories.people import sign_in
from tests.foundation import Installation, several
from tests.kept import Kept
from tests.marking import mark
from tests.shared import folder_of_the_run, shared
from tests.template import copied_test_databases
from tests.times import note_times

settings.register_profile("fast", max_examples=50, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "thorough" if os.environ.get("CI") else "fast"))


def pytest_configure(config: pytest.Config) -> None:
    note_times(config)
    # Collect garbage seldom: the libraries' modules are never garbage, and a test process does not live long.
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


@pytest.fixture(autouse=True, scope="session")
def the_day_asked_for() -> Iterator[None]:
    """`GONGSHI_TODAY=2027-06-01 pytest`: the whole suite on another day, the clock still ticking."""
    asked = os.environ.get("GONGSHI_TODAY")
    if not asked:
        yield
        return
    start = datetime.fromisoformat(asked).replace(hour=10, tzinfo=SHANGHAI)
    with time_machine.travel(start, tick=True):
        yield


kept = Kept()


@pytest.fixture(autouse=True, scope="session")
def what_a_test_committed_is_taken_back() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: kept.restore())
        yield


@pytest.fixture(autouse=True, scope="session")
def signing_in_is_laid() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "_login", sign_in)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> Iterator[None]:
    """Each process copies one migrated database in place of migrating its own."""
    with ExitStack() as copying:
        with django_db_blocker.unblock():
            copying.enter_context(copied_test_databases())
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Wagtail's welcome page is taken out once, not by every test that lays a site of its own."""
    with django_db_blocker.unblock():
        root = Page.get_first_root_node()
        if root is not None:
            clear_what_wagtail_laid(root)
        kept.keep()


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of an installation that was migrated and no more, for others to copy. One for all workers."""

    @contextmanager
    def lay(folder: Path) -> Iterator[str]:
        (folder / "media").mkdir(parents=True)
        Installation(folder).run("migrate", "-v0")
        yield str(folder)

    with shared(folder_of_the_run(tmp_path_factory), "installed", lay) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def migrated(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[several.Place]:
    """A database with tables and nothing more, which several processes may open; for others to copy."""
    with several.migrated(tmp_path_factory.mktemp("migrated"), installed) as place:
        yield place


@pytest.fixture(autouse=True)
def what_it_writes_is_watched(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that replaces a part of the product builds all it begins with by the part it put there."""
    replaces_parts = "monkeypatch" in request.node._fixtureinfo.argnames
    with watched(build_anew=replaces_parts, file=request.node.path):
        yield


@pytest.fixture(autouse=True)
def an_index_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test puts into the search index no other finds. The folder is made only by a test that writes one."""
    monkeypatch.setattr(django_settings, "SEARCH_DIR", tmp_path_factory.getbasetemp() / f"search-{next(_indices)}")


_indices = itertools.count()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    mark(items)
