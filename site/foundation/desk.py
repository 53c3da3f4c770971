"""The staff desk: what a signed-in person sees first in the admin. Each app registers panels of the person's own work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class DeskPanel:
    """One panel: a heading, its template, and what that needs."""

    heading: str
    template: str
    context: dict[str, Any]


Builder = Callable[[HttpRequest], DeskPanel | None]
_builders: list[tuple[int, Builder]] = []


def desk_panel(order: int) -> Callable[[Builder], Builder]:
    """Register a panel. Its builder answers None when this person has nothing of the kind."""

    def register(builder: Builder) -> Builder:
        _builders.append((order, builder))
        _builders.sort(key=lambda row: row[0])
        return builder

    return register


def panels_for(request: HttpRequest) -> list[DeskPanel]:
    return [panel for _, build in _builders if (panel := build(request)) is not None]
