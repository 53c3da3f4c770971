"""Granting, revoking and deputising as office acts.

Proposed by a security administrator, who manages rights; confirmed by a system administrator, who manages accounts.
Not by a second security administrator: a small bureau has one, and two of one trade are one interest. Not by the
supervisor, who reads everything and changes nothing. The two offices are never one person (foundation.roles), so no
grant is ever one person's work; neither may propose or decide what concerns a role of their own.

An administrator is therefore replaced in two steps: the new one is granted the role beside the old, then the old one's
is revoked, with the new one proposing or deciding where the old one may not. The last of a kind is never revoked, not
even by a deputy of theirs, whose own days end with it: nobody would be left to mend it on the screens. Nor does an
administrator propose or decide who deputises for them: a second of the kind does, or is granted the role first.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from wagtail.models import Page

from foundation.bars import Bar, Barred
from foundation.clock import SHANGHAI, now, today
from foundation.deputising import deputies_ended_with
from foundation.granting import grant, reasons_against, revoke
from foundation.models.holding import RoleHolding
from foundation.models.office_act import OfficeAct
from foundation.models.user import User
from foundation.office.deciding import propose
from foundation.office.kinds import Facts, Kind, Payload, office_act
from foundation.outbox import every
from foundation.roles import SITE_ROLES, Role

PROPOSED_BY = (Role.SECURITY_ADMINISTRATOR,)
DECIDED_BY = (Role.SYSTEM_ADMINISTRATOR,)


def propose_grant(user: User, role: Role, section: Page | None, *, reason: str, by: User) -> OfficeAct:
    return propose("grant_role", {"user": user.pk, "role": role.value}, reason, by, section)


def propose_revocation(holding: RoleHolding, *, reason: str, by: User) -> OfficeAct:
    payload = {"holding": holding.pk, "user": holding.user_id}
    return propose("revoke_role", payload, reason, by, holding.section)


def propose_deputy(
    holding: RoleHolding, deputy: User, first_day: date, last_day: date, *, reason: str, by: User
) -> OfficeAct:
    payload = {
        "user": deputy.pk,
        "role": holding.role,
        "deputy_for": holding.user_id,
        "from": first_day.isoformat(),
        "to": last_day.isoformat(),
    }
    return propose("depute", payload, reason, by, holding.section)


class _AboutRoles(Kind):
    def gains(self, payload: Payload) -> frozenset[int]:
        return frozenset({payload["user"]})


@office_act("grant_role", "授予职责", proposed_by=PROPOSED_BY, decided_by=DECIDED_BY)
class GrantRole(_AboutRoles):
    def describe(self, payload: Payload) -> Facts:
        return [
            ("授予谁", _person(payload["user"])),
            ("职责", Role(payload["role"]).label),
            ("栏目", _place(payload["section"])),
        ]

    def bars(self, payload: Payload) -> Iterator[Bar]:
        user, role, section = _user(payload["user"]), Role(payload["role"]), _section(payload["section"])
        yield from reasons_against(user, role, section, by=None)
        if _held(user, role, section):
            yield Bar(f"{user}已经有这项职责。")

    def perform(self, act: OfficeAct, by: User) -> None:
        grant(
            _user(act.payload["user"]),
            Role(act.payload["role"]),
            act.section,
            by=by,
            as_role=Role.SYSTEM_ADMINISTRATOR,
            proposed_by=act.proposed_by,
        )


@office_act("revoke_role", "撤销职责", proposed_by=PROPOSED_BY, decided_by=DECIDED_BY)
class RevokeRole(_AboutRoles):
    """With a role go those who deputise in it: nobody deputises for a role the other does not hold."""

    def describe(self, payload: Payload) -> Facts:
        holding = _holding(payload["holding"])
        facts = [
            ("撤销谁", _person(holding.user_id)),
            ("职责", Role(holding.role).label),
            ("栏目", _place(holding.section_id)),
        ]
        deputies = "、".join(str(deputy.user) for deputy in deputies_ended_with(holding))
        return [*facts, ("一并结束的代理", deputies)] if deputies else facts

    def bars(self, payload: Payload) -> Iterator[Bar]:
        holding = _holding(payload["holding"])
        if holding.revoked_at is not None:
            yield Bar("这项职责已经撤销。")
        elif holding.until is not None and holding.until <= now():
            yield Bar("这项职责已经到期。")
        elif _is_last_of_its_kind(holding):
            role = Role(holding.role).label
            yield Bar(f"{holding.user}是唯一的{role}，撤销后这项职责就没有人了。请先授予另一位{role}，再撤销这一位。")

    def perform(self, act: OfficeAct, by: User) -> None:
        holding = _holding(act.payload["holding"])
        if bars := list(self._bars_when_locked(holding, act.payload)):
            raise Barred(bars)
        for one in (holding, *deputies_ended_with(holding)):
            revoke(one, by=by, as_role=Role.SYSTEM_ADMINISTRATOR, proposed_by=act.proposed_by)

    def _bars_when_locked(self, holding: RoleHolding, payload: Payload) -> Iterator[Bar]:
        """Two revocations decided at once would each see the other's administrator still there."""
        list(RoleHolding.objects.select_for_update().filter(role=holding.role, section=None).order_by("pk"))
        return self.bars(payload)


