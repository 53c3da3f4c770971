"""Gates: what must be so before an act. Each answers with what is missing, in words. Filled by each app's gates.py."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from foundation.bars import Bar

Gate = Callable[[Any], Iterable[Bar]]
_gates: dict[str, list[Gate]] = {}


def gate(*acts: str) -> Callable[[Gate], Gate]:
    """Register a gate for some acts: "submit", "review", "sign", or an act of an app's own."""

    def register(function: Gate) -> Gate:
        for act in acts:
            _gates.setdefault(act, []).append(function)
        return function

    return register


def bars_to(act: str, subject: Any) -> Iterator[Bar]:
    """Every reason why this act cannot be done on this subject now."""
    for function in _gates.get(act, ()):
        yield from function(subject)


def registered() -> dict[str, tuple[Gate, ...]]:
    return {act: tuple(functions) for act, functions in _gates.items()}
