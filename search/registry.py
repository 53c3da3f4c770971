"""What can be found. Each app registers its kinds of pages in its documents.py, a few lines each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from wagtail.models import Page

from foundation.visibility import public_pages
from search.documents import PUBLIC, Part, SearchDocument, State
from search.surroundings import Surroundings
from search.together import Maker, made, read_rows

# The pages of a kind whose state is another on this day than on the day before.
Turning = Callable[[date], Iterable[int]]
PAGES_A_TURN = 200


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    label: str
    model: type[Page]
    make: Maker
    turning: Turning | None = None

    def key(self, pk: int) -> str:
        return f"{self.code}:{pk}"

    def document(self, pk: int) -> SearchDocument | None:
        """As it is in the database now; None when the public may not open it."""
        pages = list(public_pages(self.model._default_manager.filter(pk=pk)))
        return next(self._made(pages, Surroundings.read()), None) if pages else None

    def count(self) -> int:
        return public_pages(self.model._default_manager.all()).count()

    def documents(self, after: int = 0) -> Iterator[SearchDocument]:
        """All that the public may open, by their numbers."""
        # What changes there meanwhile is noted, and written after these.
        around = Surroundings.read()
        while True:
            pages = public_pages(self.model._default_manager.filter(pk__gt=after)).order_by("pk")
            turn = list(pages[:PAGES_A_TURN])
            yield from self._made(turn, around)
            if len(turn) < PAGES_A_TURN:
                return
            after = turn[-1].pk

    def _made(self, pages: list[Page], around: Surroundings) -> Iterator[SearchDocument]:
        read_rows(pages)
        for page, document in zip(pages, made(self.make, pages), strict=True):
            # Whatever a maker says: the key is the page's, and it is public because it was asked for as public.
            yield replace(
                around.complete(document, page.path),
                key=self.key(page.pk),
                kind=self.code,
                visible_to=frozenset({PUBLIC}),
            )


_kinds: dict[str, Kind] = {}


def searchable(model: type[Page], label: str = "", *, turning: Turning | None = None) -> Callable[[Maker], Maker]:
    """Register a function that makes a page's search document; its name is the code of the kind.

    What comes into force or expires without anyone doing anything is named by `turning`, for a day.
    """

    def register(make: Maker) -> Maker:
        code = make.__name__
        held = _kinds.get(code)
        if held is not None and held.make is not make:
            raise ValueError(f"There are two kinds called {code!r}.")
        _kinds[code] = Kind(code, label or str(model._meta.verbose_name), model, make, turning)
        return make

    return register


def kinds() -> dict[str, Kind]:
    return dict(sorted(_kinds.items()))


def kind_of(page: Page) -> Kind | None:
    model = page.specific_class
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def split_key(key: str) -> tuple[str, int] | None:
    code, _, number = key.partition(":")
    return (code, int(number)) if code in _kinds and number.isdecimal() else None


def everything(after: str = "") -> Iterator[SearchDocument]:
    """Every document in a fixed order; after a key, those that come behind it."""
    place = split_key(after)
    for code, kind in kinds().items():
        if place is None or code > place[0]:
            yield from kind.documents()
        elif code == place[0]:
            yield from kind.documents(place[1])


def still_public(keys: Iterable[str]) -> set[str]:
    """Those of the keys whose pages the public may open this instant: an index is always a little late."""
    pks = {place[1]: key for key in keys if (place := split_key(key))}
    if not pks:
        return set()
    return {pks[pk] for pk in public_pages(Page.objects.filter(pk__in=pks)).values_list("pk", flat=True)}


def page_document(page: Any, *, kind: str = "", parts: Iterable[Part] = (), **known: Any) -> SearchDocument:
    """What every page has to say: title, address, date, issuer, state. A maker adds what is its own.

    Who issued what names no source, and its programme, follow from where the page stands (`surroundings.py`).
    """
    mark = getattr(page, "published_act", None)
    first = page.first_published_at
    fields: dict[str, Any] = {
        "title": page.title,
        "url": page.url or "",
        "issuers": (page.source,) if page.source else (),
        "state": State.WITHDRAWN if mark is not None and mark.is_withdrawn else State.PUBLISHED,
        "dated": localtime(first).date() if first else None,
        "keywords": page.keywords,
        "abstract": page.search_description,
    }
    return SearchDocument(key="", kind=kind, parts=tuple(parts), **(fields | known))
