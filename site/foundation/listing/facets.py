"""What a visitor asks of a list: one value for each facet, and how many there are of every other. Pure: no Django.

A cube says how many items there are of each combination of values. It is small however long the list is, and every
count shown is a sum over it: each facet counted with the other facets applied.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

LONGEST_ECHO = 20


@dataclass(frozen=True, slots=True)
class Facet:
    """`name` is the parameter in the address; `labels` every value there is, by code, in the order shown."""

    name: str
    label: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value as it is offered: `query` is what follows the address of the list, `count` how many there would be."""

    label: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Value by facet; and a sentence for each that does not exist."""

    chosen: Mapping[str, str]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cube:
    facets: tuple[Facet, ...]
    cells: tuple[tuple[tuple[str, ...], int], ...]

    def read(self, params: Mapping[str, str]) -> Asked:
        """Take what is known; what is not is left out and said."""
        chosen, faults = {}, []
        for facet in self.facets:
            typed = params.get(facet.name, "").strip()
            if not typed:
                continue
            if typed in facet.labels:
                chosen[facet.name] = typed
            else:
                faults.append(f"没有“{shortened(typed)}”这个{facet.label}，现在显示全部{facet.label}。")
        return Asked(chosen, tuple(faults))

    def count(self, chosen: Mapping[str, str]) -> int:
        return sum(count for values, count in self.cells if self._fits(values, chosen))

    def choices(self, facet: Facet, asked: Asked) -> list[Choice]:
        """All of them first; then each value there is something of, and the one chosen in any case."""
        others = {name: value for name, value in asked.chosen.items() if name != facet.name}
        mine = asked.chosen.get(facet.name, "")
        found = [Choice("全部", self.count(others), self.query(others), not mine)]
        for code, label in facet.labels.items():
            with_this = {**others, facet.name: code}
            count = self.count(with_this)
            if count or code == mine:
                found.append(Choice(label, count, self.query(with_this), code == mine))
        return found

    def query(self, chosen: Mapping[str, str]) -> str:
        """The same choice has one address, whatever the order it was made in."""
        pairs = [(facet.name, chosen[facet.name]) for facet in self.facets if facet.name in chosen]
        return f"?{urlencode(pairs)}" if pairs else ""

    def _fits(self, values: Iterable[str], chosen: Mapping[str, str]) -> bool:
        pairs = zip(self.facets, values, strict=True)
        return all(chosen.get(facet.name, value) == value for facet, value in pairs)


def shortened(typed: str) -> str:
    """What was typed, short enough to be shown and without what cannot be."""
    shown = "".join(letter for letter in typed if letter.isprintable())
    return shown if len(shown) <= LONGEST_ECHO else f"{shown[:LONGEST_ECHO]}…"
