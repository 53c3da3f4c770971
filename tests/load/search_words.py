"""How much of what the words of the judged questions stand in is found, and how fast, on an archive; prints JSON.

`python -m tests.load.search_words SIZE`, with the DATA_DIR of a site that has an archive of that size.
"""

import json
import sys
import time
from statistics import mean, median, quantiles
from typing import Any

import django

from tests.load.asked_words import asked_words

ROUNDS = 3


def main(size: int) -> dict[str, float]:
    from search.answering import answer
    from search.engine import current_engine
    from search.results import Question

    engine = current_engine()
    recalls, times = [], []
    for word, wanted in asked_words(size).items():
        recalls.append(len(_found(engine, word, size) & wanted) / len(wanted))
        taken = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer(engine, Question(word))
            taken.append(time.perf_counter() - began)
        times.append(median(taken) * 1000)
    return {
        "words": len(recalls), "recall": mean(recalls), "median": median(times), "p95": quantiles(times, n=20)[-1],
    }  # fmt: skip


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


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))) + "\n")
