"""Roles: held for a section, given by someone who gains none, never two that clash."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from guardian.shortcuts import get_perms
from hypothesis import given
from hypothesis import strategies as st

from foundation.bars import Barred
from foundation.clock import now
from foundation.granting import grant, revoke
from foundation.models import LedgerEntry, RoleHolding, SectionPage, SecurityEvent, User
from foundation.roles import INCOMPATIBLE, SITE_ROLES, Held, Role, clashes
from foundation.standing import holders, standing_of
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory
from tests.factories.sites import SmallSite, small_site
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

SECTION_ROLES = [role for role in Role if role not in SITE_ROLES]


@pytest.fixture
def site() -> SmallSite:
    return small_site()


@pytest.fixture
def granter() -> User:
    return UserFactory(last_name="安全管理员")


@pytest.mark.parametrize("role", SECTION_ROLES)
def test_a_role_covers_its_section_and_all_below_and_nothing_beside(role: Role, site: SmallSite, granter: User) -> None:
    user, below = UserFactory(), SectionPageFactory(parent=site.section)
    other = SectionPageFactory(parent=site.home)
    grant(user, role, site.section, by=granter)
    standing = standing_of(user)
    assert standing.may(role, site.section)
    assert standing.may(role, below)
    assert not standing.may(role, other)
    assert not standing.may(role, site.home)


def test_a_superuser_holds_no_role(site: SmallSite) -> None:
    boss = UserFactory(is_superuser=True)
    assert not any(standing_of(boss).may(role, site.section) for role in Role)


def test_both_worlds_see_a_grant_and_lose_it_with_it(site: SmallSite, granter: User) -> None:
    user = UserFactory()
    holding = grant(user, Role.EDITOR, site.section, by=granter)
    section = SectionPage.objects.get(pk=site.section.pk)
    user = User.objects.get(pk=user.pk)
    assert section.permissions_for_user(user).can_edit()
    assert "act_as_editor" in get_perms(user, section)
    revoke(holding, by=granter)
    user = User.objects.get(pk=user.pk)
    assert not section.permissions_for_user(user).can_edit()
    assert "act_as_editor" not in get_perms(user, section)


def test_nobody_can_grant_to_themselves(site: SmallSite, granter: User) -> None:
    with pytest.raises(Barred, match="不能给自己授予职责"):
        grant(granter, Role.EDITOR, site.section, by=granter)
    assert not RoleHolding.objects.exists()


def test_the_granter_gains_nothing(site: SmallSite, granter: User) -> None:
    grant(UserFactory(), Role.SIGNATORY, site.section, by=granter)
    assert standing_of(User.objects.get(pk=granter.pk)).held == ()


def test_a_grant_is_in_the_ledger_and_the_permission_log(site: SmallSite, granter: User) -> None:
    user = UserFactory()
    holding = grant(user, Role.REVIEWER, site.section, by=granter)
    entry = LedgerEntry.objects.get(act="role.granted")
    assert (entry.actor, entry.subject, entry.detail["role"]) == (granter, f"user:{user.pk}", "reviewer")
    assert entry.detail["holding"] == holding.pk
    assert SecurityEvent.objects.filter(kind="rights_changed", user=user, detail__contains="审核").exists()


@pytest.mark.parametrize("rule", INCOMPATIBLE, ids=lambda rule: f"{rule.first}-{rule.second}")
def test_incompatible_roles_are_refused_in_either_order(rule: object, site: SmallSite, granter: User) -> None:
    for first, second in ((rule.first, rule.second), (rule.second, rule.first)):  # type: ignore[attr-defined]
        user = UserFactory()
        grant(user, first, None if first in SITE_ROLES else site.section, by=granter)
        with pytest.raises(Barred, match=rule.why):  # type: ignore[attr-defined]
            grant(user, second, None if second in SITE_ROLES else site.section, by=granter)


def test_an_editor_of_one_section_may_sign_in_another(site: SmallSite, granter: User) -> None:
    user, other = UserFactory(), SectionPageFactory(parent=site.home)
    grant(user, Role.EDITOR, site.section, by=granter)
    grant(user, Role.SIGNATORY, other, by=granter)
    assert standing_of(user).may(Role.SIGNATORY, other)


def test_who_supervises_one_section_drafts_in_no_other(site: SmallSite, granter: User) -> None:
    user, other = UserFactory(), SectionPageFactory(parent=site.home)
    grant(user, Role.SUPERVISOR, site.section, by=granter)
    with pytest.raises(Barred, match="监督的人不承担被监督的职责"):
        grant(user, Role.EDITOR, other, by=granter)


def test_a_clash_is_seen_through_nesting(site: SmallSite, granter: User) -> None:
    user, below = UserFactory(), SectionPageFactory(parent=site.section)
    grant(user, Role.EDITOR, below, by=granter)
    with pytest.raises(Barred, match="起草的人不能签发"):
        grant(user, Role.SIGNATORY, site.section, by=granter)


def test_a_role_promised_for_later_days_clashes_already(site: SmallSite, granter: User) -> None:
    user = UserFactory()
    grant(user, Role.EDITOR, site.section, by=granter, since=now() + timedelta(days=7))
    with pytest.raises(Barred, match="起草的人不能签发"):
        grant(user, Role.SIGNATORY, site.section, by=granter)


def test_administrators_roles_are_for_the_site_and_others_for_a_section(site: SmallSite, granter: User) -> None:
    with pytest.raises(Barred, match="不分栏目"):
        grant(UserFactory(), Role.AUDIT_ADMINISTRATOR, site.section, by=granter)
    with pytest.raises(Barred, match="要选定栏目"):
        grant(UserFactory(), Role.EDITOR, None, by=granter)


def test_someone_inactive_is_given_nothing_and_keeps_nothing(site: SmallSite, granter: User) -> None:
    with pytest.raises(Barred, match="已停用"):
        grant(UserFactory(is_active=False), Role.EDITOR, site.section, by=granter)
    user = UserFactory()
    grant(user, Role.EDITOR, site.section, by=granter)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not standing_of(User.objects.get(pk=user.pk)).held
    assert holders(Role.EDITOR, site.section) == []


def test_the_same_role_is_not_held_twice(site: SmallSite, granter: User) -> None:
    user = UserFactory()
    grant(user, Role.EDITOR, site.section, by=granter)
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(user, Role.EDITOR, site.section, by=granter)


def test_a_deputy_acts_from_the_first_instant_to_just_before_the_last(site: SmallSite, granter: User) -> None:
    absent, deputy = UserFactory(), UserFactory()
    grant(absent, Role.SIGNATORY, site.section, by=granter)
    start, end = now() + timedelta(days=1), now() + timedelta(days=3)
    grant(deputy, Role.SIGNATORY, site.section, by=granter, since=start, until=end, deputy_for=absent)
    for moment, may in (
        (start - timedelta(seconds=1), False),
        (start, True),
        (end - timedelta(seconds=1), True),
        (end, False),
    ):
        with time_machine.travel(moment, tick=False):
            assert standing_of(deputy, fresh=True).may(Role.SIGNATORY, site.section) is may


def test_one_cannot_deputise_for_a_role_the_other_does_not_hold(site: SmallSite, granter: User) -> None:
    with pytest.raises(Barred, match="无从代理"):
        grant(
            UserFactory(), Role.SIGNATORY, site.section, by=granter,
            until=now() + timedelta(days=1), deputy_for=UserFactory(),
        )  # fmt: skip


def test_a_deputy_is_bound_by_the_same_incompatibilities(site: SmallSite, granter: User) -> None:
    absent, editor = UserFactory(), UserFactory()
    grant(absent, Role.SIGNATORY, site.section, by=granter)
    grant(editor, Role.EDITOR, site.section, by=granter)
    with pytest.raises(Barred, match="起草的人不能签发"):
        grant(
            editor, Role.SIGNATORY, site.section, by=granter,
            until=now() + timedelta(days=1), deputy_for=absent,
        )  # fmt: skip


def test_a_role_revoked_twice_is_refused_the_second_time(site: SmallSite, granter: User) -> None:
    holding = grant(UserFactory(), Role.EDITOR, site.section, by=granter)
    revoke(holding, by=granter)
    with pytest.raises(Barred, match="已经撤销"):
        revoke(holding, by=granter)


def test_standing_costs_one_query_however_often_it_is_asked(site: SmallSite, granter: User) -> None:
    user = UserFactory()
    grant(user, Role.EDITOR, site.section, by=granter)
    user = User.objects.get(pk=user.pk)
    assert len(queries_of(lambda: [standing_of(user).may(role, site.section) for role in Role for _ in range(20)])) == 1


def test_holders_are_found_for_a_page_deep_below(site: SmallSite, granter: User) -> None:
    user, deep = UserFactory(), SectionPageFactory(parent=SectionPageFactory(parent=site.section))
    grant(user, Role.REVIEWER, site.section, by=granter)
    assert holders(Role.REVIEWER, deep) == [user]


HELD = st.builds(Held, st.sampled_from(Role), st.sampled_from(["", "0001", "00010001", "00010002"]))


@given(one=HELD, other=HELD)
def test_a_clash_does_not_depend_on_the_order(one: Held, other: Held) -> None:
    assert clashes(one, [other]) == clashes(other, [one])
