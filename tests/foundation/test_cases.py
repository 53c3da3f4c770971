"""Moving a case: by whom the table says, from where it says, unless a guard objects; all of it or nothing."""

from typing import Any

import pytest

from foundation import ledger
from foundation.bars import Barred
from foundation.cases import open_case, perform
from foundation.clock import now
from foundation.granting import revoke
from foundation.models import LedgerEntry, RoleHolding, Transition
from foundation.process import Actor
from foundation.roles import Role
from tests.factories.acts import Bureau, bureau, person
from tests.factories.pages import SectionPageFactory
from tests.processes.models import LOAN, Loan

pytestmark = pytest.mark.django_db

# Who may make which move, written out; whoever is not named may not.
MAY = {
    "ask_more": {Role.OFFICER},
    "supplement": {Actor.OBJECTOR},
    "lapse": {Actor.CLOCK},
    "lend": {Role.OFFICER, Role.ARCHIVIST},
    "refuse": {Role.SIGNATORY},
    "return": {Role.OFFICER, Actor.HOST_UNIT},
}


@pytest.fixture
def office() -> Bureau:
    return bureau()


def loan(office: Bureau, state: str = "asked", **fields: Any) -> Loan:
    case = open_case(Loan(section=office.section, **fields))
    Loan.objects.filter(pk=case.pk).update(state_code=state)
    case.state_code = state
    return case


def picture(case: Loan) -> tuple[Any, ...]:
    """All that a move may write, to hold that a refusal wrote none of it."""
    row = Loan.objects.values_list("state_code", "lent_at").get(pk=case.pk)
    return (*row, Transition.objects.count(), LedgerEntry.objects.count())


def test_the_table_of_this_test_names_every_move() -> None:
    assert set(MAY) == {move.code for move in LOAN.moves}
    assert list(LOAN.faults()) == []


@pytest.mark.parametrize("code", MAY)
def test_each_move_is_made_by_those_it_names_and_by_nobody_else(code: str, office: Bureau) -> None:
    move = LOAN.move(code)
    for who in (*Role, *Actor):
        case = loan(office, move.sources[0])
        actor = office[who] if isinstance(who, Role) else who
        before = picture(case)
        if who in MAY[code]:
            row = perform(case, code, actor, through=move.through)
            assert (case.state_code, row.role) == (move.target, who.value)
        else:
            with pytest.raises(Barred, match="没有这项职责"):
                perform(case, code, actor, through=move.through)
            assert picture(case) == before
    assert ledger.verify() is None


@pytest.mark.parametrize("state", [state.code for state in LOAN.states])
@pytest.mark.parametrize("code", MAY)
def test_a_move_is_made_only_from_where_it_begins(state: str, code: str, office: Bureau) -> None:
    move = LOAN.move(code)
    if state in move.sources:
        return
    case = loan(office, state)
    who = next(iter(MAY[code]))
    with pytest.raises(Barred, match=f"现在是“{LOAN.state(state).label}”，不能{move.label}"):
        perform(case, code, office[who] if isinstance(who, Role) else who, through=move.through)


def test_a_role_for_another_section_is_none_here(office: Bureau) -> None:
    stranger = person(Role.OFFICER, SectionPageFactory(parent=office.site.home))
    with pytest.raises(Barred, match="没有这项职责"):
        perform(loan(office), "lend", stranger)


def test_a_role_revoked_a_moment_ago_is_none(office: Bureau) -> None:
    officer = office[Role.OFFICER]
    case = loan(office)
    perform(case, "ask_more", officer)
    perform(case, "supplement", Actor.OBJECTOR)
    revoke(RoleHolding.objects.get(user=officer), by=office[Role.SECURITY_ADMINISTRATOR])
    with pytest.raises(Barred):
        perform(case, "lend", officer)


def test_a_superuser_moves_nothing(office: Bureau) -> None:
    officer = office[Role.AUDIT_ADMINISTRATOR]
    officer.is_superuser = True
    officer.save()
    with pytest.raises(Barred):
        perform(loan(office), "lend", officer)


