"""A value read from the text: how it should be, how it stands there, and whether the two differ in more than spaces."""

from collections.abc import Sequence
from dataclasses import dataclass

from notices.provisions.metadata.header import NONE, Header
from notices.provisions.pieces import Piece


@dataclass(frozen=True, slots=True)
class Field:
    """`raw` is what the text has; `is_repaired` where a person should look whether the value is right."""

    value: str | None = None
    raw: str | None = None
    lines: tuple[int, ...] = ()
    is_repaired: bool = False


@dataclass(frozen=True, slots=True)
class Regions:
    """The pieces before the text, the text's own, and those after it.

    `notes` is the head with broken lines joined; `header` the table a web page has above, which is in none of them.
    """

    head: Sequence[Piece]
    body: Sequence[Piece]
    tail: Sequence[Piece]
    notes: Sequence[str]
    header: Header = NONE
    lines_of_notes: frozenset[int] = frozenset()

    @property
    def around(self) -> list[Piece]:
        return [*self.head, *self.tail]
