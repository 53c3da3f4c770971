"""The editions of a page: what is public, its draft where that differs, and what was published before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.timezone import localtime
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState

from foundation.models import Approval, LedgerEntry, PublishedAct, SectionPage
from search.archive.sight import SHELF_OF, Stage, tokens_of
from search.documents import SearchDocument, State

DRAFT = "draft"
# What of the ledger says that a revision was published.
PUBLISHING = ("page.published", "page.corrected", "page.imported")
STAGES = {State.WITHDRAWN: Stage.WITHDRAWN, State.EXPIRED: Stage.EXPIRED, State.REPEALED: Stage.REPEALED}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: the keys of all pages from itself up, and its section."""

    above: tuple[int, ...]
    section: str


@dataclass(frozen=True, slots=True)
class Edition:
    name: str  # empty for the one the public sees, or saw before it was sealed
    page: Any
    place: Place
    # None for what is public: how it stands is in its document.
    stage: Stage | None
    dated: date | None
    actors: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        return self.stage is None

    def document(self, made: SearchDocument, key: str, kind: str) -> SearchDocument:
        """Whatever the maker says: under which key it lies, and who sees it, is said here."""
        stage = self.stage or STAGES.get(made.state, Stage.PUBLISHED)
        whole = f"{key}:{self.name}" if self.name else key
        return replace(
            made,
            key=whole,
            kind=kind,
            url=f"/archive/open/{whole}/",
            stage=stage.value,
            section=self.place.section,
            actors=self.actors,
            dated=made.dated if self.is_public else self.dated or made.dated,
            visible_to=tokens_of(SHELF_OF[stage], self.place.above),
            # A file is opened from its document, where who opens it is asked and written down.
            parts=tuple(replace(part, url="") for part in made.parts),
        )


def editions_of(page: Page) -> Iterator[Edition]:
    place = place_of(page)
    mark = PublishedAct.objects.filter(page_id=page.pk).select_related("entry").first()
    is_sealed = mark is not None and mark.is_sealed
    published = published_revisions(page)
    current = page.live_revision_id if page.live else mark.entry.revision_id if mark is not None else None
    draft = page.latest_revision_id if page.latest_revision_id not in {*published, current} else None
    former = [pk for pk in published if pk != current]
    if not page.live and not is_sealed:
        # Never published, or taken down without an act: what there is of it is a draft.
        draft = page.latest_revision_id
        former = [pk for pk in former if pk != draft]
    revisions = Revision.objects.in_bulk([pk for pk in {*former, draft, current} if pk])
    hands = _hands(revisions)

    def edition(name: str, revision: Revision | None, stage: Stage | None) -> Edition:
        at = revision.created_at if revision is not None else page.latest_revision_created_at
        who = hands.get(revision.pk, set()) if revision is not None else set()
        owner = {page.owner_id} if page.owner_id and (revision is None or not who) else set()
        return Edition(
            name,
            _as_it_was(page, revision) if stage is not None else page,
            place,
            Stage.SEALED if is_sealed else stage,
            localtime(at).date() if at else None,
            tuple(str(pk) for pk in sorted(who | owner)),
        )

    if page.live or is_sealed:
        yield edition("", revisions.get(current), None if page.live and not is_sealed else Stage.SEALED)
    if draft or not (page.live or is_sealed):
        yield edition(DRAFT, revisions.get(draft), Stage.ON_ITS_WAY if _is_on_its_way(page) else Stage.DRAFT)
    for pk in former:
        if pk in revisions:
            yield edition(str(pk), revisions[pk], Stage.FORMER)


def keys_of(key: str, pk: int) -> list[str]:
    page = Page.objects.filter(pk=pk).first()
    former = [f"{key}:{revision}" for revision in published_revisions(page)] if page is not None else []
    return [key, f"{key}:{DRAFT}", *former]


def published_revisions(page: Page) -> list[int]:
    """Those that were published at one time: of an act by the ledger, of any other page by Wagtail's log."""
    if getattr(page.specific_class, "is_act", False):
        rows = LedgerEntry.objects.filter(subject=f"page:{page.pk}", act__in=PUBLISHING, revision__isnull=False)
        found = rows.order_by("seq").values_list("revision_id", flat=True)
    else:
        logged = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", revision__isnull=False)
        found = logged.order_by("pk").values_list("revision_id", flat=True)
    return list(dict.fromkeys(found))


def revision_of(page: Page, name: str) -> Revision | None:
    """The revision an edition is of, if it is one of this page's."""
    if name == DRAFT:
        return Revision.page_revisions.filter(pk=page.latest_revision_id).first()
    if not name.isdecimal() or int(name) not in published_revisions(page):
        return None
    return Revision.page_revisions.filter(pk=int(name), object_id=str(page.pk)).first()


def place_of(page: Page) -> Place:
    paths = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    above = tuple(Page.objects.filter(path__in=paths).order_by("path").values_list("pk", flat=True))
    section = SectionPage.objects.filter(pk__in=above).order_by("-depth").values_list("pk", flat=True).first()
    return Place(above, str(section or ""))


def _as_it_was(page: Page, revision: Revision | None) -> Any:
    return revision.as_object() if revision is not None else page


def _hands(revisions: dict[int, Revision]) -> dict[int, set[int]]:
    """Who wrote each, reviewed it, signed it, or sent it back."""
    hands = {pk: {revision.user_id} - {None} for pk, revision in revisions.items()}
    for pk, by in Approval.objects.filter(revision__in=list(revisions)).values_list("revision_id", "by_id"):
        hands[pk].add(by)
    signed = LedgerEntry.objects.filter(revision__in=list(revisions), act__in=PUBLISHING, actor__isnull=False)
    for pk, by in signed.values_list("revision_id", "actor_id"):
        hands[pk].add(by)
    return hands


def _is_on_its_way(page: Page) -> bool:
    return WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(page.pk),
        status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES),
    ).exists()
