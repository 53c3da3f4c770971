"""A fault, where it stands in the product, and which tests ought to find it. Pure: no Django, nothing is run."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# The folders of the product; the last two come with the second half of it.
PRODUCT = ("site", "notices", "search", "templates", "programmes", "publicity")
KINDS = {".py", ".html", ".txt", ".css", ".js", ".xml", ".json"}
NEVER = {"migrations", "__pycache__", "tests"}
WHERE = ("sqlite", "postgres", "elasticsearch", "browser")


class TableError(Exception):
    """A row of the table does not fit the tree; says which and why."""


@dataclass(frozen=True)
class Fault:
    """One mistake. `name` says what is wrong with the product once it is planted."""

    name: str
    room: str
    snippet: str
    becomes: str
    neighbourhood: tuple[str, ...]
    on: str = "sqlite"


class Tree:
    """The files of one copy of the project, each read once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def product(self) -> dict[Path, str]:
        """Every source file that runs or is shown. Not tests, not migrations, not documentation."""
        return {path: path.read_bytes().decode() for path in self._product_files()}

    @cached_property
    def tests(self) -> list[tuple[tuple[str, ...], Path]]:
        """Every test module and every folder with one: the parts it is called by, and where it is from the root."""
        modules = [path.relative_to(self.root) for path in sorted((self.root / "tests").rglob("test_*.py"))]
        folders = {folder for module in modules for folder in module.parents if folder.parts[1:]}
        return [(path.with_suffix("").parts, path) for path in (*modules, *sorted(folders))]

    def place_of(self, fault: Fault) -> Path:
        """The one file in which the snippet stands, once."""
        places = [path for path, text in self.product.items() for _ in range(text.count(fault.snippet))]
        if len(places) == 1:
            return places[0]
        if not places:
            raise TableError(f"“{fault.name}”: its snippet stands nowhere in the product.")
        named = ", ".join(str(path.relative_to(self.root)) for path in places)
        raise TableError(f"“{fault.name}”: its snippet stands {len(places)} times in the product: {named}.")

    def neighbourhood_of(self, fault: Fault) -> list[str]:
        """The paths of the tests that ought to find it, relative to the root."""
        return [self._tests_called(name, fault) for name in fault.neighbourhood]

    def _tests_called(self, name: str, fault: Fault) -> str:
        wanted = tuple(name.split("/"))
        found = [path for parts, path in self.tests if parts[-len(wanted) :] == wanted]
        if len(found) == 1:
            return found[0].as_posix()
        named = ", ".join(path.as_posix() for path in found) or "none"
        raise TableError(f"“{fault.name}”: there must be one test module or folder called {name!r}, found {named}.")

    def _product_files(self) -> Iterator[Path]:
        for folder in PRODUCT:
            for path in sorted((self.root / folder).rglob("*")):
                if path.suffix in KINDS and path.is_file() and not NEVER & set(path.parts[len(self.root.parts) :]):
                    yield path
