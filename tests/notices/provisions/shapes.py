"""A text read, and the short forms tests compare."""

from datetime import date
from typing import Any

from notices.provisions import Reading, read
from notices.provisions.as_json import as_json
from notices.provisions.outline import Role

DAY = date(2024, 1, 1)


def reading(text: str, on: date = DAY) -> Reading:
    return read(text, on=on)


def shape(text: str, on: date = DAY) -> dict[str, Any]:
    return as_json(reading(text, on))


def labels(text: str) -> list[str]:
    return [article["label"] for article in shape(text)["articles"]]


def roles(text: str) -> str:
    """One letter a line: Head, heaDing, Provision, Annex, Tail, Furniture, and . for a blank."""
    read = reading(text)
    letters = dict(zip(Role, "HDPATF", strict=True))
    return "".join(letters[read.roles[line.number]] if line.number in read.roles else "." for line in read.lines)
