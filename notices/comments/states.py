"""What became of a comment: codes, each of a kind. Meaning is never read from a label. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    OPEN = "open"  # nobody has answered it yet
    ANSWERED = "answered"  # answered, and published with its answer
    WITHHELD = "withheld"  # answered, counted, and its words not published


class State(StrEnum):
    NEW = "new"
    TAKEN = "taken"
    PARTLY = "partly"
    DECLINED = "declined"
    ASIDE = "aside"
    HIDDEN = "hidden"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def kind(self) -> Kind:
        return _KINDS.get(self, Kind.ANSWERED)

    @property
    def needs_a_reason(self) -> bool:
        return self in _WITH_REASON


_LABELS = {
    State.NEW: "待处理",
    State.TAKEN: "采纳",
    State.PARTLY: "部分采纳",
    State.DECLINED: "未采纳",
    State.ASIDE: "与本稿无关",
    State.HIDDEN: "不公布",
}
_KINDS = {State.NEW: Kind.OPEN, State.HIDDEN: Kind.WITHHELD}
_WITH_REASON = frozenset({State.PARTLY, State.DECLINED, State.HIDDEN})
ANSWERS = tuple(state for state in State if state.kind is not Kind.OPEN)
