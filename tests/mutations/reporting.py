"""What was found, for people and for machines."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.mutations.fault import Fault
from tests.mutations.running import Result, Verdict


def line_of(result: Result) -> str:
    said = f"\n{'':12}{result.says}" if result.says else ""
    return f"{result.verdict:10}{result.seconds:6.0f} s  {result.fault.room}: {result.fault.name}{said}"


def table_of(results: Sequence[Result]) -> list[str]:
    """A row a room, and all of them."""
    rooms = dict.fromkeys(result.fault.room for result in results)
    rows = [_row(room, [result for result in results if result.fault.room == room]) for room in rooms]
    heads = f"{'room':14}" + "".join(f"{head:>12}" for head in ("planted", *Verdict, "seconds"))
    return [heads, *rows, _row("all", results)]


def list_of(faults: Iterable[Fault]) -> list[str]:
    return [f"{fault.room:14}{fault.on:14}{fault.name}  [{', '.join(fault.neighbourhood)}]" for fault in faults]


def write_json(file: Path, results: Iterable[Result]) -> None:
    rows = [
        {
            "name": result.fault.name,
            "room": result.fault.room,
            "on": result.fault.on,
            "verdict": result.verdict.name.lower(),
            "says": result.says,
            "seconds": round(result.seconds, 1),
        }
        for result in results
    ]
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _row(name: str, results: Sequence[Result]) -> str:
    counts = [sum(result.verdict is verdict for result in results) for verdict in Verdict]
    seconds = round(sum(result.seconds for result in results))
    return f"{name:14}" + "".join(f"{count:>12}" for count in (len(results), *counts, seconds))
