"""What a document takes from where its page stands: the programme it belongs to, and the bureau that runs the site."""

from dataclasses import dataclass, field, replace
from typing import Self

from django.db.models import QuerySet
from wagtail.models import Page

from foundation.models import BureauIdentity, SectionPage
from search.documents import SearchDocument

# The section of programmes has a fixed address, directly under the home page; each section below it is one programme.
PROGRAMMES, DEPTH = "programmes", 4
PROGRAMME_PATH = DEPTH * Page.steplen


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Read once for any number of documents: two queries."""

    bureau: str = ""
    programmes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Self:
        names = BureauIdentity.objects.order_by("-site__is_default_site", "pk").values_list("name", flat=True)
        return cls(names.first() or "", {section.path: section.title for section in programmes()})

    def complete(self, document: SearchDocument, path: str) -> SearchDocument:
        """What the document does not say itself."""
        return replace(
            document,
            issuers=document.issuers or (self.bureau,),
            programme=document.programme or self.programmes.get(path[:PROGRAMME_PATH], ""),
        )


def programmes() -> QuerySet[SectionPage]:
    """In the order of the site."""
    above = Page.objects.filter(slug=PROGRAMMES, depth=DEPTH - 1).values_list("path", flat=True)
    rows: QuerySet[SectionPage] = SectionPage.objects.live().filter(depth=DEPTH, path__startswith=above[:1])
    return rows.order_by("path")


def is_programme(page: Page) -> bool:
    """A section whose title the pages below it are found by."""
    if page.depth != DEPTH or not isinstance(page, SectionPage):
        return False
    return Page.objects.ancestor_of(page).filter(slug=PROGRAMMES, depth=DEPTH - 1).exists()
