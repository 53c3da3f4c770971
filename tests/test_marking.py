"""The names in tests.marking say what is there, and what claims nothing of today does not ask for it."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests import marking

ROOT = Path(__file__).parents[1]
FILES = sorted(str(file.relative_to(ROOT)) for file in (ROOT / "tests").rglob("test_*.py"))
CLOCK = {"now", "today"}


@cache
def asks_the_clock(path: str) -> bool:
    """The file takes what tells the time from foundation.clock."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    imports = [
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "foundation.clock"
    ]
    return any(CLOCK & {each.name for each in node.names} for node in imports)


@pytest.mark.parametrize("names", ["STARTS_PROCESSES", "ANY_DAY", "DATABASE_DIFFERS", "FIRST"])
def test_every_name_stands_for_a_file(names: str) -> None:
    assert [name for name in getattr(marking, names) if not any(name in path for path in FILES)] == []


def test_what_claims_nothing_of_today_asks_for_it_only_with_a_reason() -> None:
    asking = [path for path in FILES if marking.named(path, marking.ANY_DAY) and asks_the_clock(path)]
    assert [path for path in asking if not any(name in path for name in marking.ASKS_THE_CLOCK)] == []


def test_no_reason_is_given_for_what_does_not_ask() -> None:
    asking = [path for path in FILES if marking.named(path, marking.ANY_DAY) and asks_the_clock(path)]
    assert [name for name in marking.ASKS_THE_CLOCK if not any(name in path for path in asking)] == []
