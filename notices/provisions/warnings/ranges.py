"""Ranges that run backwards: 100亿元—10亿元."""

import re
from collections.abc import Iterator

from notices.provisions.warnings.about import About
from notices.provisions.warnings.found import Warning

_RANGE = re.compile(
    r"(?<![\d.\-—~第])(?P<one>\d+(?:\.\d+)?)(?P<unit>[%亿万千百]?)(?P<noun>元|人|户|项|平方米|吨|个|家|名|分|%)?(?:\([^()]{1,16}\))?(?:[—\-–~～至]{1,2})"
    r"(?P<two>\d+(?:\.\d+)?)(?P<unit2>[%亿万千百]?)(?P<noun2>元|人|户|项|平方米|吨|个|家|名|分|%)(?![\d年月日号时])"
)
_TIMES = {"": 1, "%": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def reversed_ranges(about: About) -> Iterator[Warning]:
    for line in about.words:
        for found in _RANGE.finditer(line.text):
            if found["noun"] not in (None, found["noun2"]):
                continue
            unit = found["unit"] or (found["unit2"] if not found["noun"] else "")
            if float(found["one"]) * _TIMES[unit] > float(found["two"]) * _TIMES[found["unit2"]]:
                yield about.one("reversed-range", [line.number], f"“{found[0]}”前大后小，请核对。")
                break
