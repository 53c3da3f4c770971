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
    """What an act made of the text from a day on. `act` is the page, `text` the set of provisions, None where it brought
    none; `expires_on` its last day. A withdrawn act counted until the day of its withdrawal. A sealed one goes on
    counting: sealing takes its words away, not its force.
    """

    change: Change
    act: int
    text: int | None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    document_number: str = ""
    title: str = ""
    url: str = ""
    withdrawn_on: date | None = None
    is_sealed: bool = False

    @property
    def begins(self) -> date | None:
        return self.effective_on or self.issued_on

    @property
    def is_known_from(self) -> date:
        """From when it can be spoken of: its own day, even where it takes effect later."""
        days = [day for day in (self.issued_on, self.effective_on) if day is not None]
        return min(days, default=date.min)

    def counts_on(self, day: date) -> bool:
        """Whether it has taken effect by this day and was not withdrawn by then. A change without any day never has."""
        return self.begins is not None and self.begins <= day and not self.is_withdrawn_on(day)

    def is_withdrawn_on(self, day: date) -> bool:
        return self.withdrawn_on is not None and self.withdrawn_on <= day


@dataclass(frozen=True, slots=True)
class Repeal:
    """From which day it no longer holds, and by what; that may itself have been withdrawn since."""

    on: date
    title: str
    url: str = ""
    withdrawn_on: date | None = None

    def counts_on(self, day: date) -> bool:
        return self.on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A document that ends with this one; without an address when it is not held here."""

    title: str
    document_number: str
    on: date | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """The regulation as first published, what changed it in the order of taking effect, what repealed it and what it
    repealed.
    """

    first: Version
    changes: tuple[Version, ...] = ()
    repeals: tuple[Repeal, ...] = ()
    replaces: tuple[Replaced, ...] = ()
    is_draft: bool = False
    withdrawn_on: date | None = None

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every text there was and may be read, oldest first; what only moves the last day brings none of its own."""
        return tuple(one for one in (self.first, *self.changes) if one.text is not None and not one.is_sealed)

    def adoption_on(self, day: date) -> Version | None:
        """The act that had made a regulation of a draft by then; it may take effect later."""
        found = (
            one
            for one in self.changes
            if one.change is Change.ADOPTED
            and one.begins is not None
            and one.is_known_from <= day
            and not one.is_withdrawn_on(day)
        )
        return next(found, None) if self.is_draft else None

    def base_on(self, day: date) -> Version:
        """What gave it number and dates: its adoption, or its own issuing."""
        return self.adoption_on(day) or self.first


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
    return tuple(sorted(changes, key=lambda one: (one.begins or date.max, one.issued_on or date.min, one.act)))


def standing_on(day: date, life: Life) -> Standing:
    """The state on a day, since when, and what it rests on."""
    if life.withdrawn_on is not None and life.withdrawn_on <= day:
        return Standing(State.WITHDRAWN, life.withdrawn_on)
    base = life.base_on(day)
    gone = _repeal_on(day, life)
    if gone is not None:
        return Standing(State.REPEALED, gone.on, gone.title, gone.url)
    if life.is_draft and base is life.first:
        return Standing(State.DRAFT, life.first.issued_on)
    if base.begins is not None and base.begins > day:
        return Standing(State.NOT_YET, base.begins)
    done = _done(day, life)
    last_day, revived = _last_day(base, done)
    if last_day is not None and last_day < day:
        return Standing(State.EXPIRED, last_day + timedelta(days=1))
    changed = [one for one in done if one.change is Change.AMENDED]
    latest = changed[-1] if changed else None
    if revived is not None and (latest is None or (latest.begins or date.min) < (revived.begins or date.min)):
        state = State.AMENDED if latest else State.IN_FORCE
        return Standing(state, revived.begins, revived.title, revived.url)
    if latest is not None:
        return Standing(State.AMENDED, latest.begins, latest.title, latest.url)
    return Standing(State.IN_FORCE, base.begins)


def version_on(day: date, life: Life) -> Version:
    """The text a reader of that day needs: what held, or of what was still to take effect, what was adopted.

    Before the first took effect, the first there was.
    """
    base = life.base_on(day)
    done = _done(day, life) if base is not life.first or not life.is_draft else _changes(day, life)
    texts = [one for one in (life.first, base, *done) if one.text is not None and not one.is_sealed]
    return texts[-1] if texts else (life.versions or (life.first,))[0]


def unreadable_on(day: date, life: Life) -> Version | None:
    """The act in effect that day whose text was sealed away, when what can be shown is older than it."""
    shown = version_on(day, life)
    later = [one for one in (life.base_on(day), *_done(day, life)) if one.is_sealed and one.text is not None]
    order = [life.first, *life.changes]
    return next((one for one in reversed(later) if order.index(one) > order.index(shown)), None)


