"""Acts of an earlier archive taken over in bulk: what `publish_revision` leaves behind for one, for many at once.

Nobody signed them here, and nothing says so: each has a ledger row `page.imported` without an actor, as any import has,
with the digest of its own content; its mark rests on that row, and its draft is there for later corrections. One anchor
is set down for all. No signal is sent: whoever imports makes the search index anew.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, ReferenceIndex, Revision

from foundation import ledger
from foundation.acts.digests import CarriedFile, digest_of, files_of, parts_of_page
from foundation.acts.indexing import next_index_numbers
from foundation.bars import Barred
from foundation.clock import now
from foundation.models.act_file import ActFile
from foundation.models.act_page import ActPage
from foundation.models.ledger import LedgerEntry
from foundation.models.period_page import PeriodPage
from foundation.models.permit import Permit
from foundation.models.published_act import PublishedAct

ROWS_AT_ONCE = 250
SLUGS_AT_ONCE = 500


def import_acts(section: Page, pages: Sequence[ActPage]) -> None:
    """Publish pages of one kind in a section, each dated by its `first_published_at`. All of them or none."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("行为必须在事务中进行。")
    if not pages:
        return
    _refuse_what_does_more(pages)
    section = Page.objects.select_for_update().get(pk=section.pk)
    _refuse_taken_addresses(section, pages)
    _place(section, pages)
    _lay_pages(pages)
    with _permitted(pages):
        model = type(pages[0])
        for start in range(0, len(pages), ROWS_AT_ONCE):
            rows = pages[start : start + ROWS_AT_ONCE]
            model._base_manager._insert(rows, fields=model._meta.local_concrete_fields, using="default", raw=True)
        _keep_drafts(pages)
        _record(section, pages)
    Page.objects.filter(pk=section.pk).update(numchild=section.numchild + len(pages))


def _refuse_what_does_more(pages: Sequence[ActPage]) -> None:
    """A notice and nothing else: no rows, no period, no effect on others. Those go the way of review and signature."""
    model = type(pages[0])
    rows = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    for page in pages:
        if type(page) is not model or model.on_published not in (ActPage.on_published, PeriodPage.on_published):
            raise Barred("成批导入一次只收一种内容，而且发布它时不能影响其他内容。")
        if getattr(page, "states_a_period", False) or any(_rows_given(page, name) for name in rows):
            raise Barred(f"“{page.title}”有期限或者附件，请单独办理，一项也没有导入。")
        for name in rows:  # known to be none: nothing need be asked of the database
            setattr(page, name, [])


def _refuse_taken_addresses(section: Page, pages: Sequence[ActPage]) -> None:
    slugs = [page.slug for page in pages]
    taken = len(slugs) - len(set(slugs))
    for start in range(0, len(slugs), SLUGS_AT_ONCE):
        taken += Page.objects.child_of(section).filter(slug__in=slugs[start : start + SLUGS_AT_ONCE]).count()
    if taken:
        raise Barred(f"要导入的内容里有 {taken} 项的地址已被占用，一项也没有导入。")


def _place(section: Page, pages: Sequence[ActPage]) -> None:
    """Behind the last child; the number of children does not say where that is once one was deleted."""
    last = Page.objects.child_of(section).order_by("-path").values_list("path", flat=True).first()
    step = Page._str2int(last[-Page.steplen :]) if last else 0
    kind = ContentType.objects.get_for_model(type(pages[0]))
    for number, page in enumerate(pages, start=step + 1):
        page.path = Page._get_path(section.path, section.depth + 1, number)
        page.depth, page.numchild = section.depth + 1, 0
        page.url_path = f"{section.url_path}{page.slug}/"
        page.content_type, page.locale_id, page.translation_key = kind, section.locale_id, uuid4()
        page.draft_title, page.live, page.has_unpublished_changes = page.title, True, False
        page.last_published_at = page.first_published_at
        page.latest_revision_created_at = now()


def _lay_pages(pages: Sequence[ActPage]) -> None:
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bases = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    Page.objects.bulk_create(bases, ROWS_AT_ONCE)
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.id = page.page_ptr_id = base.pk
        page._state.adding = False


def _rows_given(page: ActPage, name: str) -> Any:
    return page.__dict__.get("_cluster_related_objects", {}).get(name)


@contextmanager
def _permitted(pages: Sequence[ActPage]) -> Iterator[None]:
    """To the triggers; the guards are not asked, since no signal is sent."""
    Permit.objects.bulk_create([Permit(page_id=page.pk) for page in pages], ROWS_AT_ONCE)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            first, last = pages[0].pk, pages[-1].pk
            Permit.objects.filter(page_id__gte=min(first, last), page_id__lte=max(first, last)).delete()


def _keep_drafts(pages: Sequence[ActPage]) -> None:
    kind, plain = pages[0].content_type, ContentType.objects.get_for_model(Page)
    drafts = [
        Revision(
            content_type=kind,
            base_content_type=plain,
            object_id=str(page.pk),
            object_str=str(page),
            created_at=page.latest_revision_created_at,
            content=page.serializable_data(),
        )
        for page in pages
    ]
    Revision.objects.bulk_create(drafts, ROWS_AT_ONCE)
    for page, draft in zip(pages, drafts, strict=True):
        page.latest_revision = page.live_revision = draft
    table, quoted = Page._meta.db_table, connection.ops.quote_name
    with connection.cursor() as cursor:  # by key: the table of drafts has no index that would find them by their page
        cursor.executemany(
            f"UPDATE {quoted(table)} SET latest_revision_id = %s, live_revision_id = %s WHERE id = %s",  # noqa: S608
            [(draft.pk, draft.pk, page.pk) for page, draft in zip(pages, drafts, strict=True)],
        )


def _record(section: Page, pages: Sequence[ActPage]) -> None:
    """Rows of the ledger, marks and files. An anchor behind the last keeps any of them from being cut off unseen."""
    carried = [(page, _refer(page)) for page in pages]
    entries = [
        LedgerEntry(
            act="page.imported",
            subject=f"page:{page.pk}",
            subject_digest=digest_of(parts_of_page(page, section.pk, files)),
            section_id=section.pk,
            revision=page.latest_revision,
        )
        for page, files in carried
    ]
    ledger.append_all(entries)
    PublishedAct.objects.bulk_create(
        [
            PublishedAct(page_id=page.pk, digest=entry.subject_digest, entry=entry, **number)
            for page, entry, number in zip(pages, entries, next_index_numbers(len(pages)), strict=True)
        ],
        ROWS_AT_ONCE,
    )
    ActFile.objects.bulk_create(
        [
            ActFile(page_id=page.pk, kind=file.kind, file_id=file.pk, digest=file.digest)
            for page, files in carried
            for file in files
        ]
    )
    ledger.anchor(f"import:{section.pk}")


def _refer(page: Any) -> list[CarriedFile]:
    """The files a page refers to; what it refers to at all is noted as when it is saved."""
    if next(ReferenceIndex._extract_references_from_object(page), None) is None:
        return []
    ReferenceIndex.create_or_update_for_object(page)
    return files_of(page)
