"""The five regulations as search documents, and the questions judged over them."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from notices.provision_parts import parts_of
from notices.provisions.metadata.validity import Status
from notices.provisions.reading import Reading
from search.documents import PUBLIC, SearchDocument, State
from tests.notices.provisions.seeds import NAMES, reading_of

STATES = {Status.IN_FORCE: State.IN_FORCE, Status.EXPIRED: State.EXPIRED, Status.DRAFT: State.DRAFT}


def _questions(name: str) -> Any:
    return json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


JUDGED: list[dict[str, Any]] = _questions("judged.json")["questions"]
# Nothing may be tuned on the second: see what the file says of itself.
HELD_OUT: dict[str, list[dict[str, Any]]] = {
    name: questions for name, questions in _questions("held_out.json").items() if name != "about"
}


@cache
def documents() -> tuple[SearchDocument, ...]:
    return tuple(_document(name, reading_of(name)) for name in NAMES)


def _document(name: str, reading: Reading) -> SearchDocument:
    tops = [reading.preamble, *(article for _, article in reading.articles), *reading.tree, reading.closing]
    return SearchDocument(
        key=f"regulation:{name}",
        kind="regulation",
        title=reading.title or "",
        url=f"/regulations/{name}/",
        number=reading.document_number or "",
        issuers=reading.issuers,
        state=STATES[reading.status],
        dated=reading.issued_on or _year(reading),
        visible_to=frozenset({PUBLIC}),
        parts=tuple(parts_of(top for top in tops if top is not None)),
    )


def _year(reading: Reading) -> date | None:
    return reading.validity.effective_on
