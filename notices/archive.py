"""What the staff archive sees of official documents: any edition of each kind, also those the public never reads."""

from dataclasses import replace
from typing import Any

from wagtail.rich_text import get_text_for_indexing

from foundation.models import CorrectionPage, SealingPage, WithdrawalPage
from notices import documents as public
from notices.models import (
    AnnouncementPage,
    CallPage,
    CommentSummaryPage,
    ExtensionPage,
    RegulationChangePage,
    RegulationPage,
)
from notices.provision_parts import parts_of_rows
from notices.read_together import lives, open_files, own_provisions, provisions, provisions_of
from search.archive.registry import archived
from search.documents import Part, SearchDocument
from search.registry import page_document
from search.together import reads

OWN_TEXT = "修改前 "

archived(AnnouncementPage)(public.announcement)
archived(ExtensionPage)(public.extension)
archived(CorrectionPage)(public.correction)
archived(WithdrawalPage)(public.withdrawal)


@reads(lives, provisions)
def published_regulation(page: RegulationPage) -> SearchDocument:
    """The text that holds today, and the page's own where another has taken its place."""
    made = public.regulation(page)
    known, places = {part.text for part in made.parts}, {part.anchor for part in made.parts}
    own = [
        # What another text has left out has no place on the page any more.
        replace(part, reference=f"{OWN_TEXT}{part.reference}", anchor=part.anchor if part.anchor in places else "")
        for part in _provisions(page)
        if part.text not in known
    ]
    return replace(made, parts=(*made.parts, *own))


@archived(RegulationPage, published=published_regulation)
@reads(own_provisions)
def regulation(page: RegulationPage) -> SearchDocument:
    known: dict[str, Any] = {"issuers": tuple(page.issuer_names)} if page.issuer_names else {}
    return page_document(page, number=page.document_number, parts=_provisions(page), **known)


@archived(RegulationChangePage)
@reads(own_provisions)
def regulation_change(page: RegulationChangePage) -> SearchDocument:
    """With the text it brings: the archive finds every version. The page of a change shows why, not the text."""
    brought = [replace(part, anchor="") for part in _provisions(page)]
    parts = [public.body_part(page.explanation), *brought]
    return page_document(page, number=page.document_number, parts=parts)


@archived(CallPage, published=public.call)
@reads(open_files)
def call(page: CallPage) -> SearchDocument:
    says = "\n".join(get_text_for_indexing(text) for text in (page.who_may_apply, page.body))
    parts = [public.body_part(f"{says}\n{page.apply_where}"), *public.attachment_parts(page)]
    return page_document(page, number=page.document_number, parts=parts)


@archived(SealingPage)
def sealing(page: SealingPage) -> SearchDocument:
    return page_document(page, parts=[public.body_part(f"{page.legal_basis}\n{page.notice}")])


@archived(CommentSummaryPage)
def comment_summary(page: CommentSummaryPage) -> SearchDocument:
    return page_document(page, parts=[public.body_part(page.explanation)])


def _provisions(page: RegulationPage | RegulationChangePage) -> list[Part]:
    return list(parts_of_rows(provisions_of(page, page.provision_set_id)))
