"""The tests of one neighbourhood, run in a copy of the tree, and what they said of it."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from scripts import processes
from tests.mutations.fault import Fault, TableError, Tree
from tests.mutations.planting import copy_tree, planted

PYTEST = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
PLAIN = "not browser and not postgres and not elasticsearch"
# What stands before pytest, and which tests it takes: as the targets of the Makefile have it.
RUNS: dict[str, tuple[list[str], str]] = {
    "sqlite": ([], PLAIN),
    "postgres": (
        [sys.executable, "scripts/postgres.py", "run", "--"],
        "(database_differs or postgres) and not elasticsearch",
    ),
    "elasticsearch": ([sys.executable, "scripts/elasticsearch.py", "run", "--"], "elasticsearch"),
    "browser": ([], "browser"),
}
# Ours must not reach the tests of the measure.
NOT_PASSED_ON = (
    "DATABASE_URL",
    "ELASTICSEARCH_HOSTS",
    "GONGSHI_ELASTICSEARCH",
    "GONGSHI_TODAY",
    "CI",
    "PYTEST_ADDOPTS",
)
ALL_PASSED, SOME_FAILED = 0, 1
_FELL = re.compile(r"^(?:FAILED|ERROR) (?P<test>\S+?\.py::.*?)(?: - .*)?$", re.M)
_PASSED = re.compile(r"^\d+ passed|[, ]\d+ passed", re.M)


class Verdict(StrEnum):
    FOUND = "found"
    NOT_FOUND = "NOT FOUND"
    ERROR = "ERROR"


@dataclass(frozen=True)
class Result:
    """`says` is the first test that fell, or what went wrong with the measure itself."""

    fault: Fault
    verdict: Verdict
    says: str
    seconds: float


class Ended(Exception):
    """The whole measure was asked to stop."""


class Copy:
    """One copy of the tree with a folder for what its tests write. Used by one thread at a time."""

    def __init__(self, source: Path, folder: Path, stop: threading.Event) -> None:
        self.tree = Tree(folder / "tree")
        self.scratch = folder / "tmp"
        self.log = folder / "log"
        self.stop = stop
        self.scratch.mkdir(parents=True)
        copy_tree(source, self.tree.root)

    def judge(self, fault: Fault, most_seconds: float) -> Result:
        """Plant it, run its neighbourhood, take it out again."""
        started = time.monotonic()
        try:
            command = self.command(fault.on, self.tree.neighbourhood_of(fault))
            with planted(fault, self.tree):
                verdict, says = verdict_of(self._run(command, most_seconds), self.output())
        except (TableError, subprocess.TimeoutExpired) as error:
            verdict, says = Verdict.ERROR, str(error)
        return Result(fault, verdict, says, time.monotonic() - started)

    def is_clean(self, on: str, tests: Sequence[str], most_seconds: float) -> bool:
        """Whether a neighbourhood is green with nothing planted."""
        return self._run(self.command(on, tests), most_seconds) == ALL_PASSED

    def command(self, on: str, tests: Sequence[str]) -> list[str]:
        before, marked = RUNS[on]
        return [*before, *PYTEST, "-m", marked, *tests]

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def _run(self, command: Sequence[str], most_seconds: float) -> int:
        if self.stop.is_set():
            raise Ended
        env = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
        env |= {"PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(self.scratch)}
        child = processes.start(command, env=env, cwd=self.tree.root, log=self.log, apart=True)
        until = time.monotonic() + most_seconds
        try:
            while child.poll() is None:
                if self.stop.wait(0.1):
                    raise Ended
                if time.monotonic() > until:
                    raise subprocess.TimeoutExpired("the tests", most_seconds)
            return child.returncode
        finally:
            processes.end_group(child)


def verdict_of(exit_code: int, output: str) -> tuple[Verdict, str]:
    """Found is a test that fell. Nothing run, broken off or not understood says nothing of the tests."""
    fell = _FELL.search(output)
    if exit_code == SOME_FAILED and fell is not None:
        return Verdict.FOUND, fell["test"]
    if exit_code == ALL_PASSED and _PASSED.search(output):
        return Verdict.NOT_FOUND, ""
    return Verdict.ERROR, f"pytest ended with {exit_code}: " + " / ".join(output.splitlines()[-3:])
