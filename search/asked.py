"""What the address of the search page asks for, read with patience, and written again for every link on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from search.documents import State
from search.narrowing import UNKNOWN, Narrowed, choices_in, page_in, words_in
from search.nodes import FACETS
from search.parsing import LONGEST_QUERY
from search.registry import kinds
from search.results import Question, Sort

LONGEST_VALUE = 120
STATE_CODES = frozenset(state.value for state in State)


@dataclass(frozen=True, slots=True)
class Asked(Narrowed):
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
        pairs = [("q", self.typed[:LONGEST_QUERY])] if self.typed else []
        pairs += [(name, value) for name in FACETS for value in self.chosen.get(name, ())]
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sort", self.sort.value))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)

    def unnarrowed(self) -> "Asked":
        return replace(self, chosen={}, page=1)


def read(data: QueryDict) -> Asked:
    typed = words_in(data)
    ignored: list[str] = []
    chosen, all_known = choices_in(data, FACETS, _is_known)
    if not all_known:
        ignored.append(UNKNOWN)
    sort, page = Sort.RELEVANCE, 1
    if asked := data.get("sort", ""):
        try:
            sort = Sort(asked)
        except ValueError:
            ignored.append("地址里的排序方式不认识，按相关程度排列。")
    if asked := data.get("page", ""):
        page = page_in(asked)
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
