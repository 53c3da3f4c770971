"""Gates: what must be so before an act. Each answers with what is missing, in words. Filled by each app's gates.py."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from foundation.bars import Bar

Ask = Callable[[Any], Iterable[Bar]]
A = TypeVar("A", bound=Ask)


@dataclass(frozen=True, slots=True)
class Gate:
    """`label` says in Chinese what must be so: who may do what is read by people who know no Python."""

    label: str
    ask: Ask
    of_what_is_carried: bool = True


_gates: dict[str, list[Gate]] = {}


def gate(*acts: str, label: str, of_what_is_carried: bool = True) -> Callable[[A], A]:
    """Register a gate for some acts: "submit", "review", "sign", or an act of an app's own.

    It is asked as well of the draft a correction carries, unless it is about the way of the page itself.
    """
    if not label.strip():
        raise ValueError(f"A gate before {', '.join(acts)} has no label: say in Chinese what must be so.")

    def register(function: A) -> A:
        for act in acts:
            _gates.setdefault(act, []).append(Gate(label, function, of_what_is_carried))
        return function

    return register


def bars_to(act: str, subject: Any) -> Iterator[Bar]:
    """Every reason why this act cannot be done on this subject now."""
    return (bar for one in _gates.get(act, ()) for bar in one.ask(subject) if not bar.warns)


def warnings_to(act: str, subject: Any) -> Iterator[Bar]:
    """What whoever decides should know before this act; none of it bars."""
    return (bar for one in _gates.get(act, ()) for bar in one.ask(subject) if bar.warns)


def bars_to_carried(act: str, draft: Any) -> Iterator[Bar]:
    """The same, of a draft that is judged together with another page."""
    carried = (one for one in _gates.get(act, ()) if one.of_what_is_carried)
    return (bar for one in carried for bar in one.ask(draft) if not bar.warns)


def registered() -> dict[str, tuple[Gate, ...]]:
    return {act: tuple(gates) for act, gates in _gates.items()}
