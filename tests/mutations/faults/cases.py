"""Cases and the process engine that moves them."""

from tests.mutations.fault import Fault

ROOM = "cases"

FAULTS = (
    Fault(
        name="a case moves from any state",
        room=ROOM,
        snippet="    if case.state_code not in move.sources:\n",
        becomes="    if not move.sources:\n",
        neighbourhood=("test_cases",),
    ),
    Fault(
        name="a move that needs a signed page is made without one",
        room=ROOM,
        snippet="if move.through and move.through != through:",
        becomes="if through and move.through != through:",
        neighbourhood=("test_cases",),
    ),
    Fault(
        name="a case is judged as its caller remembers it",
        room=ROOM,
        snippet="fresh = type(case)._default_manager.select_for_update().get(pk=case.pk)",
        becomes="fresh = case",
        neighbourhood=("test_cases",),
    ),
    Fault(
        name="of several guards the first alone is asked",
        room=ROOM,
        snippet="bars = [bar for guard in move.unless for bar in guard(fresh, data)]",
        becomes="bars = [bar for guard in move.unless[:1] for bar in guard(fresh, data)]",
        neighbourhood=("test_cases",),
    ),
    Fault(
        name="a role for another section moves a case",
        room=ROOM,
        snippet="if isinstance(role, Role) and may_act_as(actor, role, case.section):",
        becomes="if isinstance(role, Role) and actor.holdings.filter(role=role.value).exists():",
        neighbourhood=("test_cases",),
    ),
    Fault(
        name="a state that ends a case may be left",
        room=ROOM,
        snippet="if state.kind is Kind.ENDED and self.moves_from(state.code):",
        becomes="if state.kind is Kind.PAUSED and self.moves_from(state.code):",
        neighbourhood=("test_process",),
    ),
    Fault(
        name="a step without a basis passes the check at start",
        room=ROOM,
        snippet="if move.basis is None or not move.basis.cite():",
        becomes="if move.basis is not None and not move.basis.cite():",
        neighbourhood=("test_process",),
    ),
)
