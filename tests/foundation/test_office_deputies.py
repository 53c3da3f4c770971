"""Deputies: for stated days, bound as any holder is, and gone with whom they deputise for."""

from datetime import timedelta

import pytest
import time_machine

from foundation.bars import Barred
from foundation.clock import now, today
from foundation.granting import grant
from foundation.models import LedgerEntry, OfficeAct, RoleHolding, User
from foundation.office.deciding import decide, propose, summary
from foundation.office.grants import end_expired_deputies, propose_deputy, propose_revocation
from foundation.roles import Role
from foundation.standing import standing_of
from tests.factories.acts import Bureau, bureau
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

SECURITY, SYSTEM = Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def newcomer() -> User:
    user: User = UserFactory(last_name="新来的")
    return user


def now_held(user: User, role: Role, office: Bureau) -> bool:
    return standing_of(User.objects.get(pk=user.pk)).may(role, office.section)


def deputise(office: Bureau, deputy: User, first: int = 1, last: int = 3) -> OfficeAct:
    holding = RoleHolding.objects.get(user=office[Role.SIGNATORY])
    days = [today() + timedelta(days=number) for number in (first, last)]
    return propose_deputy(holding, deputy, *days, reason="出差", by=office[SECURITY])


def test_a_deputy_acts_on_the_stated_days_both_included(office: Bureau, newcomer: User) -> None:
    act = decide(deputise(office, newcomer), True, office[SYSTEM])
    assert "（含首尾两日）" in summary(act)
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    for moment, may in (
        (midnight + timedelta(days=1, seconds=-1), False),
        (midnight + timedelta(days=1), True),
        (midnight + timedelta(days=4, seconds=-1), True),
        (midnight + timedelta(days=4), False),
    ):
        with time_machine.travel(moment, tick=False):
            assert now_held(newcomer, Role.SIGNATORY, office) is may


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(3, 1, "不能早于开始日期"), (-3, -1, "已经过去")],
)
def test_days_that_cannot_be_are_refused(first: int, last: int, words: str, office: Bureau, newcomer: User) -> None:
    with pytest.raises(Barred, match=words):
        deputise(office, newcomer, first, last)


def test_a_deputation_decided_after_its_days_is_refused(office: Bureau, newcomer: User) -> None:
    act = deputise(office, newcomer)
    with time_machine.travel(now() + timedelta(days=5), tick=False), pytest.raises(Barred, match="已经过去"):
        decide(act, True, office[SYSTEM])


def test_a_deputy_is_bound_by_what_is_incompatible_and_never_oneself(office: Bureau) -> None:
    with pytest.raises(Barred, match="起草的人不能签发"):
        deputise(office, office[Role.EDITOR])
    with pytest.raises(Barred, match="不能由本人代理本人"):
        deputise(office, office[Role.SIGNATORY])


def test_with_a_role_go_those_who_deputise_in_it(office: Bureau, newcomer: User) -> None:
    decide(deputise(office, newcomer, first=0), True, office[SYSTEM])
    assert now_held(newcomer, Role.SIGNATORY, office)
    holding = RoleHolding.objects.get(user=office[Role.SIGNATORY])
    act = propose_revocation(holding, reason="调离", by=office[SECURITY])
    assert "新来的" in summary(act)
    decide(act, True, office[SYSTEM])
    assert not now_held(newcomer, Role.SIGNATORY, office)


def test_a_deputy_in_a_section_below_goes_with_the_role_above(office: Bureau, newcomer: User) -> None:
    holding, below = RoleHolding.objects.get(user=office[Role.SIGNATORY]), SectionPageFactory(parent=office.section)
    payload = {
        "user": newcomer.pk, "role": "signatory", "deputy_for": holding.user_id,
        "from": today().isoformat(), "to": today().isoformat(),
    }  # fmt: skip
    decide(propose("depute", payload, "出差", office[SECURITY], below), True, office[SYSTEM])
    act = propose_revocation(holding, reason="调离", by=office[SECURITY])
    assert "新来的" in summary(act)
    decide(act, True, office[SYSTEM])
    assert not RoleHolding.objects.filter(user=newcomer, revoked_at=None).exists()


@pytest.mark.parametrize("role", [SECURITY, SYSTEM])
def test_an_administrator_does_not_choose_who_deputises_for_them(role: Role, office: Bureau, newcomer: User) -> None:
    holding = RoleHolding.objects.get(user=office[role])
    with pytest.raises(Barred, match="涉及"):
        act = propose_deputy(holding, newcomer, today(), today(), reason="出差", by=office[SECURITY])
        decide(act, True, office[SYSTEM])
    assert not RoleHolding.objects.filter(user=newcomer).exists()


def test_another_administrator_of_the_kind_chooses_the_deputy(office: Bureau, newcomer: User) -> None:
    grant(second := UserFactory(), SYSTEM, None, by=None)
    holding = RoleHolding.objects.get(user=office[SYSTEM])
    act = propose_deputy(holding, newcomer, today(), today(), reason="出差", by=office[SECURITY])
    decide(act, True, second)
    assert now_held(newcomer, SYSTEM, office)


def test_a_deputation_longer_than_the_role_is_refused(office: Bureau, newcomer: User) -> None:
    holding = grant(UserFactory(), Role.SIGNATORY, office.section, by=None, until=now() + timedelta(days=30))
    days = (today() + timedelta(days=30), today() + timedelta(days=50))
    with pytest.raises(Barred, match="代理的日子不能更长"):
        propose_deputy(holding, newcomer, *days, reason="出差", by=office[SECURITY])


def test_a_deputy_whose_principal_was_disabled_is_taken_off_what_wagtail_sees(office: Bureau, newcomer: User) -> None:
    decide(deputise(office, newcomer), True, office[SYSTEM])
    User.objects.filter(pk=office[Role.SIGNATORY].pk).update(is_active=False)
    assert end_expired_deputies() == 1
    assert not User.objects.get(pk=newcomer.pk).groups.exists()
    assert LedgerEntry.objects.filter(act="role.revoked", subject=f"user:{newcomer.pk}").count() == 1
    assert end_expired_deputies() == 0


def test_when_the_days_are_over_what_wagtail_sees_is_taken_away_once(office: Bureau, newcomer: User) -> None:
    decide(deputise(office, newcomer), True, office[SYSTEM])
    assert end_expired_deputies() == 0
    with time_machine.travel(now() + timedelta(days=5), tick=False):
        assert User.objects.get(pk=newcomer.pk).groups.exists()
        assert end_expired_deputies() == 1
        assert not User.objects.get(pk=newcomer.pk).groups.exists()
        assert end_expired_deputies() == 0
    assert LedgerEntry.objects.filter(act="role.expired", subject=f"user:{newcomer.pk}").count() == 1


def test_a_role_of_ones_own_survives_the_end_of_a_deputation(office: Bureau, newcomer: User) -> None:
    decide(deputise(office, newcomer), True, office[SYSTEM])
    grant(newcomer, Role.SIGNATORY, office.section, by=None)
    with time_machine.travel(now() + timedelta(days=5), tick=False):
        end_expired_deputies()
        assert User.objects.get(pk=newcomer.pk).groups.exists()
        assert now_held(newcomer, Role.SIGNATORY, office)


def test_looking_for_ended_deputies_costs_one_query(office: Bureau) -> None:
    for _ in range(3):
        decide(deputise(office, UserFactory()), True, office[SYSTEM])
    assert len(queries_of(end_expired_deputies)) == 1
