"""A large archive of notices as search documents: for measuring search without a database."""

import random
from collections.abc import Iterator

from portal.demo.invented import invented
from search.documents import PUBLIC, Part, Place, SearchDocument, State

STATES = (State.PUBLISHED, State.PUBLISHED, State.PUBLISHED, State.IN_FORCE, State.EXPIRED, State.WITHDRAWN)


def archive(size: int, seed: int = 20) -> Iterator[SearchDocument]:
    """In the order of their keys."""
    chance = random.Random(seed)
    for number, notice in enumerate(invented(size, seed)):
        yield SearchDocument(
            key=f"notice:{number:08}",
            kind=chance.choice(("announcement", "call", "list")),
            title=notice.title,
            url=f"/notices/{number}/",
            number=notice.number,
            issuers=(notice.issuer,),
            programme=notice.programme,
            state=chance.choice(STATES),
            dated=notice.dated,
            visible_to=frozenset({PUBLIC}),
            parts=(Part("正文", "".join(notice.sentences), place=Place.BODY),),
        )
