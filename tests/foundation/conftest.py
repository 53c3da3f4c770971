"""Who and what most tests here begin with: a bureau, somebody who may do everything, and files to carry."""

from typing import Any

import pytest

from foundation.models import User
from tests.factories.acts import Bureau, bureau
from tests.factories.people import superuser
from tests.foundation.carried_files import new_document, new_picture


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def boss() -> User:
    return superuser()


@pytest.fixture
def document() -> Any:
    return new_document()


@pytest.fixture
def picture() -> Any:
    return new_picture()
