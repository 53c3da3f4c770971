"""Which office acts a person sees, which wait for them, which they proposed. Constant in queries."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from foundation.acts.sent import Sent
from foundation.acts.waiting import Waiting, waits
from foundation.models.office_act import OfficeAct
from foundation.models.user import User
from foundation.office.deciding import may_decide, said, summary
from foundation.office.kinds import Facts, kind_of, registered
from foundation.office.screens import WATCHERS
from foundation.roles import Role
from foundation.standing import standing_of


@dataclass(frozen=True, slots=True)
class Row:
    act: OfficeAct
    label: str
    says: str
    facts: Facts
    url: str


def row(act: OfficeAct) -> Row:
    return Row(act, kind_of(act.kind).label, summary(act), said(act), reverse("office-act", args=[act.pk]))


def acts() -> QuerySet[OfficeAct]:
    return OfficeAct.objects.select_related("section", "proposed_by", "decided_by", "entry")


def may_read(act: OfficeAct, user: User) -> bool:
    """Who proposed it, who proposes or decides such acts there, and who watches."""
    standing, kind = standing_of(user), kind_of(act.kind)
    return (
        act.proposed_by_id == user.pk
        or standing.anywhere(*WATCHERS)
        or kind.role_of(user, (*kind.proposed_by, *kind.decided_by), act.section) is not None
    )


def readable(user: User) -> QuerySet[OfficeAct]:
    """By kind, so that it is one query; a role held for another section is sorted out by `may_read`."""
    if standing_of(user).anywhere(*WATCHERS):
        return acts()
    kinds = [kind.code for kind in registered() if _has_part(user, (*kind.proposed_by, *kind.decided_by))]
    return acts().filter(kind__in=kinds) | acts().filter(proposed_by=user)


def waiting_for(user: User) -> list[OfficeAct]:
    """What this person may decide now, the longest waiting first."""
    kinds = [kind.code for kind in registered() if _has_part(user, kind.decided_by)]
    if not kinds:
        return []
    open_acts = acts().filter(kind__in=kinds, state=OfficeAct.State.PROPOSED).order_by("proposed_at", "pk")
    return [act for act in open_acts if may_decide(act, user)]


def _has_part(user: User, roles: tuple[Role, ...]) -> bool:
    return standing_of(user).anywhere(*roles)


def _decides(user: User) -> bool:
    return any(_has_part(user, kind.decided_by) for kind in registered())


@waits(_decides)
def decisions(user: User) -> Iterator[Waiting]:
    for act in waiting_for(user):
        shown = row(act)
        yield Waiting(f"{shown.label}：{shown.says}", "决定", act.proposed_at, f"{act.proposed_by} 提出", shown.url)


def proposed_by(user: User, most: int) -> list[Sent]:
    """What this person proposed and nobody has decided yet, the newest first."""
    mine = acts().filter(proposed_by=user, state=OfficeAct.State.PROPOSED).order_by("-proposed_at", "-pk")[:most]
    return [
        Sent(f"{shown.label}：{shown.says}", shown.url, "等待决定", act.proposed_at)
        for act in mine
        for shown in (row(act),)
    ]
