"""What search knows of a thing that can be found: plain values, the same for every kind and both engines."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

PUBLIC = "public"
# As much of a part as is kept for showing what matched; all of it is searched.
LONGEST_KEPT = 40_000


class Place(StrEnum):
    """Where in a document a text stands. It decides how much a word found there counts."""

    PROVISION = "provision"
    BODY = "body"
    ATTACHMENT = "attachment"


class State(StrEnum):
    IN_FORCE = "in_force"
    UPCOMING = "upcoming"
    DRAFT = "draft"
    EXPIRED = "expired"
    REPEALED = "repealed"
    NOT_OPEN = "not_open"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    # A notice, which is neither in force nor not.
    PUBLISHED = "published"


STATE_LABELS = {
    State.IN_FORCE: "有效",
    State.UPCOMING: "尚未施行",
    State.DRAFT: "征求意见稿",
    State.EXPIRED: "已失效",
    State.REPEALED: "已废止",
    State.NOT_OPEN: "未开始",
    State.OPEN: "申报中",
    State.CLOSED: "已截止",
    State.WITHDRAWN: "已撤回",
    State.PUBLISHED: "已发布",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document that is shown on its own: a provision, the body, an attachment.

    `context` is what the piece hangs on, such as the lead of the article an item stands in. A word found there counts a
    little, and is not shown.
    """

    reference: str
    text: str
    anchor: str = ""
    place: Place = Place.PROVISION
    context: str = ""
    # Where the piece is when it is not on the document's own page: the address of an attachment.
    url: str = ""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One document. `key` names it for ever; `visible_to` holds who may find it: the public, or nobody by default."""

    key: str
    kind: str
    title: str
    url: str
    number: str = ""
    issuers: tuple[str, ...] = ()
    programme: str = ""
    state: State = State.PUBLISHED
    dated: date | None = None
    keywords: str = ""
    abstract: str = ""
    visible_to: frozenset[str] = field(default=frozenset())
    parts: tuple[Part, ...] = ()
    # For the archive alone: how far it came, the key of its section, the keys of whoever had a hand in it.
    stage: str = ""
    section: str = ""
    actors: tuple[str, ...] = ()

    @property
    def page(self) -> str:
        """The page it is of: an archive holds several documents of one."""
        return ":".join(self.key.split(":")[:2])

    @property
    def year(self) -> str:
        return str(self.dated.year) if self.dated else ""

    @property
    def digest(self) -> str:
        """The same for the same content, whenever and wherever it was made."""
        return self.digest_of(self.packed)

    def digest_of(self, packed: str) -> str:
        unkept = [part.text[LONGEST_KEPT:] for part in self.parts if len(part.text) > LONGEST_KEPT]
        rest = json.dumps(
            [self.keywords, sorted(self.visible_to), unkept, self.section, self.actors], ensure_ascii=False
        )
        return hashlib.sha256(f"{packed}\n{rest}".encode()).hexdigest()[:32]

    @property
    def packed(self) -> str:
        """What a hit needs, as short as can be: an index is read through for every page of results."""
        return json.dumps(
            [
                self.key, self.kind, self.title, self.url, self.number, self.issuers, self.programme, self.state.value,
                self.dated.isoformat() if self.dated else "", self.abstract,
                [[one.reference, one.anchor, one.url, one.place.value, one.text[:LONGEST_KEPT], one.context] for one in self.parts],
                self.stage, self.section, self.actors,
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "issuers": list(self.issuers),
            "actors": list(self.actors),
            "dated": self.dated.isoformat() if self.dated else None,
            "visible_to": sorted(self.visible_to),
            "parts": [asdict(part) for part in self.parts],
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "SearchDocument":
        return cls(
            **{
                **data,
                "issuers": tuple(data["issuers"]),
                "actors": tuple(data["actors"]),
                "state": State(data["state"]),
                "dated": date.fromisoformat(data["dated"]) if data["dated"] else None,
                "visible_to": frozenset(data["visible_to"]),
                "parts": tuple(Part(**{**part, "place": Place(part["place"])}) for part in data["parts"]),
            }
        )
