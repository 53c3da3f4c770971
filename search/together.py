"""What the documents of many pages need, read for all of them at once: a maker by itself would ask for each page."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME

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
    """The rows of pages of one kind, and the rows of those: a query for each kind of row. Comments say nothing to search."""
    if not pages:
        return
    for relation in get_all_child_relations(type(pages[0])):
        name, field = relation.get_accessor_name(), relation.field
        found: dict[Any, list[Any]] = defaultdict(list)
        if name != COMMENTS_RELATION_NAME:
            for row in relation.related_model._default_manager.filter(**{f"{field.name}__in": pages}):
                found[getattr(row, field.attname)].append(row)
        for page in pages:
            setattr(page, name, found[page.pk])
        rows = [row for each in found.values() for row in each]
        if issubclass(relation.related_model, ClusterableModel):
            read_rows(rows)
