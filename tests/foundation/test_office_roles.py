"""Roles granted and revoked as office acts: by two administrators, neither of whom gains anything."""

from typing import Any

import pytest

from foundation.bars import Barred
from foundation.granting import grant, revoke
from foundation.models import LedgerEntry, OfficeAct, RoleHolding, SecurityEvent, User
from foundation.office import kinds
from foundation.office.deciding import decide, summary
from foundation.office.grants import propose_grant, propose_revocation
from foundation.roles import INCOMPATIBLE, SITE_ROLES, Role
from foundation.standing import standing_of
from tests.factories.acts import Bureau, bureau
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

SECURITY, SYSTEM = Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def newcomer() -> User:
    user: User = UserFactory(last_name="新来的")
    return user


@pytest.fixture
def proposal(office: Bureau, newcomer: User) -> OfficeAct:
    return propose_grant(newcomer, Role.REVIEWER, office.section, reason="任职文件", by=office[SECURITY])


def now_held(user: User, role: Role, office: Bureau) -> bool:
    return standing_of(User.objects.get(pk=user.pk)).may(role, office.section)


def test_a_grant_changes_nothing_until_it_is_decided_and_then_at_the_next_request(
    office: Bureau, newcomer: User, proposal: OfficeAct
) -> None:
    assert summary(proposal) == f"新来的（{newcomer.username}），审核，通知公告"
    assert not now_held(newcomer, Role.REVIEWER, office)
    decide(proposal, True, office[SYSTEM])
    assert now_held(newcomer, Role.REVIEWER, office)


@pytest.mark.parametrize("kind", ["grant_role", "revoke_role", "depute"])
def test_role_acts_are_proposed_by_one_administrator_and_decided_by_another(kind: str) -> None:
    one = kinds.kind_of(kind)
    assert (one.proposed_by, one.decided_by) == ((SECURITY,), (SYSTEM,))


@pytest.mark.parametrize("role", Role)
def test_only_a_security_administrator_proposes_a_role(role: Role, office: Bureau, newcomer: User) -> None:
    if role is SECURITY:
        return
    with pytest.raises(Barred, match="由安全管理员提出"):
        propose_grant(newcomer, Role.REVIEWER, office.section, reason="任职", by=office[role])


@pytest.mark.parametrize("role", Role)
def test_only_a_system_administrator_decides_it(
    role: Role, office: Bureau, newcomer: User, proposal: OfficeAct
) -> None:
    if role is SYSTEM:
        return
    with pytest.raises(Barred, match="由系统管理员决定"):
        decide(proposal, True, office[role])
    assert not now_held(newcomer, Role.REVIEWER, office)


def test_the_ledger_shows_both_persons(office: Bureau, newcomer: User, proposal: OfficeAct) -> None:
    decide(proposal, True, office[SYSTEM])
    entry = LedgerEntry.objects.get(act="role.granted", subject=f"user:{newcomer.pk}")
    assert (entry.actor, entry.role, entry.detail["proposed_by"]) == (office[SYSTEM], SYSTEM.value, office[SECURITY].pk)
    event = SecurityEvent.objects.filter(
        kind="rights_changed", user=newcomer, detail__startswith="授予：新来的 审核"
    ).get()
    assert f"{office[SECURITY].username} 提出，{office[SYSTEM].username} 决定" in event.detail


def test_nobody_proposes_a_role_for_themselves(office: Bureau) -> None:
    with pytest.raises(Barred, match="不能提出涉及自己职责的事项"):
        propose_grant(office[SECURITY], Role.REVIEWER, office.section, reason="任职", by=office[SECURITY])


def test_nobody_confirms_a_role_for_themselves(office: Bureau) -> None:
    second = UserFactory()
    holding = grant(second, SYSTEM, None, by=None)
    act = propose_revocation(holding, reason="调离", by=office[SECURITY])
    with pytest.raises(Barred, match="涉及您本人"):
        decide(act, True, second)
    decide(act, True, office[SYSTEM])
    assert not standing_of(User.objects.get(pk=second.pk)).held


def test_neither_administrator_gains_anything(office: Bureau, proposal: OfficeAct) -> None:
    before = {role: standing_of(office[role], fresh=True).held for role in (SECURITY, SYSTEM)}
    decide(proposal, True, office[SYSTEM])
    assert {role: standing_of(office[role], fresh=True).held for role in (SECURITY, SYSTEM)} == before


@pytest.mark.parametrize("rule", INCOMPATIBLE, ids=lambda rule: f"{rule.first}-{rule.second}")
def test_what_is_incompatible_is_refused_at_the_proposal(rule: Any, office: Bureau, newcomer: User) -> None:
    grant(newcomer, rule.first, None if rule.first in SITE_ROLES else office.section, by=None)
    section = None if rule.second in SITE_ROLES else office.section
    with pytest.raises(Barred, match=rule.why):
        propose_grant(newcomer, rule.second, section, reason="任职", by=office[SECURITY])


def test_what_became_incompatible_is_refused_at_the_decision(
    office: Bureau, newcomer: User, proposal: OfficeAct
) -> None:
    grant(newcomer, Role.SUPERVISOR, office.section, by=None)
    with pytest.raises(Barred, match="监督的人不承担被监督的职责"):
        decide(proposal, True, office[SYSTEM])
    assert not now_held(newcomer, Role.REVIEWER, office)


def test_two_proposals_that_clash_with_each_other_are_not_both_done(office: Bureau, newcomer: User) -> None:
    first = propose_grant(newcomer, Role.EDITOR, office.section, reason="任职", by=office[SECURITY])
    second = propose_grant(newcomer, Role.SIGNATORY, office.section, reason="任职", by=office[SECURITY])
    decide(first, True, office[SYSTEM])
    with pytest.raises(Barred, match="起草的人不能签发"):
        decide(second, True, office[SYSTEM])


def test_what_is_held_is_not_granted_again(office: Bureau) -> None:
    with pytest.raises(Barred, match="已经有这项职责"):
        propose_grant(office[Role.EDITOR], Role.EDITOR, office.section, reason="任职", by=office[SECURITY])


def test_someone_disabled_meanwhile_is_given_nothing(office: Bureau, newcomer: User, proposal: OfficeAct) -> None:
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    with pytest.raises(Barred, match="账号已停用"):
        decide(proposal, True, office[SYSTEM])


def test_who_was_renamed_meanwhile_is_proposed_anew(office: Bureau, newcomer: User, proposal: OfficeAct) -> None:
    User.objects.filter(pk=newcomer.pk).update(last_name="另一位")
    with pytest.raises(Barred, match="提出之后，所指的人员、栏目或职责有变化"):
        decide(proposal, True, office[SYSTEM])


def test_a_role_taken_away_is_gone_at_the_next_request(office: Bureau) -> None:
    editor = office[Role.EDITOR]
    act = propose_revocation(RoleHolding.objects.get(user=editor), reason="调离", by=office[SECURITY])
    assert now_held(editor, Role.EDITOR, office)
    decide(act, True, office[SYSTEM])
    assert not now_held(editor, Role.EDITOR, office)
    assert not User.objects.get(pk=editor.pk).groups.exists()


def test_a_role_revoked_meanwhile_is_not_revoked_twice(office: Bureau) -> None:
    holding = RoleHolding.objects.get(user=office[Role.EDITOR])
    act = propose_revocation(holding, reason="调离", by=office[SECURITY])
    revoke(holding, by=None)
    with pytest.raises(Barred, match="已经撤销"):
        decide(act, True, office[SYSTEM])
