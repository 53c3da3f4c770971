"""Writes down how long each file of tests took, for whoever sums up several runs: set GONGSHI_TIMES to a file's path."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

VARIABLE = "GONGSHI_TIMES"


class Times:
    """Seconds by file: set-up, call and teardown of all its tests together."""

    def __init__(self, written_to: Path) -> None:
        self.written_to = written_to
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid.partition("::")[0]] += report.duration  # type: ignore[assignment]

    def pytest_sessionfinish(self) -> None:
        self.written_to.write_text(json.dumps(self.seconds))


def note_times(config: pytest.Config) -> None:
    """Only where it is asked for, and only in the process the others report to."""
    asked = os.environ.get(VARIABLE)
    if asked and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Times(Path(asked)), "times")
