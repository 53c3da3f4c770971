"""What a check found, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`refuses` means that the file is not taken at all; any other finding a person has to answer for."""

    code: str
    message: str
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a file's text, and where it stands, in words."""

    where: str
    text: str
