"""What the home page shows. The roof names the slots; each app fills those it has something for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpRequest


class Slot(StrEnum):
    PUBLICITY = "publicity"
    CALLS = "calls"
    REGULATIONS = "regulations"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class HomeBlock:
    """One block: its template with what it needs, and where to see all."""

    heading: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    more_url: str = ""
    more_label: str = ""


Filler = Callable[[HttpRequest], HomeBlock | None]
_fillers: dict[Slot, Filler] = {}


def home_block(slot: Slot) -> Callable[[Filler], Filler]:
    """Register what fills a slot. It answers None when it has nothing to show today."""

    def register(filler: Filler) -> Filler:
        if slot in _fillers and _fillers[slot] is not filler:
            raise ValueError(f"首页的“{slot}”已有内容来源。")
        _fillers[slot] = filler
        return filler

    return register


def fill(slot: Slot, request: HttpRequest) -> HomeBlock | None:
    filler = _fillers.get(slot)
    return filler(request) if filler else None
