"""From the database to the life of a regulation: its own dates, the acts that changed it, what repealed it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from foundation.clock import SHANGHAI
from notices.models import RegulationChangePage, RegulationPage, Replacement
from notices.validity import Change, Life, Repeal, Version, in_order


def life_of(page: RegulationPage) -> Life:
    """Two queries; those of the page's mark not counted."""
    return lives_of([page])[page.pk]


def lives_of(pages: Iterable[RegulationPage]) -> dict[int | None, Life]:
    """Of many in the same number of queries. A page not saved yet has only itself."""
    pages = list(pages)
    keys = [page.pk for page in pages if page.pk]
    changes: dict[int, list[Version]] = defaultdict(list)
    repeals: dict[int, list[Repeal]] = defaultdict(list)
    acts = RegulationChangePage.objects.live().filter(target__in=keys, published_act__withdrawal=None)
    for act in acts.filter(published_act__sealing=None).order_by("pk"):
        if act.kind == RegulationChangePage.Kind.REPEALED:
            if act.effective_on is not None:
                repeals[act.target_id].append(Repeal(act.effective_on, act.title, act.url or ""))
        else:
            changes[act.target_id].append(version_of(Change(act.kind), act))
    for row in _replacements(keys):
        source = row.page
        ends_on = row.ends_on or source.effective_on
        if ends_on is not None:
            repeals[row.target_id].append(Repeal(ends_on, source.title, source.url or ""))
    return {page.pk: _life(page, changes[page.pk], repeals[page.pk]) for page in pages}


def _replacements(keys: list[int]) -> Iterable[Replacement]:
    rows = Replacement.objects.filter(
        target__in=keys, page__live=True, page__is_draft=False, page__published_act__withdrawal=None
    )
    return rows.select_related("page").order_by("pk")


def _life(page: RegulationPage, changes: list[Version], repeals: list[Repeal]) -> Life:
    mark = page.published_mark if "published_mark" in page.__dict__ else _joined_mark(page)
    withdrawn_at = mark.withdrawn_at if mark is not None else None
    return Life(
        first=version_of(Change.ISSUED, page),
        changes=in_order(changes),
        repeals=tuple(repeals),
        is_draft=page.is_draft,
        withdrawn_on=withdrawn_at.astimezone(SHANGHAI).date() if withdrawn_at else None,
    )


def _joined_mark(page: RegulationPage) -> Any:
    """Lists come with the mark joined; a page by itself asks for its own."""
    if "published_act" in page._state.fields_cache or page.pk is None:
        return page._state.fields_cache.get("published_act")
    return page.published_mark


def version_of(change: Change, page: Any) -> Version:
    """The text a page brings, from when to when."""
    return Version(
        change=change,
        act=page.pk or 0,
        text=page.provision_set_id,
        issued_on=page.issued_on,
        effective_on=page.effective_on,
        expires_on=page.expires_on,
        document_number=page.document_number,
        title=page.title,
        url=page.url or "",
    )
