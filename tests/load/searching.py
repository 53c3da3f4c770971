"""Measures the embedded engine against plain tantivy on a large archive, in a process of its own, and prints JSON.

Plain tantivy gets the same terms: documents already analysed, and the very queries the engine ends up asking, with the same
aggregations. What the engine does besides (analysing, ordering anew, choosing provisions) is what is measured.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

import tantivy

from search.documents import PUBLIC, SearchDocument
from search.engines.asking import Raw, Selection
from search.engines.embedded import Embedded
from search.engines.embedded.engine import LARGE_HEAP
from search.engines.embedded.schema import SCHEMA, narrowed, one_of, query_of
from search.engines.fields import fields_of
from search.nodes import FACETS, Node
from search.results import HITS_A_PAGE, Question
from tests.load.archive import archive

JUDGED = Path(__file__).parents[1] / "search" / "judged.json"
QUESTIONS, ROUNDS, SAMPLE = 60, 5, 20_000


class Watched(Embedded):
    """Remembers what it asked last."""

    last: Node | None = None

    def _ask(self, node: Node, selection: Selection) -> Raw:
        self.last = node
        return super()._ask(node, selection)


def main(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw_seconds = _raw_rebuild(folder / "raw")
        engine = Watched(folder / "engine")
        making = 0.0

        def source(after: str) -> Iterable[SearchDocument]:
            nonlocal making
            documents = archive(size)
            while True:
                began = time.perf_counter()
                document = next(documents, None)
                making += time.perf_counter() - began
                if document is None:
                    return
                yield document

        began = time.perf_counter()
        engine.rebuild(source, lambda done: None)
        seconds = time.perf_counter() - began - making
        after_rebuild = _megabytes()
        searched = _search(engine)
        return {
            "documents": size,
            "rebuild, notices a second": size / seconds,
            "rebuild, times plain tantivy": (seconds / size) / raw_seconds,
            **searched,
            "memory after the rebuild, MB": after_rebuild,
            "memory, MB": _megabytes(),
        }


def _raw_rebuild(folder: Path) -> float:
    """Seconds a document, without analysing it."""
    folder.mkdir()
    index = tantivy.Index(SCHEMA, str(folder))
    writer = index.writer(LARGE_HEAP, 1)
    seconds = 0.0
    for turn in _turns(archive(SAMPLE), 2_000):
        prepared = [fields_of(document) for document in turn]
        began = time.perf_counter()
        for fields in prepared:
            writer.add_document(_row(fields))
        seconds += time.perf_counter() - began
    began = time.perf_counter()
    writer.commit()
    writer.wait_merging_threads()
    return (seconds + time.perf_counter() - began) / SAMPLE


def _row(fields: Any) -> tantivy.Document:
    row = tantivy.Document()
    for name, value in fields.items():
        if isinstance(value, float):
            row.add_float(name, value)
        elif isinstance(value, int):
            row.add_unsigned(name, value)
        elif isinstance(value, list):
            for one in value:
                row.add_text(name, one)
        elif value:
            row.add_text(name, value)
    return row


def _search(engine: Watched) -> dict[str, float]:
    questions = [row["query"] for row in json.loads(JUDGED.read_text(encoding="utf-8"))["questions"]][:QUESTIONS]
    taken: list[list[Cost]] = []
    searcher = engine._searcher()
    asked = {name: {"terms": {"field": name, "size": 60}} for name in FACETS}
    for question in questions:
        engine.search(Question(question))
        node = engine.last
        if node is None:
            continue

        def plainly(node: Node = node) -> None:
            query = narrowed(query_of(node), [one_of("visible_to", [PUBLIC])])
            found = searcher.search(query, limit=HITS_A_PAGE, weight_by_field="quality")
            for _, address in found.hits:
                searcher.doc(address)["data"]
            searcher.aggregate(query, asked)

        # In turn, so that whatever else the machine does meets both.
        rounds = [
            (_cost(lambda question=question: engine.search(Question(question))), _cost(plainly))  # type: ignore[misc]
            for _ in range(ROUNDS)
        ]
        taken.append(
            [Cost(*(median(each) for each in zip(*costs, strict=True))) for costs in zip(*rounds, strict=True)]
        )
    whole, plain = ([cost.wall for cost in costs] for costs in zip(*taken, strict=True))
    whole_cpu, plain_cpu = ([cost.cpu for cost in costs] for costs in zip(*taken, strict=True))
    return {
        "search, median ms": median(whole),
        "search, p95 ms": _p95(whole),
        "plain tantivy, median ms": median(plain),
        "plain tantivy, p95 ms": _p95(plain),
        "search, median times plain": median(whole) / median(plain),
        "search, p95 times plain": _p95(whole) / _p95(plain),
        "search, median times plain, CPU": median(whole_cpu) / median(plain_cpu),
        "search, p95 times plain, CPU": _p95(whole_cpu) / _p95(plain_cpu),
    }


class Cost(NamedTuple):
    wall: float
    cpu: float


def _cost(act: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return Cost((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def _p95(figures: list[float]) -> float:
    return quantiles(figures, n=20)[-1]


def _turns(documents: Iterator[SearchDocument], size: int) -> Iterator[list[SearchDocument]]:
    while turn := list(islice(documents, size)):
        yield turn


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))) + "\n")
