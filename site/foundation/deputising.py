"""Deputising: for someone absent, in a role they hold themselves, and no longer than they hold it."""

from collections.abc import Iterator
from datetime import datetime

from wagtail.models import Page

from foundation.bars import Bar
from foundation.clock import SHANGHAI, now
from foundation.models.holding import HoldingQuerySet, RoleHolding
from foundation.models.user import User
from foundation.roles import Role
from foundation.standing import may_act_as


def bars_to_deputising(principal: User, role: Role, section: Page | None, until: datetime | None) -> Iterator[Bar]:
    """Why nobody can stand for this person in this role until then."""
    ends = list(_own(principal, role.value).covering(section).values_list("until", flat=True))
    if not ends:
        if may_act_as(principal, role, section):
            yield Bar(f"{principal}自己也是代理，不能再由别人代理。")
        else:
            yield Bar(f"{principal}没有这项职责，无从代理。")
        return
    known = [end for end in ends if end is not None]
    if until is not None and len(known) == len(ends) and until > max(known):
        last = max(known).astimezone(SHANGHAI)
        yield Bar(f"{principal}的职责到 {last:%Y-%m-%d %H:%M} 为止，代理的日子不能更长。")


def deputies_ended_with(holding: RoleHolding) -> list[RoleHolding]:
    """Who deputises, or will, on the strength of this holding: there or below it, and not covered by another."""
    rows = RoleHolding.objects.filter(
        deputy_for=holding.user_id, role=holding.role, revoked_at=None, until__gt=now()
    ).select_related("user", "section")
    if holding.section is not None:
        rows = rows.filter(section__path__startswith=holding.section.path)
    others = _own(holding.user, holding.role).exclude(pk=holding.pk).values_list("section__path", flat=True)
    kept = tuple(path or "" for path in others)
    return [row for row in rows.order_by("pk") if not (row.section.path if row.section else "").startswith(kept)]


def _own(user: User, role: str) -> HoldingQuerySet:
    return RoleHolding.objects.in_force(now()).filter(user=user, role=role, deputy_for=None)
