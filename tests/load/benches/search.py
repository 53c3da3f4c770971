"""Search on a large archive: how fast it answers and is made anew, beside plain tantivy; and how well it answers."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.engines.elastic import Elastic
from search.engines.elastic.engine import Shape
from search.engines.embedded import Embedded
from search.engines.protocol import Engine
from tests.load.asked_words import questions
from tests.load.registry import CannotRun, Figure, Table, bench, verdict
from tests.load.search_pages import Site, pages_of
from tests.load.stage import Stage
from tests.search.judging import judge
from tests.search.seeds import HELD_OUT, JUDGED, documents
from tests.servers import elasticsearch_hosts

ROOT = Path(__file__).parents[3]
PATHS = {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
NOTICES, QUESTIONS = 100_000, 60
FEW, COMPARED = 1_000, 10_000
MOST_GROWN, MOST_QUERIES = 3.0, 8
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
    figures = run_apart("tests.load.searching", NOTICES)
    yield Table(
        f"Search, embedded engine, {NOTICES:,} notices",
        [_row(what, figure) for what, figure in figures.items()],
        ["plain tantivy: the same terms and aggregations, documents already analysed", "the first 60 judged questions"],
    )


@bench("search-page")
def the_search_page(stage: Stage) -> Iterator[Table]:
    """On copies of the stage's data: what other benches measure is not made larger."""
    with tempfile.TemporaryDirectory(prefix="gongshi-bench-search-") as name:
        folder = Path(name)
        sizes = (FEW, COMPARED, stage.notices)
        archives = {size: _archive(stage, folder, size) for size in dict.fromkeys(sizes)}
        few, compared, many = (archives[size] for size in sizes)
        yield _page_table(stage.notices, few, many)
        yield Table(
            "Making the archive, and both indices anew from the database",
            [{"notices": one.size, "laying them, s": one.laying.seconds, "search_rebuild, s": one.rebuilding.seconds,
              "of it CPU, s": one.rebuilding.cpu, "search_status, CPU s": one.comparing.cpu,
              "rebuilt, CPU ms a document": 500 * one.rebuilding.cpu / one.size} for one in archives.values()],
            ["each notice is a document of the public index and one of the archive's"],
        )  # fmt: skip
        ours = run_apart("tests.load.search_words", COMPARED, DATA_DIR=str(compared.folder))
        stock = run_apart(
            "tests.load.stock_search",
            COMPARED,
            DJANGO_SETTINGS_MODULE="tests.load.stock_wagtail.settings",
            STOCK_DATABASE=str(folder / "stock.sqlite3"),
        )
    yield Table(
        f"Finding the words of the judged questions, {COMPARED:,} notices",
        [
            {"engine": name, "words": found["words"], "recall": found["recall"], "median ms": found["median"],
             "p95 ms": found["p95"]}
            for name, found in (("embedded", ours), ("stock Wagtail, database search", stock))
        ],
        ["recall: of the notices that have the word as plain text, those that are found; a page of ten and the number of all"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """A copy of the stage's data with notices in it, and how long that took."""

    folder: Path
    size: int
    laying: "Took"
    rebuilding: "Took"
    comparing: "Took"


@dataclass(frozen=True, slots=True)
class Took:
    seconds: float
    cpu: float


def _archive(stage: Stage, folder: Path, size: int) -> Archive:
    data = folder / f"{size}"
    shutil.copytree(stage.folder / "data", data)
    laying = _manage(data, "demo_archive", "--notices", str(size), "--no-index")
    return Archive(data, size, laying, _manage(data, "search_rebuild"), _manage(data, "search_status"))


def _manage(data: Path, *command: str) -> Took:
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        [sys.executable, "manage.py", *command, "-v", "0"],
        cwd=ROOT, env={**os.environ, "DATA_DIR": str(data)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode != 0:
        raise CannotRun(f"{command[0]} ended with {ran.returncode}: {ran.stderr[-400:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(time.perf_counter() - began, cpu)


def _page_table(notices: int, few: Archive, many: Archive) -> Table:
    # One address asks more in a minute than a visitor may.
    unlimited = {**PATHS, "SEARCHES_A_MINUTE": str(10**6)}
    sites = [Site({**unlimited, "DATA_DIR": str(one.folder)}, str(ROOT)) for one in (few, many)]
    try:
        small, large = pages_of(sites, questions()[:QUESTIONS])
    finally:
        for site in sites:
            site.end()
    grown, queries = large["p95"] / small["p95"], large["queries"]
    return Table(
        f"The search page, {FEW:,} and {notices:,} notices",
        [
            *(
                {"what": f"{what} ms, {one.size:,} notices", "figure": figures[what], "yardstick": "", "verdict": ""}
                for one, figures in ((few, small), (many, large))
                for what in ("median", "p95", "CPU p95")
            ),
            {"what": "p95, times that of the few", "figure": grown, "yardstick": f"at most {MOST_GROWN:g}",
             "verdict": verdict(grown, MOST_GROWN)},
            {"what": "CPU p95, times that of the few", "figure": large["CPU p95"] / small["CPU p95"], "yardstick": "",
             "verdict": ""},
            {"what": "most queries of a first page", "figure": queries, "yardstick": f"at most {MOST_QUERIES}",
             "verdict": verdict(queries, MOST_QUERIES)},
        ],
        [
            "the whole page by Django's test client, the first 60 judged questions, in turn; 100,000 is what it is held to",
            "each question once before, then the middle of five rounds",
        ],
    )  # fmt: skip


def run_apart(module: str, *arguments: int, **environment: str) -> dict[str, Any]:
    """What a module prints, read as JSON; in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **PATHS, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        raise CannotRun(f"{module} ended with {ran.returncode}: {ran.stderr[-400:]}")
    figures: dict[str, Any] = json.loads(ran.stdout)
    return figures


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
        rows += _well("embedded", Embedded(Path(folder) / "search"))
    notes = [
        f"{len(JUDGED)} judged questions over the five regulations, and {len(HELD_OUT['first'])} and {len(HELD_OUT['second'])} "
        "in other people's words: general improvement was looked for with the first, the second was looked at only as a whole"
    ]
    if hosts := elasticsearch_hosts():
        engine = Elastic(hosts, Shape(name="bench-judged"))
        rows += _well("elasticsearch", engine)
        for name in engine.client.indices.get(index="bench-judged-v*"):
            engine.client.indices.delete(index=name)
        half = len(rows) // 2
        apart = max(abs(float(one["nDCG@10"] or 0) - float(other["nDCG@10"] or 0))
                    for one, other in zip(rows[:half], rows[half:], strict=True))  # fmt: skip
        notes.append(f"the engines are {apart:.4f} apart; at most {MOST_APART:g}: {verdict(apart, MOST_APART)}")
    return Table("How well search answers", rows, notes)


def _well(name: str, engine: Engine) -> Iterator[dict[str, Figure]]:
    engine.index(documents())
    for asked, judged in {"judged": JUDGED, **{f"held out, {one}": set_ for one, set_ in HELD_OUT.items()}}.items():
        ndcg, recall, _ = judge(engine, judged)
        held_to = asked == "judged"
        yield {"engine": name, "questions": asked, "nDCG@10": round(ndcg, 4), "recall": round(recall, 4),
               "verdict": ("OK" if ndcg >= LEAST_NDCG else "UNDER") if held_to else ""}  # fmt: skip
