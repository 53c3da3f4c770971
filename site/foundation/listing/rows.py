"""A row of a list as it is shown."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a frame; `css` says which of the frames."""

    word: str
    css: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    title: str
    url: str
    published: datetime | None
    tags: tuple[Tag, ...] = ()
    note: str = ""
