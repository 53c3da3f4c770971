"""What the address of the search page asks for, read with patience, and written again for every link on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from search.documents import State
from search.nodes import FACETS
from search.parsing import LONGEST_QUERY
from search.registry import kinds
from search.results import MOST_PAGES, Question, Sort

MOST_CHOSEN = 20
LONGEST_VALUE = 120
STATE_CODES = frozenset(state.value for state in State)


@dataclass(frozen=True, slots=True)
class Asked:
    typed: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    # What could not be understood and was left out, in words.
    ignored: tuple[str, ...] = ()

    @property
    def question(self) -> Question:
        return Question(self.typed, self.chosen, self.sort, self.page)

    @property
    def query(self) -> str:
        """For an address: the same state always in the same words."""
        pairs = [("q", self.typed)] if self.typed else []
        pairs += [(name, value) for name in FACETS for value in self.chosen.get(name, ())]
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sort", self.sort.value))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)

    def toggled(self, name: str, value: str) -> "Asked":
        """With one value chosen that was not, or not chosen that was; from the first page."""
        values = self.chosen.get(name, ())
        values = tuple(one for one in values if one != value) if value in values else (*values, value)
        chosen = {**self.chosen, name: values}
        return replace(self, chosen={name: values for name, values in chosen.items() if values}, page=1)

    def unnarrowed(self) -> "Asked":
        return replace(self, chosen={}, page=1)

    def sorted_by(self, sort: Sort) -> "Asked":
        return replace(self, sort=sort, page=1)

    def on_page(self, page: int) -> "Asked":
        return replace(self, page=page)


def read(data: QueryDict) -> Asked:
    typed = " ".join(data.get("q", "").replace("\x00", " ").split())[: LONGEST_QUERY + 1]
    ignored: list[str] = []
    chosen: dict[str, tuple[str, ...]] = {}
    for name in FACETS:
        values = tuple(dict.fromkeys(data.getlist(name)))[:MOST_CHOSEN]
        known = tuple(value for value in values if value and _is_known(name, value))
        if known:
            chosen[name] = known
        if any(value and value not in known for value in values):
            ignored.append("地址里有不认识的筛选条件，已经略去。")
    sort, page = Sort.RELEVANCE, 1
    if asked := data.get("sort", ""):
        try:
            sort = Sort(asked)
        except ValueError:
            ignored.append("地址里的排序方式不认识，按相关程度排列。")
    if asked := data.get("page", ""):
        page = _page(asked)
    return Asked(typed, chosen, sort, page, tuple(dict.fromkeys(ignored)))


def _is_known(name: str, value: str) -> bool:
    if len(value) > LONGEST_VALUE or "\x00" in value:
        return False
    if name == "kind":
        return value in kinds()
    if name == "state":
        return value in STATE_CODES
    if name == "year":
        return len(value) == 4 and value.isascii() and value.isdigit()
    return True


def _page(asked: str) -> int:
    digits = asked.strip()[:9]
    return max(1, min(int(digits), MOST_PAGES)) if digits.isascii() and digits.isdigit() else 1
