"""The index against the database: how many of each kind, and what differs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from search.engines.protocol import Engine
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


def compare(engine: Engine) -> Comparison:
    found = Comparison()
    indexed = dict(engine.digests())
    found.in_index.update(key.partition(":")[0] for key in indexed)
    for document in everything():
        found.in_database[document.kind] += 1
        digest = indexed.pop(document.key, None)
        if digest is None:
            found.missing.append(document.key)
        elif digest != document.digest:
            found.stale.append(document.key)
    found.extra = sorted(indexed)
    for code in kinds():
        found.in_database[code] += 0
    return found
