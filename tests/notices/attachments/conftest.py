"""Files of these tests lie in a folder of their own."""

from typing import Any

import pytest

from tests.factories.acts import Bureau, bureau


@pytest.fixture(autouse=True)
def stored_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office() -> Bureau:
    return bureau()
