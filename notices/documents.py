"""What search sees of official documents: one short function a kind."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex
from wagtail.rich_text import get_text_for_indexing

from foundation.models import CorrectionPage, WithdrawalPage
from notices.attachment_text import text_of_file
from notices.models import AnnouncementPage
from search.documents import Part, Place, SearchDocument
from search.registry import page_document, searchable


@searchable(AnnouncementPage)
def announcement(page: AnnouncementPage) -> SearchDocument:
    return page_document(page, parts=[body_part(get_text_for_indexing(page.body)), *attachment_parts(page)])


@searchable(CorrectionPage)
def correction(page: CorrectionPage) -> SearchDocument:
    return page_document(page, parts=[body_part(page.note)])


@searchable(WithdrawalPage)
def withdrawal(page: WithdrawalPage) -> SearchDocument:
    return page_document(page, parts=[body_part(page.explanation)])


def body_part(text: str) -> Part:
    return Part("正文", text.strip(), place=Place.BODY)


def attachment_parts(page: Any) -> Iterator[Part]:
    """The text of the documents a page carries, each under its own name and address."""
    model = get_document_model()
    pks = [
        int(object_id)
        for content_type, object_id, _, _ in ReferenceIndex._extract_references_from_object(page)
        if content_type == _content_type_of(model)
    ]
    for file in model._default_manager.filter(pk__in=pks).select_related("collection").order_by("pk"):
        if file.collection.get_view_restrictions():
            continue  # not everyone may open it: its words are not for everyone either
        try:
            with file.file.open("rb") as stream:
                text = text_of_file(file.filename, stream.read())
        except OSError:
            text = ""
        yield Part(f"附件：{file.title}", f"{file.title}\n{text}".strip(), place=Place.ATTACHMENT, url=file.url)


def _content_type_of(model: type[Any]) -> int:
    return int(ContentType.objects.get_for_model(model).pk)
