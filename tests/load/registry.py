"""What there is to measure. Each file in `tests/load/benches/` registers its own; nothing else has to be edited."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.load.stage import Stage

Figure = str | int | float | None
OK, OVER = "OK", "OVER"


class CannotRun(Exception):
    """This bench has no figures to give today, and why."""


def verdict(figure: float, at_most: float | None) -> str:
    if at_most is None:
        return ""
    return OK if figure <= at_most else OVER


@dataclass(frozen=True, slots=True)
class Table:
    """What a bench found: rows by column name, and notes that say how to read them."""

    heading: str
    rows: Sequence[Mapping[str, Figure]]
    notes: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        columns = list(self.rows[0])
        cells = [columns, *([_cell(row[name]) for name in columns] for row in self.rows)]
        widths = [max(len(line[place]) for line in cells) for place in range(len(columns))]
        texts = {name for name in columns if any(isinstance(row[name], str) for row in self.rows)}
        lines = [
            "  ".join(
                cell.ljust(width) if name in texts else cell.rjust(width)
                for cell, width, name in zip(line, widths, columns, strict=True)
            ).rstrip()
            for line in cells
        ]
        return "\n".join([self.heading, *(f"  {line}" for line in lines), *(f"  ({note})" for note in self.notes)])

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def _cell(figure: Figure) -> str:
    if figure is None:
        return "-"
    if isinstance(figure, float):
        return f"{figure:.1f}" if figure >= 10 else f"{figure:.3g}"
    return str(figure)


Bench = Callable[["Stage"], Iterator[Table]]
benches: dict[str, Bench] = {}


def bench(name: str) -> Callable[[Bench], Bench]:
    """Register a bench: given the stage, it yields its tables, or raises CannotRun."""

    def register(function: Bench) -> Bench:
        if name in benches:
            raise ValueError(f"There are two benches called {name!r}.")
        benches[name] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class CountedPage:
    """A page whose queries are counted. Its address is asked for when the demo content is there."""

    name: str
    address: Callable[[], str]
    status: int = 200
    at_most: int | None = None


counted_pages: list[CountedPage] = []


def count_queries(
    name: str, address: Callable[[], str] | str, *, status: int = 200, at_most: int | None = None
) -> None:
    """Register a page for the table of queries. `at_most` holds for a cold start."""
    asked = (lambda: address) if isinstance(address, str) else address
    counted_pages.append(CountedPage(name, asked, status, at_most))
