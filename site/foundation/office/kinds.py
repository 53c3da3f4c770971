"""The kinds of office act: who proposes, who decides, what bars it, what it does. Each app registers its own."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from wagtail.models import Page

from foundation.bars import Bar, Barred
from foundation.models.office_act import OfficeAct
from foundation.models.user import User
from foundation.roles import Role
from foundation.standing import standing_of

Payload = dict[str, Any]
# A label and what stands under it, for a reader.
Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Something to look at before deciding: a heading, and lines or a text kept as it is."""

    heading: str
    lines: tuple[str, ...] = ()
    text: str = ""


class Kind(ABC):
    """One kind of office act. Registered by `office_act`; asked by `foundation.office.deciding` and nobody else.

    A payload carries primary keys and plain values only; `section` is put there by `propose`.
    """

    code: ClassVar[str]
    label: ClassVar[str]
    proposed_by: ClassVar[tuple[Role, ...]]
    decided_by: ClassVar[tuple[Role, ...]]
    # Concerns every section alike: whoever holds the role for any of them may propose or decide.
    anywhere: ClassVar[bool] = False

    def role_of(self, user: User, roles: Iterable[Role], section: Page | None, *, fresh: bool = False) -> Role | None:
        """The first of these roles in which this person may do it, asked anew for an act."""
        standing = standing_of(user, fresh=fresh)
        held = standing.anywhere if self.anywhere else lambda role: standing.may(role, section)
        return next((role for role in roles if held(role)), None)

    @abstractmethod
    def describe(self, payload: Payload) -> Facts:
        """What is to be done, in words. Fixed at the proposal and covered by its digest."""

    @abstractmethod
    def perform(self, act: OfficeAct, by: User) -> None:
        """Do it, in the transaction of the decision."""

    def bars(self, payload: Payload) -> Iterable[Bar]:
        """Why it cannot be done now. Asked at the proposal and again at the decision."""
        return ()

    def exhibits(self, payload: Payload) -> Iterable[Exhibit]:
        """What who decides should see besides the words that were fixed: the original, and what would follow now."""
        return ()

    def gains(self, payload: Payload) -> frozenset[int]:
        """The accounts the act is about: they neither propose nor decide it, and their rows are locked meanwhile."""
        return frozenset()


_kinds: dict[str, Kind] = {}


def office_act(
    code: str, label: str, *, proposed_by: Iterable[Role], decided_by: Iterable[Role]
) -> Callable[[type[Kind]], type[Kind]]:
    """Register a kind of office act."""

    def register(kind: type[Kind]) -> type[Kind]:
        if code in _kinds:
            raise ValueError(f"{code} is registered twice.")
        kind.code, kind.label = code, label
        kind.proposed_by, kind.decided_by = tuple(proposed_by), tuple(decided_by)
        if not kind.proposed_by or not kind.decided_by:
            raise ValueError(f"{code}: say who proposes and who decides.")
        _kinds[code] = kind()
        return kind

    return register


def kind_of(code: str) -> Kind:
    if code not in _kinds:
        raise Barred(f"不认识的事项“{code}”。")
    return _kinds[code]


def registered() -> tuple[Kind, ...]:
    return tuple(_kinds.values())
