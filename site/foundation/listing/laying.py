"""A list of pages as it is asked for: one query for all the counts, one for the rows of a page, however many there are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, ExtractYear, Length, Substr
from django.http import HttpRequest
from wagtail.models import Page

from foundation.clock import SHANGHAI
from foundation.listing.facets import Choice, Cube, Facet
from foundation.visibility import Pages

ROWS_A_PAGE = 20
OWN = "本机关"

# What the database says of a row -> its code in the address and its label.
Names = Mapping[Any, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A facet as the database has it. `names` is told every value there is, and names them in the order shown."""

    name: str
    label: str
    expression: Any
    names: Callable[[list[Any]], Names]


@dataclass(frozen=True, slots=True)
class Group:
    """A facet as it is shown."""

    label: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Listing:
    pages: PageOfRows[Any]
    rows: list[Any]
    groups: list[Group]
    faults: tuple[str, ...]
    total: int
    page_query: str
    is_narrowed: bool
    names: Mapping[str, Names]

    def label_of(self, column: str, row: Any) -> str:
        """What this row is called in that column."""
        return self.names[column][getattr(row, f"by_{column}")][1]


def lay(pages: Pages, columns: Iterable[Column], request: HttpRequest) -> Listing:
    columns = tuple(columns)
    pages = pages.annotate(**{f"by_{column.name}": column.expression for column in columns})
    by = [f"by_{column.name}" for column in columns]
    found = list(pages.order_by().values_list(*by).annotate(how_many=Count("pk")))
    names = {column.name: column.names(list({row[place] for row in found})) for place, column in enumerate(columns)}
    cube = Cube(tuple(_facet(column, names[column.name]) for column in columns), tuple(_cells(found, columns, names)))
    asked = cube.read(request.GET.dict())
    total = cube.count(asked.chosen)
    for name, code in asked.chosen.items():
        pages = pages.filter(_is_named(name, [value for value, (one, _) in names[name].items() if one == code]))
    paginator = _Counted(pages, ROWS_A_PAGE, total)
    query = cube.query(asked.chosen)
    shown = paginator.get_page(request.GET.get("page"))
    return Listing(
        pages=shown,
        rows=list(shown.object_list),
        groups=_groups(cube, asked),
        faults=asked.faults,
        total=total,
        page_query=f"{query}&" if query else "?",
        is_narrowed=bool(asked.chosen),
        names=names,
    )


class _Counted(Paginator[Any]):
    """The cube has counted already."""

    def __init__(self, pages: Any, per_page: int, count: int) -> None:
        super().__init__(pages, per_page)
        self.__dict__["count"] = count


def _facet(column: Column, names: Names) -> Facet:
    return Facet(column.name, column.label, dict(names.values()))


def _cells(found: list[Any], columns: tuple[Column, ...], names: Mapping[str, Names]) -> Iterable[Any]:
    for *values, count in found:
        yield tuple(names[column.name][value][0] for column, value in zip(columns, values, strict=True)), count


def _groups(cube: Cube, asked: Any) -> list[Group]:
    """What offers no choice is left out."""
    groups = [Group(facet.label, cube.choices(facet, asked)) for facet in cube.facets]
    return [group for group in groups if len(group.choices) > 2 or any(one.is_chosen for one in group.choices[1:])]


def _is_named(name: str, values: list[Any]) -> Q:
    known = [value for value in values if value is not None]
    return Q(**{f"by_{name}__in": known}) | (Q(**{f"by_{name}": None}) if None in values else Q(pk__in=()))


# --- the columns every list has --------------------------------------------------------------------------------------


def year_column() -> Column:
    """The year of publication, in Shanghai; the newest first."""
    return Column(
        "year",
        "年份",
        ExtractYear("first_published_at", tzinfo=SHANGHAI),
        lambda years: {
            year: (str(year), f"{year}年") if year else ("none", "未注明")
            for year in sorted(years, key=lambda year: year or 0, reverse=True)
        },
    )


def source_column(*fields: str) -> Column:
    """Who issued it; a page that names nobody is the bureau's own."""
    expression = Coalesce(*fields) if len(fields) > 1 else F(*fields)
    return Column(
        "source",
        "发布机关",
        expression,
        lambda sources: {
            source: (source or OWN, source or OWN) for source in sorted(sources, key=lambda one: one or "")
        },
    )


def section_column(known: Page | None = None) -> Column:
    """The section it stands in. `known` is one already at hand, which is not asked for again."""

    def names(paths: list[str]) -> Names:
        wanted = [path for path in paths if known is None or path != known.path]
        sections = list(Page.objects.filter(path__in=wanted).order_by("path")) if wanted else []
        if known is not None and known.path in paths:
            sections = sorted([known, *sections], key=lambda section: section.path)
        return {section.path: (section.slug, section.title) for section in sections}

    return Column("section", "栏目", Substr("path", 1, Length("path") - Page.steplen), names)


def coded_column(name: str, label: str, expression: Any, labels: Mapping[str, str]) -> Column:
    """Values that are codes of ours, in the order of their table."""
    return Column(
        name, label, expression, lambda codes: {code: (code, text) for code, text in labels.items() if code in codes}
    )
