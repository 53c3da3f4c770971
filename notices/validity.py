"""How a regulation stands on a day, computed from its dates and from what was done to it since. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    EXPIRED = "expired"
    REPEALED = "repealed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def holds(self) -> bool:
        """Whether it can be relied on that day."""
        return self in (State.IN_FORCE, State.AMENDED)


_LABELS = {
    State.DRAFT: "征求意见稿",
    State.NOT_YET: "尚未施行",
    State.IN_FORCE: "现行有效",
    State.AMENDED: "现行有效（已修改）",
    State.EXPIRED: "已失效",
    State.REPEALED: "已废止",
    State.WITHDRAWN: "已撤回",
}


class Change(StrEnum):
    """What made a version, or ended the regulation."""

    ISSUED = "issued"
    ADOPTED = "adopted"
    AMENDED = "amended"
    EXTENDED = "extended"
    REPEALED = "repealed"

    @property
    def label(self) -> str:
        return _CHANGES[self]


_CHANGES = {
    Change.ISSUED: "公布",
    Change.ADOPTED: "通过",
    Change.AMENDED: "修改",
    Change.EXTENDED: "延长有效期",
    Change.REPEALED: "废止",
}


@dataclass(frozen=True, slots=True)
class Version:
    """The text from a day on. `act` is the page that made it, `text` the set of provisions, `expires_on` its last day."""

    change: Change
    act: int
    text: int | None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    document_number: str = ""
    title: str = ""
    url: str = ""

    @property
    def begins(self) -> date | None:
        return self.effective_on or self.issued_on


@dataclass(frozen=True, slots=True)
class Repeal:
    """From which day it no longer holds, and by what."""

    on: date
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """The regulation as first published, what changed it in the order of taking effect, and what repealed it."""

    first: Version
    changes: tuple[Version, ...] = ()
    repeals: tuple[Repeal, ...] = ()
    is_draft: bool = False
    withdrawn_on: date | None = None

    @property
    def adoption(self) -> Version | None:
        return next((one for one in self.changes if one.change is Change.ADOPTED), None)

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every text there was, oldest first; what only moves the last day brings no text of its own."""
        return tuple(one for one in (self.first, *self.changes) if one.text is not None)


@dataclass(frozen=True, slots=True)
class Standing:
    state: State
    since: date | None
    because: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: when, what, by what."""

    on: date
    says: str
    title: str = ""
    url: str = ""
    is_ahead: bool = False


def in_order(changes: list[Version]) -> tuple[Version, ...]:
    """As they take effect; of two on one day the later act is the later."""
    return tuple(sorted(changes, key=lambda one: (one.begins or date.max, one.act)))


def standing_on(day: date, life: Life) -> Standing:
    """The state on a day, since when, and what it rests on."""
    if life.withdrawn_on is not None and life.withdrawn_on <= day:
        return Standing(State.WITHDRAWN, life.withdrawn_on)
    adoption = life.adoption
    if life.is_draft and (adoption is None or _begun(adoption) > day):
        return Standing(State.DRAFT, life.first.issued_on)
    base = adoption if life.is_draft and adoption is not None else life.first
    gone = min((one for one in life.repeals if one.on <= day), key=lambda one: one.on, default=None)
    if gone is not None:
        return Standing(State.REPEALED, gone.on, gone.title, gone.url)
    if base.begins is not None and base.begins > day:
        return Standing(State.NOT_YET, base.begins)
    done = [one for one in _after(base, life) if one.begins is not None and one.begins <= day]
    last_day = _last_day(base, done)
    if last_day is not None and last_day < day:
        return Standing(State.EXPIRED, last_day + timedelta(days=1))
    changed = [one for one in done if one.change is Change.AMENDED]
    if changed:
        latest = changed[-1]
        return Standing(State.AMENDED, latest.begins, latest.title, latest.url)
    return Standing(State.IN_FORCE, base.begins)


def version_on(day: date, life: Life) -> Version:
    """The text that held on a day; before the first took effect, the first there was."""
    texts = [one for one in life.versions if _begun(one) <= day]
    return texts[-1] if texts else (life.versions or (life.first,))[0]


def last_day_on(day: date, life: Life) -> date | None:
    """The last day it holds, as it was known that day."""
    adoption = life.adoption
    base = adoption if life.is_draft and adoption is not None else life.first
    return _last_day(base, [one for one in _after(base, life) if one.begins is not None and one.begins <= day])


def events(life: Life, today: date) -> tuple[Event, ...]:
    """The history, oldest first, with what is still ahead."""
    found = sorted(_events(life, today), key=lambda one: one.on)
    return tuple(found)


def _events(life: Life, today: date) -> Iterator[Event]:
    first = life.first
    if first.issued_on is not None:
        says = "公布征求意见稿" if life.is_draft else "成文"
        yield Event(first.issued_on, says, is_ahead=first.issued_on > today)
    if first.effective_on is not None and not life.is_draft:
        yield Event(first.effective_on, "施行", is_ahead=first.effective_on > today)
    for one in life.changes:
        if one.begins is not None:
            says = "通过，开始施行" if one.change is Change.ADOPTED else f"{one.change.label}，开始施行"
            if one.change is Change.EXTENDED:
                says = one.change.label
            yield Event(one.begins, says, one.title, one.url, one.begins > today)
    for gone in life.repeals:
        yield Event(gone.on, "废止", gone.title, gone.url, gone.on > today)
    last_day = last_day_on(today, life)
    if last_day is not None and not any(gone.on <= last_day for gone in life.repeals):
        ends = last_day + timedelta(days=1)
        yield Event(ends, "有效期届满，失效", is_ahead=ends > today)
    if life.withdrawn_on is not None:
        yield Event(life.withdrawn_on, "撤回")


def _begun(version: Version) -> date:
    return version.begins or date.min


def _after(base: Version, life: Life) -> list[Version]:
    return [one for one in life.changes if one is not base]


def _last_day(base: Version, done: list[Version]) -> date | None:
    """An act that takes effect after the text has run out says anew until when; one that names no day changes none."""
    said = [one.expires_on for one in done if one.expires_on is not None]
    return said[-1] if said else base.expires_on
