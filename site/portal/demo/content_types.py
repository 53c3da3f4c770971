"""What a demo page is made of."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Stated:
    """A period a demo page states, in working days from its publication."""

    label: str
    working_days: int
    close: time | None = None
    basis: str = "文件未规定，由本机关决定"


@dataclass(frozen=True, slots=True)
class Text:
    """A page to be made: where, what, and how many days before today it was published."""

    section: str
    slug: str
    title: str
    abstract: str
    body: str
    days_ago: int
    period: Stated | None = None
    kind: str = "notice"
