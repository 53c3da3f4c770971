"""Who handles which topic, and what comes round by the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

Handler = Callable[..., object]
H = TypeVar("H", bound=Handler)

TICK = "every:"
LONGEST_TOPIC = 60


@dataclass(frozen=True, slots=True)
class Handling:
    run: Handler
    # Reaches outside the database (mail): it must not hold a transaction, and the write lock with it, meanwhile.
    outside: bool = False
    # What comes round again is never done; it is due again this much later.
    again: timedelta | None = None


_handlings: dict[str, Handling] = {}


def handles(topic: str, *, outside: bool = False) -> Callable[[H], H]:
    """Register what is done for a topic; it is called with the ids that were put.

    Its changes to the database and the message's end are one transaction. One that works `outside` has none; it must
    itself see to it that a second run does no harm.
    """
    return _registering(topic, outside=outside, again=None)


def every(*, minutes: float = 0, hours: float = 0) -> Callable[[H], H]:
    """Register a function the worker calls by the clock: once, however many workers there are."""
    again = timedelta(minutes=minutes, hours=hours)
    if again <= timedelta(0):
        raise ValueError("every() needs minutes or hours.")

    def register(function: H) -> H:
        return _registering(f"{TICK}{function.__module__}.{function.__name__}", outside=False, again=again)(function)

    return register


def handling(topic: str) -> Handling | None:
    return _handlings.get(topic)


def ticks() -> list[str]:
    return sorted(topic for topic, handling in _handlings.items() if handling.again)


def _registering(topic: str, *, outside: bool, again: timedelta | None) -> Callable[[H], H]:
    def register(function: H) -> H:
        held = _handlings.get(topic)
        if held is not None and _place(held.run) != _place(function):
            raise ValueError(f"Two handlers for the topic {topic!r}.")
        if len(topic) > LONGEST_TOPIC:
            raise ValueError(f"The topic {topic!r} is longer than {LONGEST_TOPIC} characters.")
        _handlings[topic] = Handling(function, outside, again)
        return function

    return register


def _place(function: Handler) -> tuple[str, str]:
    return function.__module__, function.__qualname__
