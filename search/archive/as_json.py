"""Answers of the archive for machines: as those of the public search, with how far each document came."""

from typing import Any

from search.archive.answering import Answer
from search.archive.sight import Shelf, Stage
from search.as_json import as_json as of_results


def as_json(answered: Answer) -> dict[str, Any]:
    data = of_results(answered.found, answered.offered)
    for hit, row in zip(answered.found.hits, data["hits"], strict=True):
        seen = answered.seen[hit.key]
        row["key"] = hit.key
        row["stage"] = Stage.SEALED.value if seen.shelf is Shelf.SEALED else hit.stage
        row["section"] = hit.section
    return data
