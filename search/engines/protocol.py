"""What every engine answers. No Django here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from search.documents import SearchDocument
from search.matching import Candidate
from search.results import Question, Results

# Documents in a fixed order, those after a key; from the first when it is empty.
Source = Callable[[str], Iterable[SearchDocument]]
Progress = Callable[[int], None]


class EngineAway(Exception):
    """The engine cannot be reached or used now; the message says why, for an operator."""


class Rebuilding(Exception):
    """Another process is rebuilding the index."""


@dataclass(frozen=True, slots=True)
class EngineHealth:
    """Which engine answers, and what it says of itself."""

    engine: str
    version: str
    says: str
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Title:
    """A document by its title: what completion and suggestions offer."""

    key: str
    title: str
    number: str
    url: str


class Engine(Protocol):
    def health(self) -> EngineHealth:
        """Prove that the engine can be used, or raise EngineAway."""
        ...

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Put documents in, each in place of the one of the same key. When it returns, they are found."""
        ...

    def remove(self, keys: Iterable[str]) -> None:
        """Take documents out; one that is not there is no fault."""
        ...

    def change(self, documents: Iterable[SearchDocument], gone: Iterable[str]) -> None:
        """Both at once."""
        ...

    def search(self, question: Question) -> Results: ...

    def listed(self, question: Question, most: int) -> tuple[int, list[Candidate]]:
        """How many there are, and the first of them by date: for a list that is carried away."""
        ...

    def complete(self, typed: str, audience: frozenset[str], without: frozenset[str] = frozenset()) -> list[Title]:
        """Documents whose title or number has what was typed so far."""
        ...

    def near_titles(self, typed: str, audience: frozenset[str], without: frozenset[str] = frozenset()) -> list[Title]:
        """Documents whose titles share something with what was typed."""
        ...

    def rebuild(self, source: Source, progress: Progress) -> int:
        """Make the index anew from a source while the old one answers; what changes meanwhile is not lost.

        One that was broken off goes on where it was. Answers how many documents there are.
        """
        ...

    def digests(self) -> Iterator[tuple[str, str]]:
        """Key and digest of every document there is."""
        ...
