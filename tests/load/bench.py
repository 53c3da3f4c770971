"""`make bench`: measure the site against its yardsticks in one run, and print what was found.

Figures are for reading and never fail a run. It fails when a bench could not run, and says which and why.
"""

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.load import benches as bench_files
from tests.load.load import MOST_ROUNDS, MOST_SECONDS
from tests.load.registry import CannotRun, Table, benches
from tests.load.stage import Stage, Stopped, stop_when_told

MOST_COMPARED, MOST_NOTICES = 10_000, 1_000_000


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load.bench", description="Measure the site under load.")
    parser.add_argument("--only", action="append", metavar="NAME", help="run this bench only (may be repeated)")
    parser.add_argument("--rounds", type=int, default=7, help=f"rounds of load, 1 to {MOST_ROUNDS} (7)")
    parser.add_argument("--seconds", type=float, default=1.5, help=f"of each round, up to {MOST_SECONDS:g} (1.5)")
    parser.add_argument(
        "--notices", type=int, default=20_000, help="in the archive the search page is measured on (20000)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was found to a file as well")
    chosen = parser.parse_args()
    if not 1 <= chosen.rounds <= MOST_ROUNDS or not 0.1 <= chosen.seconds <= MOST_SECONDS:
        parser.error(f"rounds must be 1 to {MOST_ROUNDS}, seconds 0.1 to {MOST_SECONDS:g}")
    if not MOST_COMPARED <= chosen.notices <= MOST_NOTICES:
        parser.error(f"notices must be {MOST_COMPARED} to {MOST_NOTICES}")
    return chosen


def machine() -> dict[str, str | int]:
    return {
        "when": datetime.now(ZoneInfo("Asia/Shanghai")).isoformat(timespec="minutes"),
        "cores": os.cpu_count() or 0,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in ("django", "wagtail", "gunicorn")},
    }


def run(stage: Stage, only: list[str] | None) -> tuple[dict[str, list[Table]], dict[str, str]]:
    """What each bench found, and why those that could not run did not."""
    for module in pkgutil.iter_modules(bench_files.__path__, f"{bench_files.__name__}."):
        importlib.import_module(module.name)
    found: dict[str, list[Table]] = {}
    failed = {name: f"There is no bench of this name; there are {', '.join(benches)}." for name in only or ()}
    for name, bench in benches.items():
        if only and name not in only:
            continue
        failed.pop(name, None)
        found[name] = []
        try:
            for table in bench(stage):
                found[name].append(table)
                say(f"\n{table.as_text()}")
        except CannotRun as reason:
            failed[name] = str(reason)
        except (Exception, SystemExit) as error:
            failed[name] = f"{type(error).__name__}: {error}"
    return found, failed


def main() -> int:
    chosen = options()
    stop_when_told()
    about = machine()
    say(", ".join(f"{name} {value}" for name, value in about.items()))
    try:
        with Stage(chosen.rounds, chosen.seconds, chosen.notices) as stage:
            found, failed = run(stage, chosen.only)
    except CannotRun as error:
        found, failed = {}, {"all benches": str(error)}
    except Stopped as stopped:
        return stopped.exit_code
    for name, reason in failed.items():
        say(f"\nCould not run: {name}. {reason}")
    if chosen.json:
        tables = {name: [table.as_data() for table in each] for name, each in found.items()}
        chosen.json.write_text(
            json.dumps({"about": about, "found": tables, "failed": failed}, ensure_ascii=False, indent=2) + "\n"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
