"""Acts that are no page: proposed by one, decided by another, unchanged in between, done once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from foundation import gates, ledger
from foundation.bars import Bar, Barred
from foundation.clock import now, today
from foundation.gates import gate
from foundation.granting import grant, revoke
from foundation.models import LedgerEntry, OfficeAct, RoleHolding, SecurityEvent, User
from foundation.office import kinds
from foundation.office.deciding import decide, propose, summary, take_back
from foundation.office.grants import end_expired_deputies, propose_deputy, propose_grant, propose_revocation
from foundation.office.kinds import Facts, Kind, Payload, office_act
from foundation.roles import INCOMPATIBLE, SITE_ROLES, Role
from foundation.standing import standing_of
from tests.factories.acts import Bureau, bureau, person
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory
from tests.queries import assert_constant_queries, queries_of

pytestmark = pytest.mark.django_db

SECURITY, SYSTEM = Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR
State = OfficeAct.State


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


# --- the way of any kind ---------------------------------------------------------------------------------------------


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A kind of act held for a section: an editor proposes that a bell be rung, a signatory decides."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(gates, "_gates", {})
    rung: list[str] = []

    @office_act("ring", "敲钟", proposed_by=[Role.EDITOR], decided_by=[Role.SIGNATORY])
    class Ring(Kind):
        def describe(self, payload: Payload) -> Facts:
            return [("敲几下", f"{payload['times']} 下")]

        def bars(self, payload: Payload) -> Iterator[Bar]:
            if payload["times"] > 3:
                yield Bar("最多三下。")

        def perform(self, act: OfficeAct, by: User) -> None:
            rung.append(f"{act.payload['times']} 下，{by}")
            if act.payload["times"] == 0:
                raise Barred("敲不响。")

    return rung


def ring(office: Bureau, times: int = 1, by: User | None = None) -> OfficeAct:
    return propose("ring", {"times": times}, "开会了", by or office[Role.EDITOR], office.section)


@pytest.mark.parametrize("role", Role)
def test_only_the_kinds_proposers_propose(role: Role, office: Bureau, bell: list[str]) -> None:
    if role is Role.EDITOR:
        assert ring(office).state == State.PROPOSED
        return
    with pytest.raises(Barred, match="“敲钟”由编辑提出，您没有这项职责"):
        ring(office, by=office[role])
    assert not OfficeAct.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_only_the_kinds_deciders_decide(role: Role, office: Bureau, bell: list[str]) -> None:
    act = ring(office)
    if role is Role.SIGNATORY:
        assert decide(act, True, office[role]).state == State.DONE
        assert bell == ["1 下，签发"]
        return
    with pytest.raises(Barred, match="您没有这项职责"):
        decide(act, True, office[role])
    with pytest.raises(Barred, match="您没有这项职责"):
        decide(act, False, office[role], "不好。")
    assert bell == []


def test_a_role_for_another_section_counts_for_nothing(office: Bureau, bell: list[str]) -> None:
    other = SectionPageFactory(parent=office.site.home)
    with pytest.raises(Barred, match="您没有这项职责"):
        ring(office, by=person(Role.EDITOR, other))
    with pytest.raises(Barred, match="您没有这项职责"):
        decide(ring(office), True, person(Role.SIGNATORY, other))


def test_a_superuser_neither_proposes_nor_decides(office: Bureau, bell: list[str]) -> None:
    boss = UserFactory(is_superuser=True)
    with pytest.raises(Barred, match="您没有这项职责"):
        ring(office, by=boss)
    with pytest.raises(Barred, match="您没有这项职责"):
        decide(ring(office), True, boss)


def test_who_proposed_never_decides_whatever_roles_they_hold(office: Bureau, bell: list[str]) -> None:
    act = ring(office)
    RoleHolding.objects.create(user=office[Role.EDITOR], role=Role.SIGNATORY.value, section=office.section, since=now())
    with pytest.raises(Barred, match="不能决定自己提出的事项"):
        decide(act, True, office[Role.EDITOR])
    assert bell == []


def test_a_role_lost_since_the_page_was_opened_counts_at_the_act(office: Bureau, bell: list[str]) -> None:
    act, signatory = ring(office), office[Role.SIGNATORY]
    assert standing_of(signatory).may(Role.SIGNATORY, office.section)  # kept on the user, as in a request
    RoleHolding.objects.filter(user=signatory).update(revoked_at=now())
    with pytest.raises(Barred, match="您没有这项职责"):
        decide(act, True, signatory)


def test_bars_are_asked_at_the_proposal_and_again_at_the_decision(office: Bureau, bell: list[str]) -> None:
    with pytest.raises(Barred, match="最多三下"):
        ring(office, times=4)
    act = ring(office)

    @gate("office.ring")
    def quiet_hours(subject: OfficeAct) -> Iterator[Bar]:
        yield Bar("午休时间。")

    with pytest.raises(Barred, match="午休时间"):
        decide(act, True, office[Role.SIGNATORY])
    act.refresh_from_db()
    assert (act.state, bell) == (State.PROPOSED, [])


def test_a_reason_is_asked_of_who_proposes_and_of_who_refuses(office: Bureau, bell: list[str]) -> None:
    with pytest.raises(Barred, match="请写明理由"):
        propose("ring", {"times": 1}, " ", office[Role.EDITOR], office.section)
    act = ring(office)
    with pytest.raises(Barred, match="不同意时请写明理由"):
        decide(act, False, office[Role.SIGNATORY])
    assert decide(act, False, office[Role.SIGNATORY], "太吵。").state == State.REFUSED
    assert bell == []


def test_the_same_proposal_waits_once(office: Bureau, bell: list[str]) -> None:
    ring(office)
    with pytest.raises(Barred, match="同样的事项已经提出"):
        ring(office)
    assert ring(office, times=2).state == State.PROPOSED


def test_pressed_twice_it_is_done_once(office: Bureau, bell: list[str]) -> None:
    act = ring(office)
    stale = OfficeAct.objects.get(pk=act.pk)
    decide(act, True, office[Role.SIGNATORY])
    with pytest.raises(Barred, match="已经办过了，现在是“已办”"):
        decide(stale, True, office[Role.SIGNATORY])
    with pytest.raises(Barred, match="已经办过了"):
        take_back(stale, office[Role.EDITOR])
    assert len(bell) == 1


def test_when_the_effect_fails_nothing_is_decided(office: Bureau, bell: list[str]) -> None:
    act = ring(office, times=0)
    before = LedgerEntry.objects.count()
    with pytest.raises(Barred, match="敲不响"):
        decide(act, True, office[Role.SIGNATORY])
    act.refresh_from_db()
    assert (act.state, act.decided_by, LedgerEntry.objects.count()) == (State.PROPOSED, None, before)


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"times": 3, "section": None, "said": [["敲几下", "1 下"]]}},
        {"reason": "另有理由"},
        {"proposed_at": None},
        {"section": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_was_changed_after_the_proposal_is_not_agreed_to(
    change: dict[str, Any], office: Bureau, bell: list[str]
) -> None:
    act = ring(office)
    changed = {"proposed_at": now() - timedelta(days=1)} if "proposed_at" in change else change
    OfficeAct.objects.filter(pk=act.pk).update(**changed)
    grant(UserFactory(), Role.SIGNATORY, office.site.home, by=None)
    signatory = person(Role.SIGNATORY, office.site.home)
    if "section" in change:  # without its section nobody's role reaches it
        with pytest.raises(Barred, match="没有这项职责"):
            decide(act, True, signatory)
    else:
        with pytest.raises(Barred, match="与提出时的摘要不符"):
            decide(act, True, signatory)
        assert decide(act, False, signatory, "被改动过。").state == State.REFUSED
    assert bell == []


def test_a_digest_made_anew_does_not_match_the_ledger(office: Bureau, bell: list[str]) -> None:
    from foundation.office.deciding import digest_of

    act = ring(office)
    act.reason = "另有理由"
    OfficeAct.objects.filter(pk=act.pk).update(reason=act.reason, digest=digest_of(act))
    with pytest.raises(Barred, match="与提出时的摘要不符"):
        decide(act, True, office[Role.SIGNATORY])


def test_only_who_proposed_takes_it_back(office: Bureau, bell: list[str]) -> None:
    act = ring(office)
    for other in (office[Role.SIGNATORY], person(Role.EDITOR, office.section)):
        with pytest.raises(Barred, match="只有提出人本人能撤回"):
            take_back(act, other)
    assert take_back(act, office[Role.EDITOR]).state == State.TAKEN_BACK
    with pytest.raises(Barred, match="现在是“已撤回”"):
        decide(act, True, office[Role.SIGNATORY])


def test_every_step_is_in_the_ledger_with_the_digest(office: Bureau, bell: list[str]) -> None:
    act = decide(ring(office), True, office[Role.SIGNATORY])
    rows = LedgerEntry.objects.filter(subject=f"office_act:{act.pk}")
    assert [(row.act, row.actor, row.role, row.subject_digest) for row in rows.order_by("seq")] == [
        ("office.proposed", office[Role.EDITOR], "editor", act.digest),
        ("office.done", office[Role.SIGNATORY], "signatory", act.digest),
    ]
    assert act.entry == rows.get(act="office.done")
    assert ledger.verify() is None


def test_a_kind_is_registered_once_and_says_who() -> None:
    with pytest.raises(ValueError, match="twice"):
        office_act("grant_role", "又一个", proposed_by=[Role.EDITOR], decided_by=[Role.SIGNATORY])(
            type(kinds.kind_of("depute"))
        )
    with pytest.raises(Barred, match="不认识的事项"):
        kinds.kind_of("nothing")


# --- roles -----------------------------------------------------------------------------------------------------------


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


# --- deputies --------------------------------------------------------------------------------------------------------


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


# --- the screens -----------------------------------------------------------------------------------------------------


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_from_the_desk_to_the_decision_and_back(office: Bureau, newcomer: User, proposal: OfficeAct) -> None:
    client = client_of(office[SYSTEM])
    address = reverse("office-act", args=[proposal.pk])
    desk = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "等我决定的内部事项" in desk
    assert address in desk
    page = client.get(address).content.decode()
    assert "任职文件" in page
    assert 'value="approve"' in page
    answer = client.post(address, {"action": "approve", "comment": ""}, follow=True)
    assert "已同意，即时生效" in answer.content.decode()
    assert now_held(newcomer, Role.REVIEWER, office)
    again = client.post(address, {"action": "approve"}, follow=True).content.decode()
    assert "已经办过了" in again


def test_a_refusal_without_a_reason_stays_on_the_screen(office: Bureau, proposal: OfficeAct) -> None:
    client = client_of(office[SYSTEM])
    answer = client.post(reverse("office-act", args=[proposal.pk]), {"action": "refuse", "comment": ""})
    assert "不同意时请写明理由" in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == State.PROPOSED


def test_who_proposed_is_offered_to_take_it_back_and_nothing_else(office: Bureau, proposal: OfficeAct) -> None:
    client = client_of(office[SECURITY])
    address = reverse("office-act", args=[proposal.pk])
    page = client.get(address).content.decode()
    assert 'value="take_back"' in page
    assert 'value="approve"' not in page
    client.post(address, {"action": "take_back"})
    proposal.refresh_from_db()
    assert proposal.state == State.TAKEN_BACK


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDIT_ADMINISTRATOR])
def test_who_watches_reads_all_and_is_offered_nothing(role: Role, office: Bureau, proposal: OfficeAct) -> None:
    client = client_of(office[role])
    assert summary(proposal) in client.get(reverse("office")).content.decode()
    page = client.get(reverse("office-act", args=[proposal.pk])).content.decode()
    assert "任职文件" in page
    assert 'name="action"' not in page


def test_the_list_and_the_desk_cost_the_same_however_long(office: Bureau, proposal: OfficeAct) -> None:
    user = office[SYSTEM]

    def grow() -> None:
        for number in range(6):
            act = propose_grant(UserFactory(), Role.ARCHIVIST, office.section, reason="任职", by=office[SECURITY])
            if number % 2:
                decide(act, True, user)

    grow()
    for address in (reverse("office"), reverse("wagtailadmin_home")):
        client = client_of(user)
        assert_constant_queries(lambda client=client, address=address: client.get(address), grow)  # type: ignore[misc]


def test_one_act_costs_a_bounded_number_of_queries(office: Bureau, proposal: OfficeAct) -> None:
    client = client_of(office[SYSTEM])
    address = reverse("office-act", args=[proposal.pk])
    client.get(address)
    assert len(queries_of(lambda: client.get(address))) <= 45
