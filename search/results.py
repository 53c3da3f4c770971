"""What one asks and what one gets: the same from every engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from search.documents import PUBLIC, Place, State
from search.highlighting import Span, marked, snippet
from search.nodes import ARCHIVE_FACETS, FACETS
from search.planning import Strictness

HITS_A_PAGE = 10
MOST_PAGES = 100


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an engine. `chosen` holds what was chosen in each facet."""

    typed: str
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    audience: frozenset[str] = frozenset({PUBLIC})
    # Dated within these days, both counted.
    first: date | None = None
    last: date | None = None
    # Pages that are left out, whatever the index still says of them.
    without: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        unknown = set(self.chosen) - {*FACETS, *ARCHIVE_FACETS}
        if unknown:
            raise ValueError(f"There is no facet called {', '.join(sorted(unknown))}.")


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a document that matched: a provision, the body, an attachment."""

    reference: str
    url: str
    place: Place
    text: str
    spans: tuple[Span, ...]
    score: float

    @property
    def html(self) -> str:
        return snippet(self.text, self.spans)


@dataclass(frozen=True, slots=True)
class Hit:
    key: str
    kind: str
    title: str
    title_spans: tuple[Span, ...]
    url: str
    number: str
    issuers: tuple[str, ...]
    programme: str
    state: State
    dated: date | None
    abstract: str
    score: float
    found: tuple[Found, ...]
    # How many more pieces matched than are listed.
    more: int = 0
    stage: str = ""
    section: str = ""

    @property
    def title_html(self) -> str:
        return marked(self.title, self.title_spans)


@dataclass(frozen=True, slots=True)
class Results:
    total: int
    hits: tuple[Hit, ...]
    # For each facet its values with how many there are, the most first.
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    strictness: Strictness = Strictness.STRICT
    is_cut: bool = False
    took_ms: float = 0.0

    @property
    def pages(self) -> int:
        return min(MOST_PAGES, -(-self.total // HITS_A_PAGE))


NOTHING = Results(0, (), dict.fromkeys(FACETS, ()))
