"""Which documents a regulation cites and which cite it: links both ways, also to what is not held here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from foundation.visibility import public_pages
from notices.lives import WAS_PUBLISHED, Lives, read_lives
from notices.models import Citation, RegulationChangePage, RegulationPage
from notices.regulations.wording import CSS
from notices.validity import Life, standing_on, version_on


@dataclass(slots=True)
class Place:
    """Where in a text the citation stands."""

    reference: str
    url: str


@dataclass(slots=True)
class Document:
    """A document that is cited or cites; without an address it is not held here."""

    title: str
    document_number: str
    url: str = ""
    state: str = ""
    css: str = ""
    places: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Related:
    """Everything read for a regulation's page about itself and those around it."""

    lives: Lives
    citations: list[Citation]
    pages: dict[int, RegulationPage]
    own: RegulationPage

    @property
    def life(self) -> Life:
        return self.lives.of[self.own.pk]

    def cites(self, text: int | None, today: date) -> list[Document]:
        """What this text cites, each document once, with the provisions that do."""
        by_number, by_key = self._held(today)
        found: dict[Any, Document] = {}
        for one in self.citations:
            if one.of_id != text or not (one.title or one.document_number):
                continue
            page = by_number.get(one.document_number) or by_key.get(one.title_key)
            key = page.pk if page else (one.document_number or one.title_key)
            if key not in found:
                shown = self._document(page, today) if page else Document(one.title, one.document_number)
                found[key] = shown
            if one.reference:
                found[key].places.append(Place(one.reference, f"#{one.address}"))
        return list(found.values())

    def links_in(self, text: int | None, today: date) -> dict[str, list[tuple[str, str]]]:
        """Address of a provision -> the titles named there that have a page here."""
        by_number, by_key = self._held(today)
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in self.citations:
            page = by_number.get(one.document_number) or by_key.get(one.title_key)
            if one.of_id == text and one.title and page is not None:
                found[one.address].append((one.title, page.url or ""))
        return found

    def cited_by(self, today: date) -> list[Document]:
        """Whose text of today cites this one, and where."""
        found: dict[int, Document] = {}
        for one in self.citations:
            page = self.pages.get(_citing(one))
            if page is None or page.pk == self.own.pk:
                continue
            if version_on(today, self.lives.of[page.pk]).text != one.of_id:
                continue
            document = found.setdefault(page.pk, self._document(page, today))
            if one.reference and all(place.reference != one.reference for place in document.places):
                document.places.append(Place(one.reference, f"{page.url}#{one.address}"))
        return list(found.values())

    def _document(self, page: RegulationPage, today: date) -> Document:
        life = self.lives.of[page.pk]
        state = standing_on(today, life).state
        number = life.base_on(today).document_number or page.document_number
        return Document(page.title, number, page.url or "", state.label, CSS[state])

    def _held(self, today: date) -> tuple[dict[str, RegulationPage], dict[str, RegulationPage]]:
        """By number; by name, where two have the same name the one in force, or else the newest."""
        by_number: dict[str, RegulationPage] = {}
        by_key: dict[str, RegulationPage] = {}
        for page in sorted(self.pages.values(), key=lambda one: self._weight(one, today)):
            life = self.lives.of[page.pk]
            for version in (life.first, *life.changes):
                if version.document_number:
                    by_number[version.document_number] = page
            if page.title_key:
                by_key[page.title_key] = page
        return by_number, by_key

    def _weight(self, page: RegulationPage, today: date) -> tuple[bool, date, int]:
        return standing_on(today, self.lives.of[page.pk]).state.holds, page.issued_on or date.min, page.pk


def read_related(page: RegulationPage) -> Related:
    """Two queries more than the life alone, however many documents there are around it."""
    citations = list(_citations(page))
    around = {one.pk: one for one in _pages_around(page, citations)}
    # Read along with the others, its original file comes without a query of its own.
    itself = around.pop(page.pk, None)
    if itself is not None and itself.original_id == page.original_id:
        page.original = itself.original
    lives = read_lives([page, *around.values()])
    return Related(lives, citations, around, page)


def _citations(page: RegulationPage) -> QuerySet[Citation]:
    """Those in its own texts, and those elsewhere that may mean it. Of drafts the pages later say nothing."""
    numbers = RegulationChangePage.objects.filter(WAS_PUBLISHED, target=page.pk).exclude(document_number="")
    mine = Q(of__page=page.pk) | Q(of__regulation=page.pk) | Q(of=page.provision_set_id)
    meant = Q(document_number__in=numbers.values("document_number"))
    if page.document_number:
        meant |= Q(document_number=page.document_number)
    if page.title_key:
        meant |= Q(title_key=page.title_key)
    return Citation.objects.filter(mine | meant).select_related("of").defer("of__raw_text").order_by("of", "order")


def _pages_around(page: RegulationPage, citations: Iterable[Citation]) -> Iterable[RegulationPage]:
    citing = {_citing(one) for one in citations} - {page.pk}
    numbers = {one.document_number for one in citations} - {""}
    keys = {one.title_key for one in citations} - {""}
    adopted = RegulationChangePage.objects.filter(WAS_PUBLISHED, document_number__in=numbers)
    wanted = Q(pk__in=citing) | Q(document_number__in=numbers) | Q(title_key__in=keys)
    wanted |= Q(pk__in=adopted.values("target")) | Q(pk=page.pk)
    return public_pages(RegulationPage.objects.filter(wanted)).select_related("original")


def _citing(one: Citation) -> int:
    """The regulation a citation stands in: a changed text belongs to the regulation it changes."""
    return int(one.of.regulation_id or one.of.page_id or 0)
