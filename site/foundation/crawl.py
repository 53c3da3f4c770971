"""What the tests crawl: where they start, who visits, and what they leave out and why. Each app registers its own."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from foundation.roles import Role


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone who follows links: nobody in particular, or a demo account of that name."""

    name: str
    username: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """Where following links begins. What staff alone may open is offered to no one without an account."""

    addresses: Callable[[], Iterable[str]]
    staff_only: bool = False
    # Those it is offered to, where that is not everyone on the staff.
    roles: Collection[Role] = ()


@dataclass(frozen=True, slots=True)
class Exemption:
    """Addresses the crawl treats apart, and why. The pattern is matched against the path with its query."""

    pattern: re.Pattern[str]
    reason: str


NOBODY = Visitor("nobody")

_visitors: list[Visitor] = [NOBODY, *(Visitor(role.value, role.value) for role in Role)]
_starts: list[Start] = []
_left_out: list[Exemption] = []
_refusals: list[Exemption] = []


def start_from(*addresses: str, staff_only: bool = False, roles: Collection[Role] = ()) -> None:
    """Register fixed addresses to start from."""
    _starts.append(Start(lambda: addresses, staff_only or bool(roles), roles))


def starting_point(find: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Register a function that names addresses only the data knows: a signed link, a receipt. Asked after the demo is in."""
    _starts.append(Start(find))
    return find


def leave_out(pattern: str, reason: str) -> None:
    """Register addresses that links lead to and that must not be opened."""
    _left_out.append(_exemption(pattern, reason))


def may_be_refused(pattern: str, reason: str) -> None:
    """Register addresses that may be offered to someone and then refused. There should be none of ours."""
    _refusals.append(_exemption(pattern, reason))


def visitors() -> tuple[Visitor, ...]:
    return tuple(_visitors)


def starts_for(visitor: Visitor) -> list[str]:
    """The addresses this visitor starts from, each once."""
    mine = [
        start
        for start in _starts
        if (visitor.username or not start.staff_only) and (not start.roles or visitor.username in start.roles)
    ]
    return list(dict.fromkeys(address for start in mine for address in start.addresses()))


def why_left_out(address: str) -> str:
    """The reason, or empty when the address is to be opened."""
    return _reason(_left_out, address)


def why_refused(address: str) -> str:
    """The reason a refusal is expected here, or empty when it is a fault."""
    return _reason(_refusals, address)


def _exemption(pattern: str, reason: str) -> Exemption:
    if not reason:
        raise ValueError(f"{pattern}: say why.")
    return Exemption(re.compile(pattern), reason)


def _reason(exemptions: list[Exemption], address: str) -> str:
    return next((each.reason for each in exemptions if each.pattern.match(address)), "")