@office_act("depute", "代理职责", proposed_by=PROPOSED_BY, decided_by=DECIDED_BY)
class Depute(_AboutRoles):
    """For stated days, the first and the last included. It ends by itself, and with the role of whom it is for."""

    def gains(self, payload: Payload) -> frozenset[int]:
        """Nobody chooses who acts in their stead, an administrator neither."""
        return frozenset({payload["user"], payload["deputy_for"]})

    def describe(self, payload: Payload) -> Facts:
        return [
            ("由谁代理", _person(payload["user"])),
            ("代理谁", _person(payload["deputy_for"])),
            ("职责", Role(payload["role"]).label),
            ("栏目", _place(payload["section"])),
            ("日期", f"{payload['from']} 至 {payload['to']}（含首尾两日）"),
        ]

    def bars(self, payload: Payload) -> Iterator[Bar]:
        user, absent = _user(payload["user"]), _user(payload["deputy_for"])
        role, section = Role(payload["role"]), _section(payload["section"])
        first, last = _days(payload)
        if user == absent:
            yield Bar("不能由本人代理本人。")
        if last < first:
            yield Bar("结束日期不能早于开始日期。")
        elif last < today():
            yield Bar("代理的日子已经过去。")
        yield from reasons_against(user, role, section, by=None, deputy_for=absent, until=_end_of(last))
        if user != absent and _held(user, role, section):
            yield Bar(f"{user}已经有这项职责，不用代理。")

    def perform(self, act: OfficeAct, by: User) -> None:
        first, last = _days(act.payload)
        grant(
            _user(act.payload["user"]),
            Role(act.payload["role"]),
            act.section,
            by=by,
            since=max(now(), _midnight(first)),
            until=_end_of(last),
            deputy_for=_user(act.payload["deputy_for"]),
            as_role=Role.SYSTEM_ADMINISTRATOR,
            proposed_by=act.proposed_by,
        )


@every(minutes=1)
def end_expired_deputies() -> int:
    """Take from those whose days are over what Wagtail and guardian still see. For the worker's tick; may run twice.

    So it goes with deputies whose principal lost the role or whose account was disabled: deputising is for absence.
    Nobody could act any more since the instant itself: `standing_of` asks both. One query when nothing has ended.
    """
    ended, instant = 0, now()
    for holding in RoleHolding.objects.over(instant).select_related("user", "section").order_by("pk"):
        expired = holding.until is not None and holding.until <= instant
        try:
            revoke(holding, by=None, act="role.expired" if expired else "role.revoked")
        except Barred:  # another worker was faster
            continue
        ended += 1
    return ended


def _user(pk: int) -> User:
    user = User.objects.filter(pk=pk).first()
    if user is None:
        raise Barred("所指的账号已经不在。")
    return user


def _section(pk: int | None) -> Page | None:
    if pk is None:
        return None
    section = Page.objects.filter(pk=pk).first()
    if section is None:
        raise Barred("所指的栏目已经不在。")
    return section


def _holding(pk: int) -> RoleHolding:
    holding = RoleHolding.objects.select_related("user", "section").filter(pk=pk).first()
    if holding is None:
        raise Barred("所指的职责已经不在。")
    return holding


def _is_last_of_its_kind(holding: RoleHolding) -> bool:
    """Whether no other administrator of this kind would be left; a deputy is none, their days end."""
    if Role(holding.role) not in SITE_ROLES or holding.deputy_for_id is not None:
        return False
    others = (
        RoleHolding.objects.in_force(now()).filter(role=holding.role, deputy_for=None).exclude(user=holding.user_id)
    )
    return not others.exists()


def _held(user: User, role: Role, section: Page | None) -> bool:
    """Held without an end, or in force now, for this very place."""
    rows = RoleHolding.objects.filter(user=user, role=role.value, section=section, revoked_at=None)
    return rows.filter(deputy_for=None).exclude(until__lte=now()).exists()


def _person(pk: int) -> str:
    user = _user(pk)
    return f"{user}（{user.username}）"


def _place(pk: int | None) -> str:
    section = _section(pk)
    return section.title if section is not None else "全站"


def _days(payload: Payload) -> tuple[date, date]:
    return date.fromisoformat(payload["from"]), date.fromisoformat(payload["to"])


def _end_of(day: date) -> datetime:
    return _midnight(day + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=SHANGHAI)
