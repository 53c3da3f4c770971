"""The five regulations as received, and what is known of them."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from notices.provisions import Reading, read
from notices.provisions.as_json import as_json

FOLDER = Path(__file__).parents[2] / "seeds"
DAY = date(2026, 11, 21)
OUTLINE: dict[str, dict[str, Any]] = json.loads((FOLDER / "outline.json").read_text())
DEFECTS: dict[str, list[dict[str, Any]]] = json.loads((FOLDER / "defects.json").read_text())
NAMES = sorted(name for name in OUTLINE if not name.startswith("_"))


@cache
def text_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@cache
def reading_of(name: str) -> Reading:
    return read(text_of(name), on=DAY)


@cache
def shape_of(name: str) -> dict[str, Any]:
    return as_json(reading_of(name))
