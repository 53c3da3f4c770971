"""What reading a file gives: its text, or a sentence why not."""

from dataclasses import dataclass


class CannotRead(Exception):
    """One sentence for people: what is wrong with the file, and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text with "\\n" line ends, what the file really was, and what its reader should know."""

    text: str
    kind: str
    notes: tuple[str, ...] = ()