def last_day_on(day: date, life: Life) -> date | None:
    """The last day it holds, as it was known that day."""
    return _last_day(life.base_on(day), _done(day, life))[0]


def expiry_ahead(today: date, life: Life) -> date | None:
    """The last day as all acts known today will have it, also those that take effect later."""
    base = life.base_on(today)
    ahead = [one for one in _after(base, life) if one.begins is not None and not one.is_withdrawn_on(today)]
    last_day: date | None = base.expires_on
    for one in ahead:
        begins = one.begins or date.max
        # What comes only after it has run out does not keep it from running out.
        if last_day is not None and begins > today and begins > last_day + timedelta(days=1):
            break
        last_day = one.expires_on or last_day
    return last_day


def events(life: Life, today: date) -> tuple[Event, ...]:
    """The history, oldest first, with what is still ahead."""
    return tuple(sorted(_events(life, today), key=lambda one: one.on))


def _events(life: Life, today: date) -> Iterator[Event]:
    first = life.first
    if first.issued_on is not None:
        says = "公布征求意见稿" if life.is_draft else "成文"
        yield Event(first.issued_on, says, is_ahead=first.issued_on > today)
    if first.effective_on is not None and not life.is_draft:
        yield Event(first.effective_on, "施行", is_ahead=first.effective_on > today)
    for one in life.changes:
        yield from _events_of(one, today)
    for gone in life.repeals:
        yield Event(gone.on, "废止", gone.title, gone.url, gone.on > today)
        if gone.withdrawn_on is not None:
            yield Event(gone.withdrawn_on, "撤回废止的决定", gone.title, gone.url)
    yield from _lapses(life, today)
    if life.withdrawn_on is not None:
        yield Event(life.withdrawn_on, "撤回")


def _events_of(one: Version, today: date) -> Iterator[Event]:
    if one.begins is None:
        return
    if one.change is Change.ADOPTED:
        if one.is_known_from < one.begins:
            yield Event(one.is_known_from, "通过", one.title, one.url, one.is_known_from > today)
        yield Event(one.begins, "通过的文本开始施行", one.title, one.url, one.begins > today)
    else:
        says = "延长有效期" if one.change is Change.EXTENDED else "修改，开始施行"
        yield Event(one.begins, says, one.title, one.url, one.begins > today)
    if one.withdrawn_on is not None:
        yield Event(one.withdrawn_on, f"撤回{one.change.label}的决定", one.title, one.url)


def _lapses(life: Life, today: date) -> Iterator[Event]:
    """Each time it ran out, or will: one that was renewed in time did not."""
    known = [day for one in life.changes for day in (one.begins, one.withdrawn_on) if day is not None]
    ends = {last_day_on(day, life) for day in known}
    ends |= {last_day_on(today, life), expiry_ahead(today, life), life.first.expires_on}
    for end in sorted(day for day in ends if day is not None):
        after = end + timedelta(days=1)
        if after <= today:
            lapsed = standing_on(after, life).state is State.EXPIRED
        else:
            gone = any(one.on <= end and one.counts_on(end) for one in life.repeals)
            lapsed = end == expiry_ahead(today, life) and not gone
        if lapsed:
            yield Event(after, "有效期届满，失效", is_ahead=after > today)


def _repeal_on(day: date, life: Life) -> Repeal | None:
    """What ended it. One that ended a draft is no concern of the regulation adopted after it."""
    adoption = life.adoption_on(day)
    begun = adoption.is_known_from if adoption is not None else date.min
    counting = [one for one in life.repeals if one.counts_on(day) and one.on >= begun]
    return min(counting, key=lambda one: one.on, default=None)


def _changes(day: date, life: Life) -> list[Version]:
    return [one for one in life.changes if one.counts_on(day)]


def _done(day: date, life: Life) -> list[Version]:
    """What changed the regulation by that day; what had changed it while it was a draft is not of it."""
    return [one for one in _after(life.base_on(day), life) if one.counts_on(day)]


def _after(base: Version, life: Life) -> list[Version]:
    if base is life.first:
        return [one for one in life.changes if one.change is not Change.ADOPTED]
    return list(life.changes[life.changes.index(base) + 1 :])


def _last_day(base: Version, done: list[Version]) -> tuple[date | None, Version | None]:
    """Its last day, and the act that brought it back after it had run out, if one did.

    An act that takes effect after the text has run out says anew until when; one that names no day changes none.
    """
    last_day, revived = base.expires_on, None
    for one in done:
        if one.expires_on is None:
            continue
        if last_day is not None and one.begins is not None and one.begins > last_day + timedelta(days=1):
            revived = one
        last_day = one.expires_on
    return last_day, revived
