"""`make mutations`: plant the faults one by one and say which of them the tests find.

By hand or by night: each takes as long as its tests take. It fails when a fault is not found, or when the measure itself
fails. The tree it is started in is only read.
"""

import argparse
import shutil
import sys
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from scripts import processes
from tests.mutations import reporting
from tests.mutations.fault import WHERE, Fault, TableError, Tree
from tests.mutations.faults import FAULTS, ROOMS
from tests.mutations.running import Copy, Ended, Result, Verdict

ROOT = Path(__file__).resolve().parents[2]


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="plant these faults only")
    parser.add_argument("--room", action="append", choices=ROOMS, help="those of this room (may be repeated)")
    parser.add_argument("--on", action="append", choices=WHERE, help="those found there (may be repeated)")
    parser.add_argument("--jobs", type=int, default=1, help="so many copies of the tree at once (1)")
    parser.add_argument("--seconds", type=float, default=600, help="of each fault at most (600)")
    parser.add_argument("--first-clean", action="store_true", help="run every neighbourhood with nothing planted first")
    parser.add_argument("--list", action="store_true", help="list the faults and plant none")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was found to a file as well")
    chosen = parser.parse_args()
    known = {fault.name for fault in FAULTS}
    if unknown := [name for name in chosen.names if name not in known]:
        parser.error(f"there is no fault called {unknown[0]!r}; --list has them all")
    if chosen.jobs < 1:
        parser.error("--jobs must be 1 at least")
    return chosen


def chosen_of(asked: argparse.Namespace) -> list[Fault]:
    """Those asked for; what needs a server or a browser comes last."""
    chosen = [
        fault
        for fault in FAULTS
        if (not asked.names or fault.name in asked.names)
        and (not asked.room or fault.room in asked.room)
        and (not asked.on or fault.on in asked.on)
    ]
    return sorted(chosen, key=lambda fault: WHERE.index(fault.on))


class Measure:
    """Several copies of the tree, and the faults dealt out among them."""

    def __init__(self, folder: Path, jobs: int, seconds: float) -> None:
        self.stop = threading.Event()
        self.seconds = seconds
        self.copies: Queue[Copy] = Queue()
        copies = [Copy(ROOT, folder / str(number), self.stop) for number in range(jobs)]
        for copy in copies:
            self.copies.put(copy)
        self.first = copies[0]

    def unclean(self, faults: Sequence[Fault]) -> list[str]:
        """The neighbourhoods that are not green before anything is planted."""
        distinct = {(fault.on, tuple(self.first.tree.neighbourhood_of(fault))) for fault in faults}
        return [
            f"on {on}: {' '.join(tests)}\n{self.first.output()}"
            for on, tests in sorted(distinct)
            if not self.first.is_clean(on, tests, self.seconds)
        ]

    def run(self, faults: Sequence[Fault], jobs: int) -> list[Result]:
        pool = ThreadPoolExecutor(jobs)
        try:
            return list(pool.map(self._judge, faults))
        finally:
            self.stop.set()
            pool.shutdown(cancel_futures=True)

    def _judge(self, fault: Fault) -> Result:
        copy = self.copies.get()
        try:
            result = copy.judge(fault, self.seconds)
        finally:
            self.copies.put(copy)
        say(reporting.line_of(result))
        return result


def measure(asked: argparse.Namespace, faults: Sequence[Fault], folder: Path) -> int:
    tree = Tree(ROOT)
    for fault in faults:  # a table that does not fit is told before anything is run
        tree.place_of(fault)
        tree.neighbourhood_of(fault)
    measuring = Measure(folder, asked.jobs, asked.seconds)
    if asked.first_clean and (unclean := measuring.unclean(faults)):
        say("Not green with nothing planted:\n" + "\n".join(unclean))
        return 1
    results = measuring.run(faults, asked.jobs)
    say("")
    for line in reporting.table_of(results):
        say(line)
    if asked.json:
        reporting.write_json(asked.json, results)
    return 0 if all(result.verdict is Verdict.FOUND for result in results) else 1


def main() -> int:
    asked = options()
    faults = chosen_of(asked)
    if asked.list:
        for line in reporting.list_of(faults):
            say(line)
        return 0
    if not faults:
        say("No fault is both of that room and found there.")
        return 1
    processes.stop_on_signals()
    processes.adopt_orphans()
    folder = Path(tempfile.mkdtemp(prefix="gongshi-mutations-"))
    folder.chmod(0o755)  # a database server runs as somebody else
    try:
        return measure(asked, faults, folder)
    except TableError as error:
        say(str(error))
        return 1
    except processes.Stopped as stopped:
        return stopped.exit_code
    except Ended:
        return 1
    finally:
        processes.end_orphans()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
