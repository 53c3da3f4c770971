"""Results as the page shows them: sentences with their numbers, facets with their links, a pager."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

from search.asked import STATE_CODES, Asked
from search.documents import STATE_LABELS, Place, State
from search.planning import Strictness
from search.registry import kinds
from search.results import Hit, Results, Sort

FACET_LABELS = {"kind": "类型", "programme": "科技计划", "issuer": "发布机关", "year": "年份", "state": "效力"}
SORT_LABELS = {Sort.RELEVANCE: "相关", Sort.DATE: "时间"}
TAGS = {
    State.IN_FORCE: "tag--ok", State.UPCOMING: "tag--wait", State.DRAFT: "tag--wait", State.EXPIRED: "tag--off",
    State.REPEALED: "tag--off", State.NOT_OPEN: "tag--wait", State.OPEN: "tag--open", State.CLOSED: "tag--off",
    State.WITHDRAWN: "tag--off",
}  # fmt: skip
VALUES_SHOWN = 8
LOOSELY = {
    Strictness.RELAXED: "没有多少内容与所输入的完全一样，这里也列出了字词分开的和意思相近的。",
    Strictness.MOST: "没有或者很少有内容含有全部字词，这里也列出了含有其中大部分的。",
    Strictness.SOME: "没有内容含有其中大部分字词，以下只含有一些，不一定与所问有关。",
}


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]

    @property
    def chosen(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in (*self.choices, *self.more) if choice.is_chosen)


@dataclass(frozen=True, slots=True)
class Piece:
    reference: str
    url: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Row:
    hit: Hit
    title: SafeString
    kind: str
    state: str
    tag: str
    pieces: tuple[Piece, ...]
    abstract: str


@dataclass(frozen=True, slots=True)
class Pager:
    number: int
    pages: int
    before: str
    after: str


def rows(found: Results) -> tuple[Row, ...]:
    return tuple(_row(hit) for hit in found.hits)


def _row(hit: Hit) -> Row:
    known = kinds().get(hit.kind)
    # The highlighter escapes everything but its own <mark>.
    pieces = tuple(
        Piece("" if one.place is Place.BODY else one.reference, one.url, mark_safe(one.html))  # noqa: S308
        for one in hit.found
    )
    return Row(
        hit,
        mark_safe(hit.title_html),  # noqa: S308
        known.label if known else "",
        STATE_LABELS[hit.state] if hit.state in TAGS else "",
        TAGS.get(hit.state, ""),
        pieces,
        "" if pieces else hit.abstract,
    )


def facets(asked: Asked, found: Results) -> tuple[Facet, ...]:
    made = (Facet(name, FACET_LABELS[name], *_choices(asked, name, found)) for name in FACET_LABELS)
    return tuple(facet for facet in made if len(facet.choices) > 1 or facet.chosen)


def _choices(asked: Asked, name: str, found: Results) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    counts = dict(found.facets.get(name, ()))
    chosen = asked.chosen.get(name, ())
    # What was chosen stays in sight, also where nothing is left of it: it can only be taken back there.
    values = [*counts, *(value for value in chosen if value not in counts)]
    if name == "year":
        values.sort(reverse=True)
    made = [
        Choice(_label(name, value), counts.get(value, 0), asked.toggled(name, value).query, value in chosen)
        for value in values
    ]
    made = [choice for choice in made if choice.label]
    return tuple(made[:VALUES_SHOWN]), tuple(made[VALUES_SHOWN:])


def _label(name: str, value: str) -> str:
    if name == "kind":
        return kinds()[value].label if value in kinds() else ""
    if name == "state":
        return STATE_LABELS[State(value)] if value in STATE_CODES else ""
    return value


def sorts(asked: Asked) -> Iterator[tuple[str, str, bool]]:
    for sort, label in SORT_LABELS.items():
        yield label, asked.sorted_by(sort).query, sort is asked.sort


class Paged(Protocol):
    """What was asked, of the public search or of the archive."""

    @property
    def page(self) -> int: ...

    @property
    def query(self) -> str: ...

    def on_page(self, page: int) -> "Paged": ...


def pager(asked: Paged, found: Results) -> Pager | None:
    if found.pages < 2 and asked.page == 1:
        return None
    before = asked.on_page(min(asked.page - 1, max(found.pages, 1))).query if asked.page > 1 else ""
    after = asked.on_page(asked.page + 1).query if asked.page < found.pages else ""
    return Pager(asked.page, max(found.pages, 1), before, after)


def says(asked: Asked, found: Results) -> str:
    """What was found, in a sentence."""
    if not found.total:
        return f"没有找到含有“{asked.typed}”的内容。"
    if asked.page > found.pages:
        return f"找到 {found.total} 项，只有 {found.pages} 页；您要看的第 {asked.page} 页没有内容。"
    return f"找到 {found.total} 项"
