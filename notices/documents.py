"""What search sees of official documents: one short function a kind."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex
from wagtail.rich_text import get_text_for_indexing

from foundation.clock import now, today
from foundation.models import CorrectionPage, WithdrawalPage
from notices.attachment_text import text_of_file
from notices.calls.states import CallState
from notices.lives import lives_of
from notices.models import AnnouncementPage, CallPage, ExtensionPage, Provision, RegulationChangePage, RegulationPage
from notices.provision_parts import parts_of_rows
from notices.validity import State as Validity
from notices.validity import standing_on, version_on
from search.documents import Part, Place, SearchDocument, State
from search.registry import page_document, searchable


@searchable(AnnouncementPage)
def announcement(page: AnnouncementPage) -> SearchDocument:
    return page_document(page, parts=[body_part(get_text_for_indexing(page.body)), *attachment_parts(page)])


STATES = {
    Validity.DRAFT: State.DRAFT,
    Validity.NOT_YET: State.UPCOMING,
    Validity.IN_FORCE: State.IN_FORCE,
    Validity.AMENDED: State.IN_FORCE,
    Validity.EXPIRED: State.EXPIRED,
    Validity.REPEALED: State.REPEALED,
    Validity.WITHDRAWN: State.WITHDRAWN,
}
CALL_STATES = {
    CallState.UPCOMING: State.NOT_OPEN,
    CallState.OPEN: State.OPEN,
    CallState.EXTENDED: State.OPEN,
    CallState.CLOSED: State.CLOSED,
    CallState.WITHDRAWN: State.WITHDRAWN,
}


def turning_regulations(day: date) -> list[int]:
    """Those that stand otherwise on this day than the day before."""
    lives = lives_of(list(RegulationPage.objects.live().select_related("published_act")))
    before = day - timedelta(days=1)
    return [pk for pk, life in lives.items() if pk and standing_on(day, life).state != standing_on(before, life).state]


@searchable(RegulationPage, turning=turning_regulations)
def regulation(page: RegulationPage) -> SearchDocument:
    """The text that holds today; its original file says the same and is left out."""
    day, life = today(), page.life
    base, version = life.base_on(day), version_on(day, life)
    rows = Provision.objects.filter(of_id=version.text).order_by("order") if version.text else ()
    known: dict[str, Any] = {"issuers": tuple(page.issuer_names)} if page.issuer_names else {}
    if base.issued_on is not None:
        known["dated"] = base.issued_on
    return page_document(
        page,
        number=base.document_number,
        state=STATES[standing_on(day, life).state],
        parts=parts_of_rows(rows),
        **known,
    )


@searchable(RegulationChangePage)
def regulation_change(page: RegulationChangePage) -> SearchDocument:
    return page_document(page, number=page.document_number, parts=[body_part(page.explanation)])


@searchable(CallPage)
def call(page: CallPage) -> SearchDocument:
    says = "\n".join(get_text_for_indexing(text) for text in (page.who_may_apply, page.body))
    materials = "；".join(f"{row.name} {row.copies}".strip() for row in page.materials.all())
    instants = page.instants
    return page_document(
        page,
        number=page.document_number,
        state=CALL_STATES[instants.state_at(now())] if instants is not None else State.PUBLISHED,
        parts=[body_part(f"{says}\n{page.apply_where}\n{materials}"), *attachment_parts(page)],
    )


@searchable(ExtensionPage)
def extension(page: ExtensionPage) -> SearchDocument:
    return page_document(page, parts=[body_part(page.reason)])


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
