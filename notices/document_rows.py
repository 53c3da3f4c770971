"""What the list of attachments says of each: who carries it, whether it is public, what was found in it. For many at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from foundation.acts.file_checks import found_by_sha1
from foundation.acts.sealed_titles import hidden_from
from foundation.models import ActFile
from foundation.models.user import User

Document = get_document_model()


def describe(documents: Iterable[Any], user: User) -> list[Any]:
    """The same documents, each with `carriers`, `is_public` and `found`. The same number of queries for any number."""
    rows = list(documents)
    carriers: dict[int, set[int]] = defaultdict(set)
    for page, file in (
        _references().filter(to_object_id__in=[str(row.pk) for row in rows]).values_list("page", "to_object_id")
    ):
        carriers[int(file)].add(page)
    for page, file in _signed().filter(file_id__in=[row.pk for row in rows]).values_list("page_id", "file_id"):
        carriers[file].add(page)
    numbers = {page for pages in carriers.values() for page in pages}
    seen = Page.objects.filter(pk__in=numbers).exclude(pk__in=hidden_from(user).values("pk"))
    pages = {page.pk: page for page in seen.only("pk", "title", "draft_title", "live", "path")}
    found = found_by_sha1({row.file_hash for row in rows if row.file_hash})
    for row in rows:
        row.carriers = sorted((pages[pk] for pk in carriers[row.pk] if pk in pages), key=lambda page: page.pk)
        row.is_public = any(page.live for page in row.carriers)
        row.found = found.get(row.file_hash)
    return rows


def carried_below(section: Page) -> "QuerySet[Any]":
    """Of the documents, those that a page of this branch carries."""
    branch = Page.objects.filter(path__startswith=section.path).values("pk")
    return _among(_references().filter(page__in=branch), _signed().filter(page_id__in=branch))


def carried_by_public_pages() -> "QuerySet[Any]":
    live = Page.objects.filter(live=True).values("pk")
    return _among(_references().filter(page__in=live), _signed().filter(page_id__in=live))


def _among(references: "QuerySet[Any]", signed: "QuerySet[ActFile]") -> "QuerySet[Any]":
    by_text = references.annotate(file=Cast("to_object_id", BigIntegerField())).values("file")
    return Document.objects.filter(pk__in=by_text) | Document.objects.filter(pk__in=signed.values("file_id"))


def _references() -> "QuerySet[Any]":
    kinds = ContentType.objects.get_for_models(Document, Page)
    references = ReferenceIndex.objects.filter(to_content_type=kinds[Document], base_content_type=kinds[Page])
    return references.annotate(page=Cast("object_id", BigIntegerField()))


def _signed() -> "QuerySet[ActFile]":
    return ActFile.objects.filter(kind=Document._meta.label_lower)
