"""What the search page and the archive ask alike: facets chosen and taken back, the order, the page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from django.http import QueryDict

from search.parsing import LONGEST_QUERY
from search.results import MOST_PAGES, Sort

if TYPE_CHECKING:
    from _typeshed import DataclassInstance as Base
else:
    Base = object

MOST_CHOSEN = 20
UNKNOWN = "地址里有不认识的筛选条件，已经略去。"


class Narrowed(Base):
    """For a frozen dataclass with `chosen`, `sort` and `page`: what its links lead to."""

    __slots__ = ()
    chosen: Mapping[str, tuple[str, ...]]

    def _with(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def toggled(self, name: str, value: str) -> Self:
        """With one value chosen that was not, or not chosen that was; from the first page."""
        values = self.chosen.get(name, ())
        values = tuple(one for one in values if one != value) if value in values else (*values, value)
        chosen = {**self.chosen, name: values}
        return self._with(chosen={name: values for name, values in chosen.items() if values}, page=1)

    def sorted_by(self, sort: Sort) -> Self:
        return self._with(sort=sort, page=1)

    def on_page(self, page: int) -> Self:
        return self._with(page=page)


def words_in(data: QueryDict) -> str:
    """One character more than is searched, so that it can be said that it was too much."""
    return " ".join(data.get("q", "").replace("\x00", " ").split())[: LONGEST_QUERY + 1]


def choices_in(
    data: QueryDict, facets: Iterable[str], is_known: Callable[[str, str], bool]
) -> tuple[dict[str, tuple[str, ...]], bool]:
    """The values chosen of each facet, and whether all that was asked is known."""
    chosen: dict[str, tuple[str, ...]] = {}
    all_known = True
    for name in facets:
        values = tuple(dict.fromkeys(data.getlist(name)))[:MOST_CHOSEN]
        known = tuple(value for value in values if value and is_known(name, value))
        if known:
            chosen[name] = known
        all_known = all_known and not any(value and value not in known for value in values)
    return chosen, all_known


def page_in(asked: str) -> int:
    digits = asked.strip()[:9]
    return max(1, min(int(digits), MOST_PAGES)) if digits.isascii() and digits.isdigit() else 1
