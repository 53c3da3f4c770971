"""The table fits the tree: every fault has one place and a neighbourhood. Nothing is planted here."""

from collections import Counter
from pathlib import Path

import pytest

from tests.mutations.fault import WHERE, Fault, TableError, Tree
from tests.mutations.faults import FAULTS, ROOMS
from tests.mutations.planting import planted
from tests.mutations.running import Verdict, verdict_of

ROOT = Path(__file__).resolve().parents[2]
LEAST_IN_ALL, LEAST_IN_A_ROOM = 60, 3


@pytest.fixture(scope="module")
def tree() -> Tree:
    return Tree(ROOT)


def faults_of(check: object, tree: Tree) -> list[str]:
    """Every row that does not fit, not only the first."""
    says = []
    for fault in FAULTS:
        try:
            check(tree, fault)  # type: ignore[operator]
        except TableError as error:
            says.append(str(error))
    return says


def test_every_fault_has_one_place_in_the_product(tree: Tree) -> None:
    assert faults_of(Tree.place_of, tree) == []


def test_every_neighbourhood_is_there(tree: Tree) -> None:
    assert faults_of(Tree.neighbourhood_of, tree) == []


def test_no_two_faults_have_one_name() -> None:
    assert [name for name, times in Counter(fault.name for fault in FAULTS).items() if times > 1] == []


def test_every_fault_changes_something_and_is_found_somewhere() -> None:
    assert [fault.name for fault in FAULTS if fault.becomes == fault.snippet or fault.on not in WHERE] == []
    assert [fault.name for fault in FAULTS if not fault.neighbourhood or not fault.snippet.strip()] == []


def test_every_room_has_its_faults() -> None:
    counts = Counter(fault.room for fault in FAULTS)
    assert set(counts) == set(ROOMS)
    assert [room for room in ROOMS if counts[room] < LEAST_IN_A_ROOM] == []
    assert len(FAULTS) >= LEAST_IN_ALL


@pytest.fixture
def small(tmp_path: Path) -> Tree:
    """A product of one file, and two test modules of one name."""
    for name, text in {
        "site/app/rule.py": "if day < last:\n    pass\n",
        "site/app/other.py": "if day == last:\n",
        "site/app/migrations/0001.py": "if day < last:\n",
        "tests/a/test_rule.py": "",
        "tests/b/test_rule.py": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return Tree(tmp_path)


def fault_of(snippet: str, *neighbourhood: str) -> Fault:
    return Fault("the last day is missing", "time", snippet, "if day <= last:", neighbourhood)


def test_a_planted_fault_is_taken_out_again(small: Tree) -> None:
    with planted(fault_of("if day < last:"), small) as place:
        assert place.read_text() == "if day <= last:\n    pass\n"
    assert place.read_text() == "if day < last:\n    pass\n"


@pytest.mark.parametrize(("snippet", "words"), [("if day > last:", "nowhere"), ("day ", "2 times")])
def test_a_snippet_without_a_place_or_with_two_is_named(snippet: str, words: str, small: Tree) -> None:
    with pytest.raises(TableError, match=f"the last day is missing.*{words}"):
        small.place_of(fault_of(snippet))


def test_tests_are_found_by_their_last_parts(small: Tree) -> None:
    assert small.neighbourhood_of(fault_of("", "a/test_rule", "b")) == ["tests/a/test_rule.py", "tests/b"]


@pytest.mark.parametrize("name", ["test_rule", "test_nothing", "rule"])
def test_a_neighbourhood_that_is_not_one_place_is_named(name: str, small: Tree) -> None:
    with pytest.raises(TableError, match=name):
        small.neighbourhood_of(fault_of("", name))


@pytest.mark.parametrize(
    ("exit_code", "output", "verdict", "says"),
    [
        (1, "FAILED tests/a.py::test_b[x - y] - AssertionError\n1 failed", Verdict.FOUND, "tests/a.py::test_b[x"),
        (1, "ERROR tests/a.py::test_b\n1 error in 2s", Verdict.FOUND, "tests/a.py::test_b"),
        (0, "31 passed in 2.01s", Verdict.NOT_FOUND, ""),
        (0, "2 skipped, 31 passed in 2.01s", Verdict.NOT_FOUND, ""),
        (0, "31 skipped in 2.01s", Verdict.ERROR, "pytest ended with 0"),
        (2, "ERROR tests/a.py - SyntaxError\n1 error", Verdict.ERROR, "pytest ended with 2"),
        (5, "no tests ran in 0.01s", Verdict.ERROR, "pytest ended with 5"),
    ],
)
def test_found_is_a_test_that_fell_and_nothing_else(exit_code: int, output: str, verdict: Verdict, says: str) -> None:
    found, said = verdict_of(exit_code, output)
    assert found is verdict
    assert said.startswith(says)
