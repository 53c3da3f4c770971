"""Search on a large archive: how fast it answers and is made anew, beside plain tantivy; and how well it answers."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from search.engines.elastic import Elastic
from search.engines.elastic.engine import Shape
from search.engines.embedded import Embedded
from search.engines.protocol import Engine
from tests.load.registry import CannotRun, Figure, Table, bench, verdict
from tests.load.stage import Stage
from tests.search.judging import judge
from tests.search.seeds import JUDGED, documents
from tests.servers import elasticsearch_hosts

ROOT = Path(__file__).parents[3]
NOTICES = 100_000
MOST = {
    "rebuild, times plain tantivy": 2.5,
    "search, median times plain": 3.0,
    "search, p95 times plain": 3.0,
    "memory, MB": 600.0,
}
LEAST = {"rebuild, notices a second": 2_500.0}
LEAST_NDCG, MOST_APART = 0.9, 0.02


@bench("search")
def search_at_size(stage: Stage) -> Iterator[Table]:
    yield _judged()
    ran = subprocess.run(
        [sys.executable, "-m", "tests.load.searching", str(NOTICES)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        raise CannotRun(f"Measuring search ended with {ran.returncode}: {ran.stderr[-400:]}")
    figures: dict[str, float] = json.loads(ran.stdout)
    yield Table(
        f"Search, embedded engine, {NOTICES:,} notices",
        [_row(what, figure) for what, figure in figures.items()],
        ["plain tantivy: the same terms and aggregations, documents already analysed", "the first 60 judged questions"],
    )


def _row(what: str, figure: float) -> dict[str, Figure]:
    if what in LEAST:
        return {"what": what, "figure": figure, "yardstick": f"at least {LEAST[what]:g}",
                "verdict": "OK" if figure >= LEAST[what] else "UNDER"}  # fmt: skip
    most = MOST.get(what)
    return {
        "what": what,
        "figure": figure,
        "yardstick": f"at most {most:g}" if most else "",
        "verdict": verdict(figure, most),
    }


def _judged() -> Table:
    """Elasticsearch as well, where one was started for it."""
    rows: list[dict[str, Figure]] = []
    with tempfile.TemporaryDirectory() as folder:
        rows.append(_well("embedded", Embedded(Path(folder) / "search")))
    if hosts := elasticsearch_hosts():
        engine = Elastic(hosts, Shape(name="bench-judged"))
        rows.append(_well("elasticsearch", engine))
        for name in engine.client.indices.get(index="bench-judged-v*"):
            engine.client.indices.delete(index=name)
    notes = [f"{len(JUDGED)} questions over the five regulations"]
    if len(rows) == 2:
        apart = abs(float(rows[0]["nDCG@10"] or 0) - float(rows[1]["nDCG@10"] or 0))
        notes.append(f"the engines are {apart:.4f} apart; at most {MOST_APART:g}: {verdict(apart, MOST_APART)}")
    return Table("How well search answers", rows, notes)


def _well(name: str, engine: Engine) -> dict[str, Figure]:
    engine.index(documents())
    ndcg, recall, _ = judge(engine, JUDGED)
    return {"engine": name, "nDCG@10": round(ndcg, 4), "recall": round(recall, 4),
            "verdict": "OK" if ndcg >= LEAST_NDCG else "UNDER"}  # fmt: skip
