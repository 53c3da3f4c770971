"""Acts that are no page: proposed by one, decided by another, unchanged in between, done once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from foundation import gates, ledger
from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.gates import gate
from foundation.granting import grant
from foundation.models import LedgerEntry, OfficeAct, RoleHolding, User
from foundation.office import kinds
from foundation.office.deciding import decide, propose, take_back
from foundation.office.kinds import Facts, Kind, Payload, office_act
from foundation.roles import Role
from foundation.standing import standing_of
from tests.factories.acts import Bureau, bureau, person
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

State = OfficeAct.State


@pytest.fixture
def office() -> Bureau:
    return bureau()


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

    @gate("office.ring", label="不在午休时间")
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
