"""The world of this folder. A process that runs files of it lays it once for all of them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.foundation.world.authorization import World, laid_world


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with laid_world(django_db_blocker) as world:
        yield world
