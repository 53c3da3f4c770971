"""From the database to the life of a regulation: its own dates, the acts that changed it, what repealed it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from foundation.clock import SHANGHAI
from notices.models import RegulationChangePage, RegulationPage, Replacement
from notices.validity import Change, Life, Repeal, Replaced, Version, in_order

SEALED_TITLE = "一项已依法封存的文件"
# Signed once: still public, or sealed since. What a sealed act did stays done.
WAS_PUBLISHED = Q(live=True) | Q(published_act__sealing__isnull=False)


@dataclass(frozen=True, slots=True)
class Lives:
    """The life of each page, and the acts that were read for it."""

    of: dict[int | None, Life]
    acts: dict[int, RegulationChangePage]


def life_of(page: RegulationPage) -> Life:
    """Two queries, three where a draft has taken another's place; that of the page's mark not counted."""
    return lives_of([page])[page.pk]


def lives_of(pages: Iterable[RegulationPage]) -> dict[int | None, Life]:
    """Of many in the same number of queries."""
    return read_lives(pages).of


def read_lives(pages: Iterable[RegulationPage]) -> Lives:
    """A page not saved yet has only itself."""
    pages = list(pages)
    keys = [page.pk for page in pages if page.pk]
    acts = {act.pk: act for act in _acts_on(keys)}
    changes: dict[int, list[Version]] = defaultdict(list)
    repeals: dict[int, list[Repeal]] = defaultdict(list)
    replaces: dict[int, list[Replaced]] = defaultdict(list)
    for act in acts.values():
        if act.kind == RegulationChangePage.Kind.REPEALED:
            if (day := act.effective_on or act.issued_on) is not None:
                repeals[act.target_id].append(_repeal(day, act))
        else:
            changes[act.target_id].append(version_of(Change(act.kind), act))
    rows = list(_replacements(keys))
    adoptions = _adoptions(row.page_id for row in rows if row.page.is_draft)
    for row in rows:
        # A draft takes no other's place before it is adopted.
        source = adoptions.get(row.page_id) if row.page.is_draft else row.page
        day = row.ends_on or (source and (source.effective_on or source.issued_on))
        replaces[row.page_id].append(_replaced(row, day))
        if day is not None and source is not None and row.target_id is not None and _was_published(row.page):
            repeals[row.target_id].append(_repeal(day, row.page))
    of = {page.pk: _life(page, changes[page.pk], repeals[page.pk], replaces[page.pk]) for page in pages}
    return Lives(of, acts)


def _acts_on(keys: list[int]) -> QuerySet[RegulationChangePage]:
    acts = RegulationChangePage.objects.filter(WAS_PUBLISHED, target__in=keys)
    return acts.select_related("published_act", "original").order_by("pk")


def _replacements(keys: list[int]) -> QuerySet[Replacement]:
    """What replaced these, and what these replaced."""
    was = Q(page__live=True) | Q(page__published_act__sealing__isnull=False)
    rows = Replacement.objects.filter(was & Q(target__in=keys) | Q(page__in=keys))
    return rows.select_related("page__published_act", "target").order_by("pk")


def _adoptions(drafts: Iterable[int]) -> dict[int, RegulationChangePage]:
    keys = list(drafts)
    if not keys:
        return {}
    acts = RegulationChangePage.objects.filter(WAS_PUBLISHED, target__in=keys, kind=RegulationChangePage.Kind.ADOPTED)
    return {act.target_id: act for act in acts.filter(published_act__withdrawal=None).order_by("-pk")}


def _life(page: RegulationPage, changes: list[Version], repeals: list[Repeal], replaces: list[Replaced]) -> Life:
    mark = page.published_mark if "published_mark" in page.__dict__ else _joined_mark(page)
    return Life(
        first=version_of(Change.ISSUED, page, mark),
        changes=in_order(changes),
        repeals=tuple(repeals),
        replaces=tuple(replaces),
        is_draft=page.is_draft,
        withdrawn_on=_withdrawn_on(mark),
    )


def _joined_mark(page: Any) -> Any:
    """Lists come with the mark joined; a page by itself asks for its own."""
    if "published_act" in page._state.fields_cache or page.pk is None:
        return page._state.fields_cache.get("published_act")
    return page.published_mark


def _withdrawn_on(mark: Any) -> date | None:
    withdrawn_at = mark.withdrawn_at if mark is not None else None
    return withdrawn_at.astimezone(SHANGHAI).date() if withdrawn_at else None


def _repeal(day: date, act: Any) -> Repeal:
    mark = _joined_mark(act)
    sealed = mark is not None and mark.is_sealed
    return Repeal(day, SEALED_TITLE if sealed else act.title, act.url or "", _withdrawn_on(mark))


def _was_published(page: RegulationPage) -> bool:
    mark = _joined_mark(page)
    return page.live or (mark is not None and mark.is_sealed)


def _replaced(row: Replacement, day: date | None) -> Replaced:
    target = row.target
    if target is None:
        return Replaced(row.title, row.document_number, day)
    if not target.live:
        # Sealed, or not published: its words are not repeated here.
        return Replaced(SEALED_TITLE if target.first_published_at else row.title, "", day)
    return Replaced(target.title, target.document_number, day, target.url or "")


def version_of(change: Change, page: Any, mark: Any = None) -> Version:
    """The text a page brings, from when to when."""
    mark = mark or _joined_mark(page)
    sealed = mark is not None and mark.is_sealed and change is not Change.ISSUED
    return Version(
        change=change,
        act=page.pk or 0,
        text=page.provision_set_id,
        issued_on=page.issued_on,
        effective_on=page.effective_on,
        expires_on=page.expires_on,
        document_number="" if sealed else page.document_number,
        title=SEALED_TITLE if sealed else page.title,
        url=page.url or "",
        withdrawn_on=None if change is Change.ISSUED else _withdrawn_on(mark),
        is_sealed=sealed,
    )
