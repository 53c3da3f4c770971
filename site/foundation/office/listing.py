"""Which office acts a person sees, and the panel of those that wait for them. Constant in queries."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from foundation.desk import DeskPanel, desk_panel
from foundation.models.office_act import OfficeAct
from foundation.models.user import User
from foundation.office.deciding import may_decide, said, summary
from foundation.office.kinds import Facts, kind_of, registered
from foundation.office.screens import WATCHERS
from foundation.roles import Role
from foundation.standing import standing_of

ON_THE_DESK = 8


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
        or any(standing.may(role, act.section) for role in (*kind.proposed_by, *kind.decided_by))
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


@desk_panel(6)
def office_acts_waiting_for_me(request: HttpRequest) -> DeskPanel | None:
    user = request.user
    if not isinstance(user, User) or not _has_part(user, tuple(r for kind in registered() for r in kind.decided_by)):
        return None
    rows = [row(act) for act in waiting_for(user)[:ON_THE_DESK]]
    return DeskPanel("等我决定的内部事项", "admin/office/desk.html", {"rows": rows})
