#!/usr/bin/env python3
"""Print the files whose tests took longest: `scripts/slowest.py FOLDER`, one JSON file a step (see tests/times.py)."""

import json
import sys
from pathlib import Path

SHOWN = 25


def main() -> int:
    rows = [
        (seconds, step.stem, file)
        for step in sorted(Path(sys.argv[1]).glob("*.json"))
        for file, seconds in json.loads(step.read_text()).items()
    ]
    for seconds, step, file in sorted(rows, reverse=True)[:SHOWN]:
        print(f"{seconds:7.1f}s  {step:<20} {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
