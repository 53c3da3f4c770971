"""Measures the search page as a visitor gets it, on a small and a large archive, in a process of its own; prints JSON.

`python -m tests.load.search_pages SMALL COMPARED LARGE`, with DATA_DIR a copy of the stage's data, which it fills.
"""

import json
import sys
import time
from statistics import mean, median, quantiles
from typing import Any

import django

from tests.load.asked_words import asked_words, questions

QUESTIONS, ROUNDS = 60, 3


def main(small: int, compared: int, large: int) -> dict[str, Any]:
    from search.engine import current_engine

    few = _pages(small)
    _lay(compared)
    engine = current_engine()
    recalls, times = [], []
    for word, wanted in asked_words(compared).items():
        found = _found(engine, word, compared)
        recalls.append(len(found & wanted) / len(wanted))
        times.append(_milliseconds(lambda word=word: _answered(engine, word)))  # type: ignore[misc]
    many = _pages(large)
    return {
        "small p95": few["p95"],
        "large p95": many["p95"],
        "large median": many["median"],
        "queries": many["queries"],
        "words": len(recalls),
        "recall": mean(recalls),
        "median": median(times),
        "p95": quantiles(times, n=20)[-1],
    }


def _lay(size: int) -> None:
    from django.core.management import call_command

    call_command("demo_archive", "--notices", str(size), verbosity=0, stdout=sys.stderr)


def _pages(size: int) -> dict[str, float]:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    _lay(size)
    client = Client(headers={"host": "127.0.0.1"})

    def ask(question: str) -> None:
        answer = client.get("/search/", {"q": question})
        if answer.status_code != 200:
            raise SystemExit(f"The search page answered {answer.status_code}.")

    ask("公示")
    taken, queries = [], 0
    for question in questions()[:QUESTIONS]:
        cache.clear()  # the limit of searches a minute counts there
        with CaptureQueriesContext(connection) as captured:
            ask(question)
        queries = max(queries, len(captured))
        taken.append(_milliseconds(lambda question=question: ask(question)))  # type: ignore[misc]
    return {"median": median(taken), "p95": quantiles(taken, n=20)[-1], "queries": queries}


def _answered(engine: Any, word: str) -> None:
    from search.answering import answer
    from search.results import Question

    answer(engine, Question(word))


def _found(engine: Any, word: str, most: int) -> set[str]:
    """All that is found when a question is read strictly: as the page counts it."""
    from search.documents import PUBLIC
    from search.engines.asking import Selection
    from search.parsing import parse
    from search.planning import Strictness, plan
    from search.understanding import understand

    node = plan(understand(parse(word), engine.words()), Strictness.STRICT)
    raw = engine._ask(node, Selection(frozenset({PUBLIC}), limit=most * 2, with_facets=False))
    return {json.loads(data)[3].rstrip("/").rpartition("/")[2] for _, data in raw.rows}


def _milliseconds(act: Any) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return median(taken) * 1000


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(main(*map(int, sys.argv[1:4]))) + "\n")
