"""What the archive holds: kinds of pages, each with a function that reads one edition of a page. Apps register theirs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page
from wagtail.query import PageQuerySet

from search.archive.editions import editions_of, keys_of
from search.documents import SearchDocument
from search.together import Maker, made, read_rows

PAGES_A_TURN = 100


@dataclass(frozen=True, slots=True)
class ArchiveKind:
    code: str
    label: str
    model: type[Page]
    # An edition of a page (as it is, as it was, as it is to be) to its document; who sees it is not for the maker to say.
    make: Maker
    # Reads what is published, where that says more than the page's own words.
    make_published: Maker

    def key(self, pk: int) -> str:
        return f"{self.code}:{pk}"

    def documents(self, pk: int) -> list[SearchDocument]:
        """Everything there is of a page, as it is in the database now."""
        return list(self._of(list(self._pages().filter(pk=pk))))

    def keys(self, pk: int) -> list[str]:
        """Under which its documents may lie in the index, from now or from before."""
        return keys_of(self.key(pk), pk)

    def all_documents(self, start: int = 0) -> Iterator[SearchDocument]:
        """By the pages' numbers, from one on."""
        while True:
            pages = list(self._pages().filter(pk__gte=start).order_by("pk")[:PAGES_A_TURN])
            yield from self._of(pages)
            if len(pages) < PAGES_A_TURN:
                return
            start = pages[-1].pk + 1

    def _pages(self) -> PageQuerySet[Any]:
        return self.model._default_manager.select_related("published_act")

    def _of(self, pages: list[Page]) -> Iterator[SearchDocument]:
        read_rows(pages)
        editions = list(editions_of(pages))
        public = made(self.make_published, [one.page for one in editions if one.is_public])
        others = made(self.make, [one.page for one in editions if not one.is_public])
        for edition in editions:
            document = next(public if edition.is_public else others)
            yield edition.document(document, self.key(edition.page.pk), self.code)


_kinds: dict[str, ArchiveKind] = {}


def archived(model: type[Page], label: str = "", *, published: Maker | None = None) -> Callable[[Maker], Maker]:
    """Register a function that reads an edition of a page; its name is the code of the kind.

    `published` reads the edition the public sees, where that takes more than the page alone.
    """

    def register(make: Maker) -> Maker:
        code = make.__name__
        held = _kinds.get(code)
        if held is not None and held.make is not make:
            raise ValueError(f"There are two archive kinds called {code!r}.")
        _kinds[code] = ArchiveKind(code, label or str(model._meta.verbose_name), model, make, published or make)
        return make

    return register


def archive_kinds() -> dict[str, ArchiveKind]:
    return dict(sorted(_kinds.items()))


def archive_kind_of(model: type[Any] | None) -> ArchiveKind | None:
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def split_archive_key(key: str) -> tuple[str, int, str] | None:
    """Code of the kind, number of the page, which edition."""
    code, number, edition = [*key.split(":", 2), "", ""][:3]
    return (code, int(number), edition) if code in _kinds and number.isdecimal() and len(number) < 19 else None


def whole_archive(after: str = "") -> Iterator[SearchDocument]:
    """Every document in a fixed order; after a key, again from the first of its page on."""
    place = split_archive_key(after)
    for code, kind in archive_kinds().items():
        if place is None or code > place[0]:
            yield from kind.all_documents()
        elif code == place[0]:
            yield from kind.all_documents(place[1])
