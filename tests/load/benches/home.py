"""The home page against a plain Django page and a stock Wagtail page of the same weight, under the same server."""

import os
import subprocess
import sys
from collections.abc import Iterator

from tests.load.load import CONNECTIONS, Connection, Target, interleave, ratios
from tests.load.registry import CannotRun, Table, bench
from tests.load.stage import ROOT, Stage


@bench("home")
def home_against_plain_pages(stage: Stage) -> Iterator[Table]:
    home = stage.site
    with Connection(home) as connection:
        weight = connection.get()
    plain = stage.serve(
        "plain Django",
        "tests.load.plain_django.site",
        {"DJANGO_SETTINGS_MODULE": "tests.load.plain_django.settings", "PLAIN_BYTES": str(weight)},
    )
    stock = stock_wagtail(stage, weight)
    measured = interleave([home, plain, stock], stage.rounds, stage.seconds)
    yield Table(
        f"Home page under load: {stage.rounds} rounds of {stage.seconds:g} s each in turn, {CONNECTIONS} connections",
        [measured[target.name].row(target.name) for target in (home, plain, stock)],
        [
            "gunicorn, 2 workers of 4 threads, DEBUG off, SQLite, nobody signed in; the client shares the cores",
            "only the ratios below mean something on another day or machine",
        ],
    )
    yield Table(
        "Home page, requests a second as a ratio, pair by pair",
        list(ratios(measured, home.name, [plain.name, stock.name])),
    )


def stock_wagtail(stage: Stage, weight: int) -> Target:
    env = {
        "DJANGO_SETTINGS_MODULE": "tests.load.stock_wagtail.settings",
        "STOCK_DATABASE": str(stage.folder / "stock.sqlite3"),
    }
    laying = [sys.executable, "-m", "tests.load.stock_wagtail.lay", str(weight)]
    laid = subprocess.run(
        laying, env={**os.environ, **env}, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    if laid.returncode:
        raise CannotRun(f"The stock Wagtail site could not be laid.\n{laid.stderr.strip()[-600:]}")
    return stage.serve("stock Wagtail", "tests.load.stock_wagtail.wsgi", env)
