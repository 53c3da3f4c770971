"""How long after its commit a change is found: with the web servers and the worker of production, each in its process."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import processes
import serve

from tests.load.benches.search import run_apart
from tests.load.registry import Figure, Table, bench, verdict
from tests.load.stage import Stage

CHANGES, MOST_SECONDS = 20, 2.0


@bench("search-delay")
def the_delay_of_search(stage: Stage) -> Iterator[Table]:
    """On a copy of the stage's data: what other benches measure is not changed."""
    with tempfile.TemporaryDirectory(prefix="gongshi-bench-delay-") as name:
        data = Path(name) / "data"
        shutil.copytree(stage.folder / "data", data)
        own = {"DATA_DIR": str(data), "SEARCHES_A_MINUTE": "1000000"}
        target = stage.serve("search page", "portal.wsgi", own)
        log = Path(name) / "worker.log"
        command = [sys.executable, *serve.manage("worker", "--no-reload", "--queue-name", "*")[1:]]
        worker = processes.start(command, env={**os.environ, **own}, log=log)
        try:
            waited = run_apart("tests.load.search_delay", target.port, CHANGES, **own)["seconds"]
        finally:
            processes.end(worker)
    yield Table(
        "From the commit of a change until the search page finds it, seconds",
        [_row("median", median(waited), None), _row("longest", max(waited), MOST_SECONDS)],
        [f"{len(waited)} changes, embedded engine; the worker looks twice a second; asked every 50 ms"],
    )


def _row(what: str, figure: float, at_most: float | None) -> dict[str, Figure]:
    return {"what": what, "figure": figure, "at most": at_most, "verdict": verdict(figure, at_most)}
