"""What the documents of many pages need, read for all of them at once: a maker by itself would ask for each page."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Model, prefetch_related_objects
from modelcluster.models import ClusterableModel, get_all_child_relations

from search.documents import SearchDocument

Maker = Callable[[Any], SearchDocument]
# Reads something for all of these pages and lays it on each, where its maker looks first.
Step = Callable[[Sequence[Any]], object]

_steps: dict[Maker, tuple[Step, ...]] = {}


def reads(*steps: Step) -> Callable[[Maker], Maker]:
    """Say what is read at once for the pages a maker is given."""

    def register(make: Maker) -> Maker:
        _steps[make] = steps
        return make

    return register


def made(make: Maker, pages: Sequence[Any]) -> Iterator[SearchDocument]:
    """A document for each page, in their order, with a number of queries that does not grow with theirs."""
    if pages:
        for step in _steps.get(make, ()):
            step(pages)
    return map(make, pages)


def read_rows(pages: Sequence[Any]) -> None:
    """The rows of pages of one kind, and the rows of those: a query for each kind of row."""
    if pages:
        prefetch_related_objects(pages, *_relations(type(pages[0])))


def _relations(model: type[Model], above: str = "") -> Iterator[str]:
    for relation in get_all_child_relations(model):
        name = f"{above}{relation.get_accessor_name()}"
        yield name
        if issubclass(relation.related_model, ClusterableModel):
            yield from _relations(relation.related_model, f"{name}__")
