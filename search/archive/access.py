"""What a person may see in the archive now: asked of their roles before each question, and of each hit after it."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Page

from foundation.models import OutboxMessage, PublishedAct, User
from foundation.roles import Role
from foundation.standing import standing_of
from search.archive.editions import DRAFT
from search.archive.registry import split_archive_key
from search.archive.sight import READERS, Shelf, audience_of, sees, tokens_of

TOPIC = "archive"


@dataclass(frozen=True, slots=True)
class Sight:
    audience: frozenset[str]
    # Of it, what lets them open an original that was sealed: the archivist's alone.
    opens: frozenset[str]
    # Keys and paths of the sections their roles are held for.
    sections: tuple[tuple[int, str], ...]


def sight_of(user: User) -> Sight:
    standing = standing_of(user, fresh=True)
    paths = {role: standing.paths(role) for role in READERS}
    wanted = {path for found in paths.values() for path in found if path}
    sections = dict(Page.objects.filter(path__in=wanted).values_list("path", "pk"))
    held = [(role, sections[path]) for role, found in paths.items() for path in found if path in sections]
    kept = [(role, pk) for role, pk in held if role is Role.ARCHIVIST]
    return Sight(audience_of(held), audience_of(kept), tuple(sorted((pk, path) for path, pk in sections.items())))


@dataclass(frozen=True, slots=True)
class Seen:
    shelf: Shelf
    # Whether they may open it too: of what was sealed, a supervisor sees that and what, and opens nothing.
    opens: bool


def still_seen(sight: Sight, keys: Iterable[str]) -> dict[str, Seen]:
    """Those of the keys this person may see this instant, and on which shelf: an index is always a little late."""
    places = {key: place for key in keys if (place := split_archive_key(key))}
    rows = Page.objects.filter(pk__in={pk for _, pk, _ in places.values()}).values_list(
        "pk", "path", "live", "published_act__sealing_id"
    )
    pages = {pk: (path, live, sealing is not None) for pk, path, live, sealing in rows}
    above = _keys_of({step for path, _, _ in pages.values() for step in _steps(path)})
    seen = {}
    for key, (_, pk, name) in places.items():
        if pk not in pages:
            continue
        path, live, is_sealed = pages[pk]
        shelf = _shelf(name, live=live, is_sealed=is_sealed)
        if shelf is None:
            continue
        tokens = tokens_of(shelf, [above[step] for step in _steps(path) if step in above])
        if sees(sight.audience, tokens):
            seen[key] = Seen(shelf, shelf is not Shelf.SEALED or sees(sight.opens, tokens))
    return seen


def sealed_and_not_yet_noted() -> frozenset[str]:
    """Pages sealed this moment, of which the index still says what it said before: left out of every answer."""
    waiting = OutboxMessage.objects.filter(topic=TOPIC, done_at=None).values_list("payload", flat=True)
    pages = {payload["page"]: f"{payload['kind']}:{payload['page']}" for payload in waiting}
    if not pages:
        return frozenset()
    sealed = PublishedAct.objects.filter(page_id__in=pages, sealing__isnull=False).values_list("page_id", flat=True)
    return frozenset(pages[pk] for pk in sealed)


def _shelf(name: str, *, live: bool, is_sealed: bool) -> Shelf | None:
    if is_sealed:
        return Shelf.SEALED
    if name == DRAFT:
        return Shelf.DRAFTS
    if name:
        return Shelf.FORMER
    return Shelf.OPEN if live else None


def _steps(path: str) -> list[str]:
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]


def _keys_of(paths: set[str]) -> dict[str, int]:
    return dict(Page.objects.filter(path__in=paths).values_list("path", "pk"))
