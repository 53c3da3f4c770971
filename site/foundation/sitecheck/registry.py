"""Who looks for what. The ground floor has the first; an app adds its own, and links its rows lead to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from foundation.sitecheck.rules import Rule
from foundation.sitecheck.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong: on which page, what, and since when, where that is known."""

    rule: Rule
    page: int
    says: str
    about: str = ""  # tells two findings of one rule on one page apart
    since: date | None = None
    mend: str = ""


Finder = Callable[[Snapshot], Iterable[Found]]
# Page and the address it leads to, from rows that hold addresses as plain text.
Addresses = Callable[[Snapshot], Iterable[tuple[int, str]]]
_finders: list[Finder] = []
_addresses: list[Addresses] = []


def finds(finder: Finder) -> Finder:
    _finders.append(finder)
    return finder


def addresses_of(source: Addresses) -> Addresses:
    _addresses.append(source)
    return source


def finders() -> tuple[Finder, ...]:
    return tuple(_finders)


def sources_of_addresses() -> tuple[Addresses, ...]:
    return tuple(_addresses)
