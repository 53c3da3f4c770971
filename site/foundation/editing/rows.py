"""Rows of a form that another person has deleted since: they are written as new ones, not refused as unknown."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.http import QueryDict
from modelcluster.models import get_all_child_relations

# entrances-0-id; of a row within a row: groups-0-members-2-id
_NUMBER_OF_A_ROW = re.compile(r"(?:^|-\d+-)([a-z_]+)-\d+-id$")


def forget_rows_that_are_gone(sent: QueryDict, page: Any) -> None:
    """Take out the numbers the database no longer has, from the form and from the page it is laid upon."""
    kinds = dict(_rows_below(type(page)))
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for name, value in sent.items():
        found = _NUMBER_OF_A_ROW.search(name)
        if found and found[1] in kinds and str(value).isascii() and str(value).isdigit() and len(str(value)) < 19:
            numbers[found[1]][name] = int(str(value))
    for relation, rows in numbers.items():
        known = set(kinds[relation]._base_manager.filter(pk__in=rows.values()).values_list("pk", flat=True))
        gone = {name for name, number in rows.items() if number not in known}
        for name in gone:
            sent[name] = ""
        if gone and hasattr(page, relation):
            rows_now = getattr(page, relation)
            rows_now.set([row for row in rows_now.all() if row.pk is None or row.pk in known])


def _rows_below(model: type[Model], depth: int = 0) -> Iterator[tuple[str, type[Model]]]:
    for relation in get_all_child_relations(model):
        yield relation.get_accessor_name(), relation.related_model
        if depth < 2 and hasattr(relation.related_model, "_cluster_related_objects"):
            yield from _rows_below(relation.related_model, depth + 1)
