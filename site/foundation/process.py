"""The process engine: one table declares a case's states and moves, and what each move rests on. Pure: no Django.

Nothing about a case's course stands anywhere else. `foundation.cases.perform` is the only way to move; the diagram and
the page of who may do what are drawn from the same table; `faults()` is asked at start-up.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from foundation.bars import Bar
from foundation.bases import Basis
from foundation.roles import Role

# An effect is done inside the transaction of the move.
Effect = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True)
class Guard:
    """Answers with the reasons it refuses; none means it lets pass. `label` says in Chinese what must be so."""

    label: str
    ask: Callable[[Any, Any], Iterable[Bar]]

    def __call__(self, case: Any, data: Any) -> Iterable[Bar]:
        return self.ask(case, data)


def guard(label: str) -> Callable[[Callable[[Any, Any], Iterable[Bar]]], Guard]:
    """Make a guard of a function, named for those who read the table."""

    def name(function: Callable[[Any, Any], Iterable[Bar]]) -> Guard:
        return Guard(label, function)

    return name


class Kind(StrEnum):
    """What a state means to a clock and to a reader, whatever its label says."""

    OPEN = "open"
    PAUSED = "paused"
    ENDED = "ended"


class Actor(StrEnum):
    """Those who move a case without holding a role."""

    CLOCK = "clock"
    OBJECTOR = "objector"
    HOST_UNIT = "host_unit"

    @property
    def label(self) -> str:
        return {Actor.CLOCK: "期限届满", Actor.OBJECTOR: "异议人", Actor.HOST_UNIT: "依托单位"}[self]


@dataclass(frozen=True, slots=True)
class State:
    code: str
    label: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Move:
    """One way from some states to another: who, on what basis, unless what, doing what."""

    code: str
    label: str
    path: str
    by: Role | Actor | tuple[Role | Actor, ...]
    basis: Basis | None
    unless: tuple[Guard, ...] = ()
    does: tuple[Effect, ...] = ()
    # The kind of page whose publication performs this move; such a move is never made by itself.
    through: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.path.partition("->")[0].split(",") if part.strip())

    @property
    def target(self) -> str:
        return self.path.partition("->")[2].strip()

    @property
    def actors(self) -> tuple[Role | Actor, ...]:
        return self.by if isinstance(self.by, tuple) else (self.by,)


@dataclass(frozen=True)
class Process:
    code: str
    label: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    _state: dict[str, State] = field(init=False, repr=False, compare=False, default_factory=dict)
    _move: dict[str, Move] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._state.update({state.code: state for state in self.states})
        self._move.update({move.code: move for move in self.moves})

    @property
    def start(self) -> State:
        """A case begins in the state declared first."""
        return self.states[0]

    def state(self, code: str) -> State:
        return self._state[code]

    def move(self, code: str) -> Move:
        return self._move[code]

    def moves_from(self, state: str) -> list[Move]:
        return [move for move in self.moves if state in move.sources]

    def faults(self) -> Iterator[str]:
        """What is wrong with the table, in sentences. Asked at start-up: a faulty table never runs."""
        yield from _repeated("状态", [state.code for state in self.states], self)
        yield from _repeated("步骤", [move.code for move in self.moves], self)
        for move in self.moves:
            yield from self._faults_of(move)
        reached = self._reachable()
        for state in self.states:
            if state.code not in reached:
                yield f"{self.label}：没有步骤能到达“{state.label}”。"
            if state.kind is Kind.ENDED and self.moves_from(state.code):
                yield f"{self.label}：“{state.label}”是终结状态，却还有步骤离开它。"
            if state.kind is not Kind.ENDED and not self.moves_from(state.code):
                yield f"{self.label}：“{state.label}”不是终结状态，却没有步骤离开它。"

    def _faults_of(self, move: Move) -> Iterator[str]:
        where = f"{self.label}的“{move.label}”"
        if not move.sources or not move.target:
            yield f"{where}：路径“{move.path}”应写成“起点 -> 终点”。"
        for code in (*move.sources, move.target):
            if code and code not in self._state:
                yield f"{where}：没有状态“{code}”。"
        if move.basis is None or not move.basis.cite():
            yield f"{where}：没有写明依据。"
        if not move.actors:
            yield f"{where}：没有写明由谁进行。"
        for actor in move.actors:
            if not isinstance(actor, Role | Actor):
                yield f"{where}：不认识的角色“{actor}”。"
        for check in move.unless:
            if not getattr(check, "label", "").strip():  # a bare function has none
                yield f"{where}：有一道检查没有写明名称。"

    def _reachable(self) -> set[str]:
        reached, edge = {self.start.code}, [self.start.code]
        while edge:
            for move in self.moves_from(edge.pop()):
                if move.target not in reached:
                    reached.add(move.target)
                    edge.append(move.target)
        return reached


def _repeated(what: str, codes: list[str], process: Process) -> Iterator[str]:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"{process.label}：{what}“{code}”写了不止一次。"


_processes: dict[str, Process] = {}


def register(process: Process) -> Process:
    """Make a process known to the start-up check and to the page of who may do what."""
    _processes[process.code] = process
    return process


def registered() -> tuple[Process, ...]:
    return tuple(_processes.values())
