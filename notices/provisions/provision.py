"""One provision of a regulation, with its address, and where in the raw text it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    PREAMBLE = "preamble"
    PART = "part"
    SUBPART = "subpart"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    LISTED = "listed"
    MEASURE = "measure"
    HEADING = "heading"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Provision:
    """`text` is its words without its mark; of an article or a measure, all its words with those of its items."""

    kind: Kind
    number: int | None
    suffix: int | None
    label: str
    title: str | None
    text: str
    address: str
    lines: tuple[int, ...]
    children: tuple["Provision", ...] = field(default=())

    def walk(self) -> Iterator["Provision"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Division:
    """A part, chapter or section: its heading and the articles from first to last in it."""

    kind: Kind
    number: int
    label: str
    title: str
    address: str
    lines: tuple[int, ...]
    part: int | None = None
    chapter: int | None = None
    articles: tuple[int, int] | None = None


class Addresses:
    """Gives each provision an address of its own; one that is taken gets a number behind it."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def give(self, wished: str) -> str:
        again = self._given.get(wished, 0) + 1
        self._given[wished] = again
        return wished if again == 1 else self.give(f"{wished}r{again}")

    def is_given(self, address: str) -> bool:
        return address in self._given
