"""Putting many documents in, a turn at a time: a large kind is never all in memory."""

from collections.abc import Iterable
from itertools import islice

from search.documents import SearchDocument
from search.engines.protocol import Engine

DOCUMENTS_A_TURN = 200


def index_in_turns(engine: Engine, documents: Iterable[SearchDocument]) -> None:
    rest = iter(documents)
    while turn := list(islice(rest, DOCUMENTS_A_TURN)):
        engine.index(turn)
