"""What every engine answers. No Django here."""

from dataclasses import dataclass
from typing import Protocol


class EngineAway(Exception):
    """The engine cannot be reached or used now; the message says why, for an operator."""


@dataclass(frozen=True, slots=True)
class EngineHealth:
    """Which engine answers, and what it says of itself."""

    engine: str
    version: str
    says: str


class Engine(Protocol):
    def health(self) -> EngineHealth:
        """Prove that the engine can be used, or raise EngineAway."""
        ...
