"""What became of pages: their revisions, which of them were published, by whose hands, and where the pages stand.

Read for many pages in the same number of queries as for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState

from foundation.models import Approval, LedgerEntry, PublishedAct, SectionPage

# What of the ledger says that a revision was published.
PUBLISHING = ("page.published", "page.corrected", "page.imported")
IN_HAND = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: the keys of all pages from itself up, and its section."""

    above: tuple[int, ...]
    section: str


@dataclass(frozen=True, slots=True)
class History:
    place: Place
    is_sealed: bool
    # Keys of revisions: the one that counts or last counted, all that did, and what was written since.
    current: int | None
    published: tuple[int, ...]
    draft: int | None
    revisions: dict[int | None, Revision]
    hands: dict[int, set[int]]
    is_on_its_way: bool


def histories_of(pages: Sequence[Page]) -> Iterator[History]:
    """Of pages of one kind, with their marks joined; in their order."""
    published, places, waiting = published_revisions(pages), _places(pages), _on_their_way(pages)
    marks: dict[int, PublishedAct | None] = {page.pk: getattr(page, "published_act", None) for page in pages}
    current = _current(pages, marks)
    shown = {current[page.pk] for page in pages if page.live}
    wanted: set[int | None] = {pk for found in published.values() for pk in found}
    wanted |= {page.latest_revision_id for page in pages} | set(current.values())
    revisions = _revisions({pk for pk in wanted if pk}, without_content={pk for pk in shown if pk})
    hands = _hands(revisions)
    for page in pages:
        done, counts, mark = published[page.pk], current[page.pk], marks[page.pk]
        latest = page.latest_revision_id
        own: dict[int | None, Revision] = {pk: revisions[pk] for pk in {*done, counts, latest} if pk in revisions}
        yield History(
            place=places[page.pk],
            is_sealed=mark is not None and mark.is_sealed,
            current=counts,
            published=done,
            draft=latest if latest not in {*done, counts} else None,
            revisions=own,
            hands=hands,
            is_on_its_way=page.pk in waiting,
        )


def published_revisions(pages: Iterable[Page]) -> dict[int, tuple[int, ...]]:
    """Those that were published at one time: of an act by the ledger, of any other page by Wagtail's log."""
    pages = list(pages)
    found: dict[int, dict[int, None]] = {page.pk: {} for page in pages}
    acts = {f"page:{page.pk}": page.pk for page in pages if getattr(page.specific_class, "is_act", False)}
    if acts:
        # Chosen and put in order here: asked for by what was done, the ledger would be read through for every turn.
        rows = LedgerEntry.objects.filter(subject__in=acts).order_by()
        for _, subject, act, revision in sorted(rows.values_list("seq", "subject", "act", "revision_id")):
            if act in PUBLISHING and revision is not None:
                found[acts[subject]][revision] = None
    others = found.keys() - acts.values()
    if others:
        logged = PageLogEntry.objects.filter(page__in=others, action="wagtail.publish", revision__isnull=False)
        for pk, revision in logged.order_by("pk").values_list("page_id", "revision_id"):
            found[pk][revision] = None
    return {pk: tuple(revisions) for pk, revisions in found.items()}


def _current(pages: Sequence[Page], marks: dict[int, PublishedAct | None]) -> dict[int, int | None]:
    """Of what is live its revision; of what was taken back or sealed the one that was published."""
    gone = {page.pk: mark.entry_id for page in pages if not page.live and (mark := marks[page.pk]) is not None}
    entries: dict[int | None, int] = dict(
        LedgerEntry.objects.filter(pk__in=gone.values()).values_list("pk", "revision_id")
    )
    return {page.pk: page.live_revision_id if page.live else entries.get(gone.get(page.pk)) for page in pages}


def _revisions(wanted: set[int], *, without_content: set[int]) -> dict[int, Revision]:
    """Of what the public sees the page itself is read: its revision says when and by whom, and need not be unpacked."""
    found: dict[int, Revision] = Revision.objects.only("created_at", "user_id").in_bulk(wanted & without_content)
    return found | Revision.objects.in_bulk(wanted - without_content)


def _hands(revisions: dict[int, Revision]) -> dict[int, set[int]]:
    """Who wrote each, reviewed it, signed it, or sent it back."""
    hands: dict[int, set[int]] = defaultdict(set)
    for pk, revision in revisions.items():
        hands[pk] |= {revision.user_id} - {None}
    for pk, by in Approval.objects.filter(revision__in=revisions).order_by().values_list("revision_id", "by_id"):
        hands[pk].add(by)
    rows = LedgerEntry.objects.filter(revision__in=revisions).order_by()
    for pk, act, by in rows.values_list("revision_id", "act", "actor_id"):
        if act in PUBLISHING and by is not None:
            hands[pk].add(by)
    return hands


def _places(pages: Sequence[Page]) -> dict[int, Place]:
    paths = {
        page.pk: [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)] for page in pages
    }
    keys = dict(
        Page.objects.filter(path__in={path for steps in paths.values() for path in steps}).values_list("path", "pk")
    )
    sections = set(SectionPage.objects.filter(pk__in=keys.values()).values_list("pk", flat=True))
    found = {}
    for pk, steps in paths.items():
        above = tuple(keys[path] for path in steps if path in keys)
        found[pk] = Place(above, str(next((one for one in reversed(above) if one in sections), "")))
    return found


def _on_their_way(pages: Sequence[Page]) -> set[int]:
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
        status__in=IN_HAND,
    )
    return {int(pk) for pk in states.values_list("object_id", flat=True)}