def test_what_a_move_leaves_behind(office: Bureau) -> None:
    case = loan(office)
    row = perform(case, "lend", office[Role.ARCHIVIST], reason="查阅原件。")
    assert case.state.label == "已借出"
    assert Loan.objects.get(pk=case.pk).lent_at == row.at
    assert (row.case, row.process, row.move, row.source, row.target) == (case, "loan", "lend", "asked", "lent")
    assert (row.actor, row.role, row.reason) == (office[Role.ARCHIVIST], "archivist", "查阅原件。")
    assert row.basis == "《示例档案借阅办法》第三条第（二）项"
    assert (row.entry.act, row.entry.subject, row.entry.actor) == (
        "loan.lend", f"processes.loan:{case.pk}", office[Role.ARCHIVIST],
    )  # fmt: skip
    assert "查阅原件" not in str(row.entry.fields_of_digest())
    assert ledger.verify() is None


@pytest.mark.parametrize(
    ("state", "code", "actor"),
    [("waiting", "lapse", Actor.CLOCK), ("waiting", "supplement", Actor.OBJECTOR), ("lent", "return", Actor.HOST_UNIT)],
)
def test_those_without_a_role_leave_no_name(state: str, code: str, actor: Actor, office: Bureau) -> None:
    row = perform(loan(office, state), code, actor)
    assert (row.actor, row.role) == (None, actor.value)
    assert (row.entry.actor, row.entry.actor_name, row.entry.role) == (None, "", actor.value)


def test_every_reason_of_every_guard_is_told_at_once(office: Bureau) -> None:
    case = loan(office, missing=True, owing=2)
    before = picture(case)
    with pytest.raises(Barred) as refusal:
        perform(case, "lend", office[Role.OFFICER], data={"shelf": "closed"})
    assert [bar.says for bar in refusal.value.bars] == [
        "要借的案卷不在架上。", "还有 2 卷没有归还。", "逾期未还的，先归还再借。", "这一架今天不开放。",
    ]  # fmt: skip
    assert refusal.value.bars[0].mend == "/archive/"
    assert refusal.value.bars[2].basis is not None
    assert refusal.value.bars[2].basis.cite() == "《示例档案借阅办法》第六条第二款"
    assert picture(case) == before


def test_guards_look_at_the_row_as_it_is_and_not_as_the_caller_has_it(office: Bureau) -> None:
    stale = loan(office)
    Loan.objects.filter(pk=stale.pk).update(missing=True)
    with pytest.raises(Barred, match="不在架上"):
        perform(stale, "lend", office[Role.OFFICER])


def test_an_effect_that_fails_undoes_all(office: Bureau) -> None:
    case = loan(office, breaks=True)
    before = picture(case)
    with pytest.raises(RuntimeError):
        perform(case, "lend", office[Role.OFFICER])
    assert picture(case) == before
    assert case.state_code == "asked"
    assert ledger.verify() is None


@pytest.mark.parametrize("through", ["", "something_else"])
def test_a_move_made_by_a_document_is_made_by_no_other_way(through: str, office: Bureau) -> None:
    case = loan(office)
    before = picture(case)
    with pytest.raises(Barred, match="只能通过签发相应文书"):
        perform(case, "refuse", office[Role.SIGNATORY], through=through)
    assert picture(case) == before


def test_pressed_twice_it_happens_once(office: Bureau) -> None:
    case = loan(office)
    stale = Loan.objects.get(pk=case.pk)
    perform(case, "lend", office[Role.OFFICER])
    with pytest.raises(Barred, match="现在是“已借出”，不能借出"):
        perform(stale, "lend", office[Role.OFFICER])
    assert Transition.objects.count() == 1


def test_what_the_caller_holds_is_not_written_with_the_move(office: Bureau) -> None:
    """A stale object, or one changed by a form that was never validated, loses to the row."""
    case = loan(office)
    case.owing = 99
    perform(case, "ask_more", office[Role.OFFICER])
    assert Loan.objects.get(pk=case.pk).owing == 0


def test_a_case_is_opened_once_and_at_the_beginning(office: Bureau) -> None:
    case = open_case(Loan(section=office.section, state_code="back", asked_at=now()))
    assert case.state_code == "asked"
    with pytest.raises(Barred, match="已经立案"):
        open_case(case)


def test_an_unknown_move_is_a_fault_of_the_program(office: Bureau) -> None:
    with pytest.raises(KeyError):
        perform(loan(office), "lose", office[Role.OFFICER])
