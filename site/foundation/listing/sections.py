"""What a section shows in place of its plain list: an app that has a better one for a section registers it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from foundation.listing.laying import Listing


@dataclass(frozen=True, slots=True)
class SectionListing:
    """`rows` are the listing's, made ready to be shown; `links` lead to lists a visitor may have meant instead."""

    listing: Listing
    rows: list[Any]
    template: str = "public/listing/listing.html"
    # What the list needs in the head of the page.
    assets: str = ""
    feed: str = ""
    links: tuple[tuple[str, str], ...] = field(default=())


Lister = Callable[[Any, HttpRequest], SectionListing | None]
_listers: list[Lister] = []


def section_listing(lister: Lister) -> Lister:
    """Register a function that is asked of every section, and answers None for those that are not its own."""
    _listers.append(lister)
    return lister


def listing_for(section: Any, request: HttpRequest) -> SectionListing | None:
    return next((found for lister in _listers if (found := lister(section, request)) is not None), None)
