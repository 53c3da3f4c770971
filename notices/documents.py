"""What search sees of official documents: one short function a kind."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from wagtail.rich_text import get_text_for_indexing

from foundation.clock import now, today
from foundation.models import CorrectionPage, WithdrawalPage
from notices.calls.states import CallState
from notices.lives import lives_of
from notices.models import AnnouncementPage, CallPage, ExtensionPage, RegulationChangePage, RegulationPage
from notices.provision_parts import parts_of_rows
from notices.read_together import instants, lives, open_files, provisions, provisions_of, words_of
from notices.validity import State as Validity
from notices.validity import standing_on, version_on
from search.documents import Part, Place, SearchDocument, State
from search.registry import page_document, searchable
from search.together import reads


@searchable(AnnouncementPage)
@reads(open_files)
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
@reads(lives, provisions)
def regulation(page: RegulationPage) -> SearchDocument:
    """The text that holds today; its original file says the same and is left out."""
    day, life = today(), page.life
    base, version = life.base_on(day), version_on(day, life)
    known: dict[str, Any] = {"issuers": tuple(page.issuer_names)} if page.issuer_names else {}
    if base.issued_on is not None:
        known["dated"] = base.issued_on
    return page_document(
        page,
        number=base.document_number,
        state=STATES[standing_on(day, life).state],
        parts=parts_of_rows(provisions_of(page, version.text)),
        **known,
    )


@searchable(RegulationChangePage)
def regulation_change(page: RegulationChangePage) -> SearchDocument:
    return page_document(page, number=page.document_number, parts=[body_part(page.explanation)])


@searchable(CallPage)
@reads(open_files, instants)
def call(page: CallPage) -> SearchDocument:
    says = "\n".join(get_text_for_indexing(text) for text in (page.who_may_apply, page.body))
    materials = "；".join(f"{row.name} {row.copies}".strip() for row in page.materials.all())
    at = page.instants
    return page_document(
        page,
        number=page.document_number,
        state=CALL_STATES[at.state_at(now())] if at is not None else State.PUBLISHED,
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
    """The text of the documents a page carries, each under its own name and address; they were read before."""
    for file in page.open_files:
        text = f"{file.title}\n{words_of(file)}".strip()
        yield Part(f"附件：{file.title}", text, place=Place.ATTACHMENT, url=file.url)
