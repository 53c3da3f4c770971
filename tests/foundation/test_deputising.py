"""A deputy acts only while whom they stand for holds the role themselves; and no superuser holds an official one."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine

from foundation.bars import Barred
from foundation.clock import now
from foundation.deputising import deputies_ended_with
from foundation.granting import grant, revoke
from foundation.models import RoleHolding, SectionPage, User
from foundation.roles import SITE_ROLES, Role
from foundation.standing import holders, may_act_as, principals_of, standing_of
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory
from tests.factories.sites import SmallSite, small_site
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

SIGNATORY = Role.SIGNATORY


@pytest.fixture
def site() -> SmallSite:
    return small_site()


@pytest.fixture
def child(site: SmallSite) -> SectionPage:
    section: SectionPage = SectionPageFactory(parent=site.section)
    return section


@pytest.fixture
def absent(site: SmallSite) -> User:
    """Signs for the section and all below it."""
    user: User = UserFactory(last_name="本人")
    grant(user, SIGNATORY, site.section, by=None)
    return user


@pytest.fixture
def deputy(absent: User, child: SectionPage) -> User:
    """Stands for them in the section below alone."""
    user: User = UserFactory(last_name="代理")
    depute(user, absent, child)
    return user


def depute(user: User, principal: User, section: SectionPage, until: datetime | None = None) -> RoleHolding:
    return grant(user, SIGNATORY, section, by=None, until=until or in_days(3), deputy_for=principal)


def in_days(number: int) -> datetime:
    return now() + timedelta(days=number)


def own(user: User) -> RoleHolding:
    return RoleHolding.objects.get(user=user, deputy_for=None, revoked_at=None)


# --- what ends a deputation ------------------------------------------------------------------------------------------


ENDS: dict[str, Callable[[User], object]] = {
    "the role is revoked at the parent": lambda user: revoke(own(user), by=None),
    "the account is disabled": lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
    "the account is made a superuser": lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True),
}


@pytest.mark.parametrize("how", ENDS)
def test_a_deputy_stops_with_whom_they_stand_for(how: str, absent: User, deputy: User, child: SectionPage) -> None:
    assert may_act_as(deputy, SIGNATORY, child)
    ENDS[how](absent)
    assert not may_act_as(deputy, SIGNATORY, child)
    assert holders(SIGNATORY, child) == []


def test_a_deputy_stops_when_the_days_of_whom_they_stand_for_are_over(site: SmallSite) -> None:
    """However the deputation was written."""
    passing, deputy = UserFactory(), UserFactory()
    grant(passing, SIGNATORY, site.section, by=None, until=in_days(1))
    RoleHolding.objects.create(
        user=deputy, role=SIGNATORY.value, section=site.section, since=now(), until=in_days(9), deputy_for=passing
    )
    assert may_act_as(deputy, SIGNATORY, site.section)
    with time_machine.travel(in_days(1), tick=False):
        assert not may_act_as(deputy, SIGNATORY, site.section)


def test_a_role_held_twice_and_lost_once_keeps_the_deputy(absent: User, deputy: User, child: SectionPage) -> None:
    grant(absent, SIGNATORY, child, by=None)
    revoke(RoleHolding.objects.get(user=absent, section__pk=child.pk), by=None)
    assert may_act_as(deputy, SIGNATORY, child)


def test_a_role_elsewhere_or_another_role_keeps_no_deputy(
    site: SmallSite, absent: User, deputy: User, child: SectionPage
) -> None:
    grant(absent, SIGNATORY, SectionPageFactory(parent=site.home), by=None)
    grant(absent, SIGNATORY, SectionPageFactory(parent=child), by=None)
    grant(absent, Role.REVIEWER, site.section, by=None)
    revoke(RoleHolding.objects.get(user=absent, role=SIGNATORY.value, section__pk=site.section.pk), by=None)
    assert not may_act_as(deputy, SIGNATORY, child)


def test_a_deputy_of_an_administrator_stops_with_them(site: SmallSite) -> None:
    administrator, deputy = UserFactory(), UserFactory()
    held = grant(administrator, Role.AUDIT_ADMINISTRATOR, None, by=None)
    grant(deputy, Role.AUDIT_ADMINISTRATOR, None, by=None, until=in_days(3), deputy_for=administrator)
    assert holders(Role.AUDIT_ADMINISTRATOR) == [administrator, deputy]
    revoke(held, by=None)
    assert not may_act_as(deputy, Role.AUDIT_ADMINISTRATOR)


def test_a_revocation_names_the_deputies_below_it_and_not_those_another_role_covers(
    site: SmallSite, absent: User, deputy: User, child: SectionPage
) -> None:
    depute(UserFactory(last_name="同级"), absent, site.section)
    assert [str(row.user) for row in deputies_ended_with(own(absent))] == ["代理", "同级"]
    held = own(absent)
    grant(absent, SIGNATORY, child, by=None)
    assert [str(row.user) for row in deputies_ended_with(held)] == ["同级"]


# --- what is refused -------------------------------------------------------------------------------------------------


def test_nobody_deputises_for_a_deputy(deputy: User, child: SectionPage) -> None:
    with pytest.raises(Barred, match="代理自己也是代理，不能再由别人代理"):
        depute(UserFactory(), deputy, child)


def test_a_deputy_of_a_deputy_written_by_other_ways_does_not_act(deputy: User, child: SectionPage) -> None:
    second = UserFactory()
    RoleHolding.objects.create(
        user=second, role=SIGNATORY.value, section=child, since=now(), until=in_days(300), deputy_for=deputy
    )
    assert not may_act_as(second, SIGNATORY, child)


@pytest.mark.parametrize(("days", "refused"), [(10, False), (11, True)])
def test_a_deputy_does_not_outlast_the_days_of_whom_they_stand_for(days: int, refused: bool, site: SmallSite) -> None:
    with time_machine.travel(now(), tick=False):
        passing = UserFactory(last_name="暂任")
        grant(passing, SIGNATORY, site.section, by=None, until=in_days(10))
        if refused:
            with pytest.raises(Barred, match=r"暂任的职责到 .* 为止，代理的日子不能更长"):
                depute(UserFactory(), passing, site.section, until=in_days(days))
        else:
            assert depute(UserFactory(), passing, site.section, until=in_days(days))


def test_the_longer_of_two_roles_is_the_measure(absent: User, child: SectionPage) -> None:
    grant(absent, SIGNATORY, child, by=None, until=in_days(2))
    assert depute(UserFactory(), absent, child, until=in_days(30))


def test_for_a_disabled_account_nobody_deputises(absent: User, child: SectionPage) -> None:
    User.objects.filter(pk=absent.pk).update(is_active=False)
    with pytest.raises(Barred, match="无从代理"):
        depute(UserFactory(), absent, child)


# --- for whom a deputy acts ------------------------------------------------------------------------------------------


def test_a_deputy_acts_for_whom_they_stand(site: SmallSite, absent: User, deputy: User, child: SectionPage) -> None:
    assert principals_of(deputy, SIGNATORY, child) == {absent.pk}
    assert principals_of(deputy, SIGNATORY, SectionPageFactory(parent=child)) == {absent.pk}
    assert principals_of(deputy, SIGNATORY, site.section) == set()
    assert principals_of(deputy, Role.REVIEWER, child) == set()


def test_a_deputy_of_two_acts_for_both(site: SmallSite, absent: User, deputy: User, child: SectionPage) -> None:
    other = UserFactory()
    grant(other, SIGNATORY, child, by=None)
    depute(deputy, other, child)
    assert principals_of(deputy, SIGNATORY, child) == {absent.pk, other.pk}


def test_who_holds_the_role_themselves_acts_for_nobody(absent: User, deputy: User, child: SectionPage) -> None:
    assert principals_of(absent, SIGNATORY, child) == set()
    grant(deputy, SIGNATORY, child, by=None)
    assert principals_of(deputy, SIGNATORY, child) == set()


def test_a_deputation_that_is_over_is_for_nobody(absent: User, deputy: User, child: SectionPage) -> None:
    revoke(own(absent), by=None)
    assert principals_of(deputy, SIGNATORY, child) == set()


def test_standing_and_principals_of_a_deputy_cost_one_query(deputy: User, child: SectionPage) -> None:
    someone = User.objects.get(pk=deputy.pk)
    asked = queries_of(
        lambda: [(standing_of(someone).may(role, child), principals_of(someone, role, child)) for role in Role]
    )
    assert len(asked) == 1


# --- superusers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_a_superuser_is_given_an_administrators_role_and_no_official_one(role: Role, site: SmallSite) -> None:
    boss = UserFactory(is_superuser=True)
    section = None if role in SITE_ROLES else site.section
    if role in SITE_ROLES:
        grant(boss, role, section, by=None)
    else:
        with pytest.raises(Barred, match="有超级权限，不能承担业务职责"):
            grant(boss, role, section, by=None)
    assert may_act_as(boss, role, section) is (role in SITE_ROLES)


@pytest.mark.parametrize("role", Role)
def test_who_is_made_a_superuser_keeps_an_administrators_role_alone(role: Role, site: SmallSite) -> None:
    user, section = UserFactory(), None if role in SITE_ROLES else site.section
    grant(user, role, section, by=None)
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    user = User.objects.get(pk=user.pk)
    assert standing_of(user).may(role, section) is (role in SITE_ROLES)
    assert holders(role, section) == ([user] if role in SITE_ROLES else [])


def test_a_superuser_deputises_for_nobody(absent: User, child: SectionPage) -> None:
    with pytest.raises(Barred, match="有超级权限"):
        depute(UserFactory(is_superuser=True), absent, child)
