"""The search page as a visitor gets it, in a process of its own: a question a line comes in, what it cost goes out as JSON.

`python -m tests.load.search_pages`, with the DATA_DIR of a site that has its archive. See `pages_of` for who asks.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any

import django

from tests.load.registry import CannotRun

ROUNDS = 5


def answer(lines: Any) -> None:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    for line in lines:
        question = line.strip()
        cache.clear()  # the limit of searches a minute counts there
        with CaptureQueriesContext(connection) as captured:
            wall, cpu = time.perf_counter(), time.process_time()
            status = client.get("/search/", {"q": question}).status_code
            cost = {"ms": (time.perf_counter() - wall) * 1000, "cpu": (time.process_time() - cpu) * 1000}
        sys.stdout.write(json.dumps({"status": status, "queries": len(captured), **cost}) + "\n")
        sys.stdout.flush()


class Site:
    """The process that answers for one site, asked a question at a time."""

    def __init__(self, environment: dict[str, str], folder: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.load.search_pages"],
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, question: str) -> dict[str, float]:
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise CannotRun("The process of a site has no pipes.")
        try:
            questions.write(f"{question}\n")
            questions.flush()
        except BrokenPipeError:
            raise CannotRun("The process of a site ended.") from None
        line = answers.readline()
        found: dict[str, float] = json.loads(line) if line else {"status": 0}
        if found["status"] != 200:
            raise CannotRun(f"The search page answered {found['status']} to {question}.")
        return found

    def end(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()


def pages_of(sites: Sequence[Site], questions: Sequence[str]) -> list[dict[str, float]]:
    """What the pages of each cost. They are asked in turn, question by question: whatever else runs meets them all."""
    for question in questions:
        for site in sites:
            site.ask(question)
    asked = [[[site.ask(question) for site in sites] for question in questions] for _ in range(ROUNDS)]
    return [_figures([[row[place] for row in turn] for turn in asked]) for place in range(len(sites))]


def _figures(rounds: list[list[dict[str, float]]]) -> dict[str, float]:
    by_question = list(zip(*rounds, strict=True))
    walls = [median(one["ms"] for one in each) for each in by_question]
    cpus = [median(one["cpu"] for one in each) for each in by_question]
    return {
        "median": median(walls),
        "p95": quantiles(walls, n=20)[-1],
        "CPU p95": quantiles(cpus, n=20)[-1],
        "queries": max(one["queries"] for each in by_question for one in each),
    }


if __name__ == "__main__":
    django.setup()
    answer(sys.stdin)
