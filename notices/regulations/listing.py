"""The list of regulations at 政策法规: how each stands today, narrowed down by plain addresses."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from foundation.clock import today
from foundation.listing.facets import Asked, Choice, Cube, Facet
from foundation.listing.laying import ROWS_A_PAGE, Group, Listing
from foundation.listing.sections import SectionListing, section_listing
from foundation.models import SectionPage
from foundation.visibility import listed_pages, public_pages
from notices.listings.programmes import LABEL, NAME, NONE
from notices.lives import lives_of
from notices.models import RegulationPage
from notices.provisions.folding import loosely
from notices.regulations.wording import CSS, day_of, since_words
from notices.validity import Life, Standing, State, last_day_on, standing_on
from search.surroundings import PROGRAMME_PATH, programmes

SLUG = "regulations"
WORDS = "q"
LONGEST_WORDS = 60
OTHER_ACTS = 10
# What can be relied on comes first, what is over last.
ORDER = {State.NOT_YET: 1, State.DRAFT: 2, State.EXPIRED: 3, State.REPEALED: 3, State.WITHDRAWN: 4}


@dataclass(frozen=True, slots=True)
class RegulationRow:
    """A regulation as it is listed."""

    title: str
    url: str
    document_number: str
    issuers: tuple[str, ...]
    issued_on: date | None
    begins: date | None
    expires_on: date | None
    standing: Standing
    topic: str
    section: str
    programme: tuple[str, str]  # its code and its name

    @property
    def css(self) -> str:
        return CSS[self.standing.state]

    @property
    def is_over(self) -> bool:
        return self.css == "off"

    @property
    def since(self) -> str:
        """From when it holds; of what does not, since when it does not."""
        if self.standing.state.holds:
            return f"自{day_of(self.begins)}起施行" if self.begins else ""
        return since_words(self.standing)


@dataclass(frozen=True, slots=True)
class RegulationList(SectionListing):
    """`kept` are the filters chosen, carried along by the search box; `acts` what was done to regulations lately."""

    styles: str = "css/regulation.css"
    words: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    acts: tuple[Page, ...] = ()


Values = Callable[[RegulationRow], tuple[str, ...]]


@section_listing
def list_regulations(section: Any, request: HttpRequest) -> SectionListing | None:
    if section.slug != SLUG:
        return None
    rows = all_rows(today())
    if not rows:
        return None
    listing = laid(rows, request)
    return RegulationList(
        listing,
        listing.rows,
        template="public/regulations/list.html",
        feed="regulations",
        words=_words(request.GET.get(WORDS, ""))[0],
        kept=tuple((name, value) for name, value in request.GET.dict().items() if name not in (WORDS, "page")),
        acts=tuple(_other_acts(section)),
    )


def _other_acts(section: Page) -> list[Page]:
    """What was done to regulations, the newest first: it has no other list."""
    acts = listed_pages(section.get_children()).not_type(RegulationPage, SectionPage)
    return list(acts.order_by("-first_published_at", "-pk")[:OTHER_ACTS])


def all_rows(day: date) -> list[RegulationRow]:
    """Every public regulation in the order it is listed, in the same few queries however many there are."""
    pages = list(regulations())
    lives = lives_of(pages)
    sections, known = _sections(pages), {section.path: (section.slug, section.title) for section in programmes()}
    rows = [_row(page, lives[page.pk], day, sections, known) for page in pages]
    rows.sort(key=lambda row: (ORDER.get(row.standing.state, 0), -(row.issued_on or date.min).toordinal(), row.title))
    return rows


def regulations() -> QuerySet[RegulationPage]:
    found: QuerySet[RegulationPage] = public_pages(RegulationPage.objects.all()).order_by("-first_published_at", "-pk")
    return found


def _sections(pages: list[RegulationPage]) -> dict[str, str]:
    paths = {page.path[: -Page.steplen] for page in pages}
    return dict(SectionPage.objects.filter(path__in=paths).values_list("path", "title")) if paths else {}


def _row(
    page: RegulationPage, life: Life, day: date, sections: Mapping[str, str], known: Mapping[str, tuple[str, str]]
) -> RegulationRow:
    base = life.base_on(day)
    return RegulationRow(
        title=page.title,
        url=page.url or "",
        document_number=base.document_number,
        issuers=tuple(page.issuer_names),
        issued_on=base.issued_on,
        begins=base.begins,
        expires_on=last_day_on(day, life),
        standing=standing_on(day, life),
        topic=page.topic,
        section=sections.get(page.path[: -Page.steplen], ""),
        programme=known.get(page.path[:PROGRAMME_PATH], NONE),
    )


def laid(rows: list[RegulationRow], request: HttpRequest) -> Listing:
    """What was asked for, of rows already read: the state is computed, so the database cannot narrow by it."""
    words, fault = _words(request.GET.get(WORDS, ""))
    found = [row for row in rows if _has_words(row, words)]
    columns = _columns(rows)
    # It reads what is asked and writes addresses; the counts are of rows that may have two issuers, not of cells.
    cube = Cube(tuple(facet for facet, _ in columns), ())
    asked = cube.read(request.GET.dict())
    chosen = [row for row in found if _fits(row, columns, asked)]
    page = Paginator(chosen, ROWS_A_PAGE).get_page(request.GET.get("page"))
    query = _with_words(cube.query(asked.chosen), words)
    return Listing(
        pages=page,
        rows=list(page.object_list),
        groups=_groups(cube, asked, found, columns, words),
        faults=(*asked.faults, *fault),
        total=len(chosen),
        page_query=f"{query}&" if query else "?",
        is_narrowed=bool(asked.chosen or words),
        names={},
    )


def _columns(rows: list[RegulationRow]) -> list[tuple[Facet, Values]]:
    years = sorted({str(row.issued_on.year) for row in rows if row.issued_on}, reverse=True)
    return [
        (Facet("state", "有效性", {one.value: one.label for one in State}), lambda row: (row.standing.state.value,)),
        (
            Facet("year", "年份", {year: f"{year}年" for year in years}),
            lambda row: (str(row.issued_on.year),) if row.issued_on else (),
        ),
        (_named("issuer", "发文机关", [name for row in rows for name in row.issuers]), lambda row: row.issuers),
        (_named("topic", "主题分类", [row.topic for row in rows]), lambda row: (row.topic,) if row.topic else ()),
        (Facet(NAME, LABEL, _programmes(rows)), lambda row: (row.programme[0],)),
        (
            _named("section", "所属栏目", [row.section for row in rows]),
            lambda row: (row.section,) if row.section else (),
        ),
    ]


def _programmes(rows: list[RegulationRow]) -> dict[str, str]:
    """What belongs to none comes last."""
    return dict(sorted({row.programme for row in rows}, key=lambda one: (one == NONE, one[1])))


def _named(name: str, label: str, values: list[str]) -> Facet:
    return Facet(name, label, {value: value for value, _ in Counter(filter(None, values)).most_common()})


def _fits(row: RegulationRow, columns: list[tuple[Facet, Values]], asked: Asked, besides: str = "") -> bool:
    return all(
        asked.chosen[facet.name] in values(row)
        for facet, values in columns
        if facet.name in asked.chosen and facet.name != besides
    )


def _groups(
    cube: Cube, asked: Asked, rows: list[RegulationRow], columns: list[tuple[Facet, Values]], words: str
) -> list[Group]:
    """Each facet counted with the others applied; one that offers no choice is left out."""
    groups = []
    for facet, values in columns:
        others = {name: value for name, value in asked.chosen.items() if name != facet.name}
        mine = asked.chosen.get(facet.name, "")
        fitting = [row for row in rows if _fits(row, columns, asked, besides=facet.name)]
        counts = Counter(value for row in fitting for value in values(row))
        choices = [Choice("全部", len(fitting), _with_words(cube.query(others), words), not mine)]
        for code, label in facet.labels.items():
            if counts[code] or code == mine:
                query = _with_words(cube.query({**others, facet.name: code}), words)
                choices.append(Choice(label, counts[code], query, code == mine))
        if len(choices) > 2 or mine:
            groups.append(Group(facet.label, choices))
    return groups


def _words(typed: str) -> tuple[str, tuple[str, ...]]:
    words = " ".join("".join(one if one.isprintable() else " " for one in typed).split())
    if len(words) > LONGEST_WORDS:
        return words[:LONGEST_WORDS], (f"要找的词太长，只用了前{LONGEST_WORDS}个字。",)
    return words, ()


def _has_words(row: RegulationRow, words: str) -> bool:
    text = loosely(f"{row.title}{row.document_number}")
    return all(loosely(word) in text for word in words.split())


def _with_words(query: str, words: str) -> str:
    if not words:
        return query
    return f"{query}&{urlencode({WORDS: words})}" if query else f"?{urlencode({WORDS: words})}"
