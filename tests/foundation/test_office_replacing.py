"""Administrators are replaced on the screens: the new one beside the old, then the old one goes; never the last."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from foundation.bars import Barred
from foundation.clock import now, today
from foundation.granting import grant, revoke
from foundation.models import OfficeAct, RoleHolding, User
from foundation.office.deciding import decide
from foundation.office.grants import propose_deputy, propose_revocation
from foundation.roles import SITE_ROLES, Role
from foundation.standing import standing_of
from tests.factories.acts import Bureau, bureau
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

SECURITY, SYSTEM, AUDIT = Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR


@pytest.fixture
def office() -> Bureau:
    return bureau()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def holding_of(user: User) -> RoleHolding:
    return RoleHolding.objects.get(user=user, revoked_at=None)


def holders(role: Role) -> list[User]:
    return [one.user for one in RoleHolding.objects.in_force(now()).filter(role=role.value).order_by("pk")]


def granted_on_the_screens(role: Role, to: User, proposer: User, decider: User) -> None:
    data = {"user": to.pk, "role": role.value, "section": "", "reason": "接任文件"}
    client_of(proposer).post(reverse("role-grant"), data)
    decided_on_the_screens(decider)


def revoked_on_the_screens(of: User, proposer: User, decider: User) -> None:
    client_of(proposer).post(reverse("role-revoke", args=[holding_of(of).pk]), {"reason": "离任文件"})
    decided_on_the_screens(decider)


def decided_on_the_screens(decider: User) -> None:
    act = OfficeAct.objects.get(state="proposed")
    client_of(decider).post(reverse("office-act", args=[act.pk]), {"action": "approve", "comment": ""})


def test_the_only_system_administrator_is_replaced_by_one_who_then_confirms_it(office: Bureau) -> None:
    old, new = office[SYSTEM], UserFactory(last_name="接任")
    granted_on_the_screens(SYSTEM, new, proposer=office[SECURITY], decider=old)
    assert holders(SYSTEM) == [old, new]
    revoked_on_the_screens(old, proposer=office[SECURITY], decider=new)
    assert holders(SYSTEM) == [new]
    assert not standing_of(User.objects.get(pk=old.pk)).held


def test_the_only_security_administrator_is_replaced_by_one_who_then_proposes_it(office: Bureau) -> None:
    old, new = office[SECURITY], UserFactory(last_name="接任")
    granted_on_the_screens(SECURITY, new, proposer=old, decider=office[SYSTEM])
    revoked_on_the_screens(old, proposer=new, decider=office[SYSTEM])
    assert holders(SECURITY) == [new]


def test_the_only_audit_administrator_is_replaced_by_the_other_two(office: Bureau) -> None:
    old, new = office[AUDIT], UserFactory(last_name="接任")
    granted_on_the_screens(AUDIT, new, proposer=office[SECURITY], decider=office[SYSTEM])
    revoked_on_the_screens(old, proposer=office[SECURITY], decider=office[SYSTEM])
    assert holders(AUDIT) == [new]


@pytest.mark.parametrize("role", [SYSTEM, AUDIT])
def test_the_last_of_a_kind_is_not_revoked(role: Role, office: Bureau) -> None:
    with pytest.raises(Barred, match=f"是唯一的{role.label}.*请先授予另一位"):
        propose_revocation(holding_of(office[role]), reason="离任", by=office[SECURITY])


@pytest.mark.parametrize("role", sorted(SITE_ROLES))
def test_who_cannot_sign_in_or_only_deputises_is_no_other_one(role: Role, office: Bureau) -> None:
    grant(disabled := UserFactory(), role, None, by=None)
    User.objects.filter(pk=disabled.pk).update(is_active=False)
    soon = now() + timedelta(days=3)
    grant(UserFactory(), role, None, by=None, until=soon, deputy_for=office[role])
    grant(proposer := UserFactory(), SECURITY, None, by=None, until=soon, deputy_for=office[SECURITY])
    with pytest.raises(Barred, match="是唯一的"):
        propose_revocation(holding_of(office[role]), reason="离任", by=proposer)


def test_a_deputy_does_not_confirm_the_end_of_whom_they_stand_for(office: Bureau) -> None:
    """Their own days would end with it, and nobody would be left."""
    deputy, second = UserFactory(), grant(UserFactory(), SYSTEM, None, by=None)
    days = (today(), today() + timedelta(days=3))
    act = propose_deputy(holding_of(office[SYSTEM]), deputy, *days, reason="出差", by=office[SECURITY])
    decide(act, True, second.user)
    act = propose_revocation(holding_of(office[SYSTEM]), reason="离任", by=office[SECURITY])
    revoke(second, by=None)
    with pytest.raises(Barred, match="是唯一的系统管理员"):
        decide(act, True, deputy)
    assert holders(SYSTEM) == [office[SYSTEM], deputy]


def test_of_two_that_are_to_go_the_second_stays(office: Bureau) -> None:
    second = UserFactory()
    holding = grant(second, SYSTEM, None, by=None)
    first_act = propose_revocation(holding_of(office[SYSTEM]), reason="离任", by=office[SECURITY])
    second_act = propose_revocation(holding, reason="离任", by=office[SECURITY])
    decide(first_act, True, second)
    with pytest.raises(Barred):
        decide(second_act, True, office[SYSTEM])
    assert holders(SYSTEM) == [second]


def test_a_deputy_of_an_administrator_can_be_ended_at_any_time(office: Bureau) -> None:
    soon = now() + timedelta(days=3)
    holding = grant(UserFactory(), SYSTEM, None, by=None, until=soon, deputy_for=office[SYSTEM])
    decide(propose_revocation(holding, reason="提前回来", by=office[SECURITY]), True, office[SYSTEM])
    assert holders(SYSTEM) == [office[SYSTEM]]
