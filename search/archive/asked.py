"""What the address of the archive asks for, read with patience, and written again for every link on its page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from search.archive.registry import archive_kinds
from search.archive.sight import Stage
from search.narrowing import UNKNOWN, Narrowed, choices_in, page_in, words_in
from search.nodes import ARCHIVE_FACETS
from search.parsing import LONGEST_QUERY
from search.results import Question, Sort

STAGES = frozenset(stage.value for stage in Stage)
FROM, TO = "from", "to"


@dataclass(frozen=True, slots=True)
class Asked(Narrowed):
    typed: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    # What could not be understood and was left out, in words.
    ignored: tuple[str, ...] = ()

    def question(self, audience: frozenset[str], without: frozenset[str]) -> Question:
        return Question(self.typed, self.chosen, self.sort, self.page, audience, self.first, self.last, without)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All but the words, sort and page: for the hidden fields of a form."""
        pairs = [(name, value) for name in ARCHIVE_FACETS for value in self.chosen.get(name, ())]
        return pairs + self.days

    @property
    def days(self) -> list[tuple[str, str]]:
        return [(name, day.isoformat()) for name, day in ((FROM, self.first), (TO, self.last)) if day is not None]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [pair for pair in self.pairs if pair[0] in ARCHIVE_FACETS]

    @property
    def query(self) -> str:
        """For an address: the same state always in the same words."""
        pairs = [("q", self.typed[:LONGEST_QUERY])] if self.typed else []
        pairs += self.pairs
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sort", self.sort.value))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)

    @property
    def filters(self) -> dict[str, Any]:
        """For the record."""
        return {**{name: list(values) for name, values in self.chosen.items()}, **dict(self.days)}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen or self.first or self.last)

    def unnarrowed(self) -> "Asked":
        return replace(self, chosen={}, first=None, last=None, page=1)


def read(data: QueryDict) -> Asked:
    typed = words_in(data)
    ignored: dict[str, None] = {}
    chosen, all_known = choices_in(data, ARCHIVE_FACETS, _is_known)
    if not all_known:
        ignored[UNKNOWN] = None
    days: list[date | None] = []
    for name, label in ((FROM, "起"), (TO, "止")):
        text = data.get(name, "").strip()
        days.append(day := _day(text))
        if text and day is None:
            ignored[f"{label}的日期看不明白，已经略去；请写成 2026-09-17 这样。"] = None
    first, last = days
    if first and last and first > last:
        ignored["起的日期在止的日期之后，这样什么也找不到；请对调。"] = None
    sort = Sort.DATE if data.get("sort") == Sort.DATE.value else Sort.RELEVANCE
    return Asked(typed, chosen, first, last, sort, page_in(data.get("page", "")), tuple(ignored))


def _is_known(name: str, value: str) -> bool:
    if name == "stage":
        return value in STAGES
    if name == "kind":
        return value in archive_kinds()
    return value.isascii() and value.isdigit() and len(value) < (5 if name == "year" else 19)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
