"""How a call stands at an instant: a code with a kind, from its instants alone. Pure: no Django, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a state means, whatever it is called."""

    WAITING = "waiting"
    RUNNING = "running"
    OVER = "over"


class CallState(StrEnum):
    UPCOMING = "upcoming"
    OPEN = "open"
    EXTENDED = "extended"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def kind(self) -> Kind:
        return KINDS[self]

    @property
    def is_running(self) -> bool:
        return self.kind is Kind.RUNNING


LABELS = {
    CallState.UPCOMING: "未开始",
    CallState.OPEN: "申报中",
    CallState.EXTENDED: "已延期",
    CallState.CLOSED: "已截止",
    CallState.WITHDRAWN: "已撤回",
}
KINDS = {
    CallState.UPCOMING: Kind.WAITING,
    CallState.OPEN: Kind.RUNNING,
    CallState.EXTENDED: Kind.RUNNING,
    CallState.CLOSED: Kind.OVER,
    CallState.WITHDRAWN: Kind.OVER,
}


@dataclass(frozen=True, slots=True)
class CutOff:
    """A closing instant: as it was first stated, and as it stands. The first instant that is too late."""

    label: str
    first: datetime
    stands: datetime

    @property
    def is_extended(self) -> bool:
        return self.stands > self.first


@dataclass(frozen=True, slots=True)
class Instants:
    """When a call opens, and when it closes; an open-ended one has batches with cut-offs instead of a closing."""

    opens: datetime
    closing: CutOff | None
    batches: tuple[CutOff, ...] = ()
    withdrawn: bool = False

    @property
    def is_open_ended(self) -> bool:
        return self.closing is None

    def state_at(self, moment: datetime) -> CallState:
        if self.withdrawn:
            return CallState.WITHDRAWN
        if moment < self.opens:
            return CallState.UPCOMING
        if self.closing is None or moment < self.closing.first:
            return CallState.OPEN
        return CallState.EXTENDED if moment < self.closing.stands else CallState.CLOSED

    def next_batch(self, moment: datetime) -> CutOff | None:
        return _earliest(batch for batch in self.batches if batch.stands > moment)

    def batch_before(self, moment: datetime) -> CutOff | None:
        """The batch that closed last."""
        over = [batch for batch in self.batches if batch.stands <= moment]
        return max(over, key=lambda batch: batch.stands) if over else None

    def next_closing(self, moment: datetime) -> CutOff | None:
        """What is to be kept next: the closing, or the cut-off of the next batch. None when nothing is announced."""
        return self.next_batch(moment) if self.closing is None else self.closing


def _earliest(batches: Iterable[CutOff]) -> CutOff | None:
    return min(batches, key=lambda batch: batch.stands, default=None)
