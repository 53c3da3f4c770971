"""The index against the database: how many of each kind, and what differs."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from search.archive.engine import archive_engine
from search.archive.indexing import note_for_the_archive, note_key_gone
from search.archive.registry import archive_kinds, split_archive_key, whole_archive
from search.documents import SearchDocument
from search.engine import current_engine
from search.engines.protocol import Engine
from search.indexing import remove_key
from search.registry import everything, kinds


@dataclass
class Comparison:
    in_database: Counter[str] = field(default_factory=Counter)
    in_index: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def is_true(self) -> bool:
        return not (self.missing or self.stale or self.extra)

    def differing(self) -> Iterator[tuple[str, str]]:
        for says, keys in (("缺少", self.missing), ("不是最新", self.stale), ("多余", self.extra)):
            for key in keys:
                yield says, key


@dataclass(frozen=True, slots=True)
class Index:
    """One of the two there are: what it is called, and how it is made true."""

    label: str
    engine: Callable[[], Engine]
    source: Callable[[], Iterable[SearchDocument]]
    labels: Callable[[], dict[str, str]]
    mend: Callable[[str], None]


def _mend_archive(key: str) -> None:
    place = split_archive_key(key)
    note_key_gone(key)
    if place is not None:
        note_for_the_archive(archive_kinds()[place[0]].model, place[1])


INDICES = (
    Index(
        "公开检索", lambda: current_engine(), everything,
        lambda: {code: kind.label for code, kind in kinds().items()}, remove_key,
    ),
    Index(
        "内部档案", lambda: archive_engine(), whole_archive,
        lambda: {code: kind.label for code, kind in archive_kinds().items()}, _mend_archive,
    ),
)  # fmt: skip


def compare(engine: Engine, source: Callable[[], Iterable[SearchDocument]] = everything) -> Comparison:
    found = Comparison()
    indexed = dict(engine.digests())
    found.in_index.update(key.partition(":")[0] for key in indexed)
    for document in source():
        found.in_database[document.kind] += 1
        digest = indexed.pop(document.key, None)
        if digest is None:
            found.missing.append(document.key)
        elif digest != document.digest:
            found.stale.append(document.key)
    found.extra = sorted(indexed)
    return found
