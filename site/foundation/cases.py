"""Opening and moving a case. `perform` is the only function that changes a case's state."""

from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from foundation import ledger
from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.models.case import Case
from foundation.models.transition import Transition
from foundation.models.user import User
from foundation.process import Actor, Move
from foundation.roles import Role
from foundation.standing import may_act_as

C = TypeVar("C", bound=Case)


def open_case(case: C) -> C:
    """Save a new case in the first state of its process."""
    if case.pk is not None:
        raise Barred("这件事已经立案。")
    case.state_code = case.process.start.code
    case.save(force_insert=True)
    return case


def perform(
    case: Case, code: str, actor: User | Actor, *, reason: str = "", through: str = "", data: Any = None
) -> Transition:
    """Make one move, or raise Barred with every reason why not. All of it happens, or none.

    `actor` is a signed-in person, or one of those who hold no role (the clock, the objector, the host unit).
    `through` names the kind of page whose publication performs the move; it is given by the publication alone.
    """
    move = case.process.move(code)
    with transaction.atomic():
        # The row as it is now, locked: what the caller holds may be stale, and two may press at once.
        fresh = type(case)._default_manager.select_for_update().get(pk=case.pk)
        _refuse_out_of_place(fresh, move, through)
        role = _entitled_as(fresh, move, actor)
        bars = [bar for guard in move.unless for bar in guard(fresh, data)]
        if bars:
            raise Barred(bars)
        source = fresh.state_code
        fresh.state_code = move.target
        fresh.save(update_fields=["state_code"])
        row = _record(fresh, move, source, actor, role, reason)
        for effect in move.does:
            effect(fresh, row)
        case.state_code = fresh.state_code
        return row


def _refuse_out_of_place(case: Case, move: Move, through: str) -> None:
    if case.state_code not in move.sources:
        raise Barred(f"现在是“{case.state.label}”，不能{move.label}。")
    if move.through and move.through != through:
        raise Barred(f"“{move.label}”只能通过签发相应文书进行。")


def _entitled_as(case: Case, move: Move, actor: User | Actor) -> Role | Actor:
    """The role in which this actor makes this move, asked afresh at the act."""
    if isinstance(actor, Actor):
        if actor in move.actors:
            return actor
    else:
        for role in move.actors:
            if isinstance(role, Role) and may_act_as(actor, role, case.section):
                return role
    who = "、".join(one.label for one in move.actors)
    raise Barred([Bar(f"“{move.label}”由{who}进行，您在这个栏目没有这项职责。", basis=move.basis)])


def _record(case: Case, move: Move, source: str, actor: User | Actor, role: Role | Actor, reason: str) -> Transition:
    person = actor if isinstance(actor, User) else None
    basis = move.basis.cite() if move.basis else ""
    entry = ledger.append(
        f"{case.process.code}.{move.code}",
        actor=person,
        role=role.value,
        subject=case.key,
        section=case.section,
        detail={"from": source, "to": move.target, "basis": basis},
    )
    return Transition.objects.create(
        case_type=ContentType.objects.get_for_model(case),
        case_id=case.pk,
        process=case.process.code,
        move=move.code,
        source=source,
        target=move.target,
        at=now(),
        actor=person,
        role=role.value,
        basis=basis[:200],
        reason=reason,
        entry=entry,
    )
