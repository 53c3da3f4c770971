"""The editions of a page: what is public, its draft where that differs, and what was published before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from wagtail.models import Page, Revision

from search.archive.histories import History, Place, histories_of, published_revisions
from search.archive.sight import SHELF_OF, Stage, tokens_of
from search.documents import SearchDocument, State

DRAFT = "draft"
# Of the page itself, whichever edition of it.
KEPT = ("pk", "id", "content_type_id", "path", "depth", "numchild", "url_path", "live", "owner_id", "locale_id")
STAGES = {State.WITHDRAWN: Stage.WITHDRAWN, State.EXPIRED: Stage.EXPIRED, State.REPEALED: Stage.REPEALED}


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


def editions_of(pages: Sequence[Page]) -> Iterator[Edition]:
    """Of pages of one kind, with their marks joined; in their order."""
    for page, history in zip(pages, histories_of(pages), strict=True):
        yield from _editions(page, history)


def _editions(page: Page, history: History) -> Iterator[Edition]:
    is_sealed, current = history.is_sealed, history.current
    former = [pk for pk in history.published if pk != current]
    draft = history.draft
    if not page.live and not is_sealed:
        # Never published, or taken down without an act: what there is of it is a draft.
        draft = page.latest_revision_id
        former = [pk for pk in former if pk != draft]
    revisions, hands = history.revisions, history.hands

    def edition(name: str, revision: Revision | None, stage: Stage | None) -> Edition:
        at = revision.created_at if revision is not None else page.latest_revision_created_at
        who = hands.get(revision.pk, set()) if revision is not None else set()
        owner = {page.owner_id} if page.owner_id and (revision is None or not who) else set()
        return Edition(
            name,
            _as_it_was(page, revision) if stage is not None else page,
            history.place,
            Stage.SEALED if is_sealed else stage,
            localtime(at).date() if at else None,
            tuple(str(pk) for pk in sorted(who | owner)),
        )

    if page.live or is_sealed:
        yield edition("", revisions.get(current), None if page.live and not is_sealed else Stage.SEALED)
    if draft or not (page.live or is_sealed):
        yield edition(DRAFT, revisions.get(draft), Stage.ON_ITS_WAY if history.is_on_its_way else Stage.DRAFT)
    for pk in former:
        if pk in revisions:
            yield edition(str(pk), revisions[pk], Stage.FORMER)


def keys_of(key: str, pk: int) -> list[str]:
    page = Page.objects.filter(pk=pk).first()
    former = [f"{key}:{revision}" for revision in published_revisions([page])[pk]] if page is not None else []
    return [key, f"{key}:{DRAFT}", *former]


def revision_of(page: Page, name: str) -> Revision | None:
    """The revision an edition is of, if it is one of this page's."""
    if name == DRAFT:
        return Revision.page_revisions.filter(pk=page.latest_revision_id).first()
    if not name.isdecimal() or int(name) not in published_revisions([page])[page.pk]:
        return None
    return Revision.page_revisions.filter(pk=int(name), object_id=str(page.pk)).first()


def _as_it_was(page: Page, revision: Revision | None) -> Any:
    """As Wagtail makes it, but without asking of all it names whether that is still there: what is gone has no words."""
    if revision is None:
        return page
    was = page.specific_class.from_serializable_data(revision.content, check_fks=False)
    for name in KEPT:
        setattr(was, name, getattr(page, name))
    was.first_published_at = was.first_published_at or page.first_published_at
    was._state.fields_cache["published_act"] = page._state.fields_cache.get("published_act")
    return was
