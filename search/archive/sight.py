"""Who sees what in the archive. Pure: every answer of the archive is decided here and nowhere else.

A document lies on one shelf. It carries a token for its shelf in each page above it; a person brings one for each shelf of
each section they have a role for. They see it when both have one in common, and the engine asks just that.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from foundation.roles import Role


class Stage(StrEnum):
    """How far a document came."""

    DRAFT = "draft"
    ON_ITS_WAY = "on_its_way"
    PUBLISHED = "published"
    EXPIRED = "expired"
    REPEALED = "repealed"
    WITHDRAWN = "withdrawn"
    SEALED = "sealed"
    FORMER = "former"


STAGE_LABELS = {
    Stage.DRAFT: "草稿",
    Stage.ON_ITS_WAY: "在办",
    Stage.PUBLISHED: "已发布",
    Stage.EXPIRED: "已失效",
    Stage.REPEALED: "已废止",
    Stage.WITHDRAWN: "已撤回",
    Stage.SEALED: "已封存",
    Stage.FORMER: "历史版本",
}


class Shelf(StrEnum):
    OPEN = "open"
    DRAFTS = "drafts"
    FORMER = "former"
    SEALED = "sealed"


SHELF_OF = {
    Stage.DRAFT: Shelf.DRAFTS,
    Stage.ON_ITS_WAY: Shelf.DRAFTS,
    Stage.PUBLISHED: Shelf.OPEN,
    Stage.EXPIRED: Shelf.OPEN,
    Stage.REPEALED: Shelf.OPEN,
    Stage.WITHDRAWN: Shelf.OPEN,
    Stage.SEALED: Shelf.SEALED,
    Stage.FORMER: Shelf.FORMER,
}

ALL_OF_IT = frozenset(Shelf)
AT_WORK = frozenset({Shelf.OPEN, Shelf.DRAFTS})
SEES: Mapping[Role, frozenset[Shelf]] = {
    Role.ARCHIVIST: ALL_OF_IT,
    Role.SUPERVISOR: ALL_OF_IT,
    Role.EDITOR: AT_WORK,
    Role.REVIEWER: AT_WORK,
    Role.SIGNATORY: AT_WORK,
}
READERS = tuple(SEES)


def token(shelf: Shelf, place: int) -> str:
    return f"{shelf.value}:{place}"


def tokens_of(shelf: Shelf, above: Iterable[int]) -> frozenset[str]:
    """What a document carries: `above` are the keys of its page and of those it stands under."""
    return frozenset(token(shelf, place) for place in above)


def audience_of(held: Iterable[tuple[Role, int]]) -> frozenset[str]:
    """What a person brings: their roles, each with the key of the section it is held for."""
    return frozenset(token(shelf, place) for role, place in held for shelf in SEES.get(role, ()))


def sees(audience: frozenset[str], visible_to: frozenset[str]) -> bool:
    return not audience.isdisjoint(visible_to)
