"""Files of these tests lie in a folder of their own."""

from typing import Any

import pytest

from tests.factories.acts import Bureau, bureau
from tests.factories.files import emptied


@pytest.fixture(autouse=True)
def stored_apart(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = emptied(tmp_path_factory.getbasetemp() / "attachments")


@pytest.fixture
def office() -> Bureau:
    return bureau()
