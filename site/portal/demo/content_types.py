"""What a demo page is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A page to be made: where, what, and how many days before today it was published."""

    section: str
    slug: str
    title: str
    abstract: str
    body: str
    days_ago: int
