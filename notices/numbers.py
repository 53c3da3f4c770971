"""Which document has a document number: published, or on its way in somebody's draft."""

from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import Page

from foundation.bars import Barred
from foundation.models import PublishedAct
from notices.models import CallPage, NumberHeld, RegulationChangePage, RegulationPage

SEALED = "一份已依法封存的文件"
# Announcements carry no number of their own.
NUMBERED = (RegulationPage, RegulationChangePage, CallPage)


@dataclass(frozen=True, slots=True)
class Holder:
    pk: int
    title: str

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pk])


def holder_of(number: str, *, besides: int | None = None) -> Holder | None:
    """The other page with this number, if there is one. An empty number is nobody's."""
    if not number:
        return None
    pages = [*NumberHeld.objects.filter(number=number).values_list("page_id", flat=True)]
    for kind in NUMBERED:
        pages += kind.objects.filter(document_number=number).values_list("pk", flat=True)
    page = Page.objects.filter(pk__in=[pk for pk in pages if pk != besides]).order_by("pk").first()
    return Holder(page.pk, told_title(page)) if page is not None else None


def hold_number(page: RegulationPage | RegulationChangePage | CallPage) -> None:
    """In the transaction of the publication: from now on the number is this page's, whatever becomes of it."""
    if not page.document_number:
        return
    held, _ = NumberHeld.objects.get_or_create(number=page.document_number, defaults={"page_id": page.pk})
    if held.page_id != page.pk:
        says = f"发文字号“{page.document_number}”已经用于“{told_title(held.page)}”。一个文号只能用于一份文件。"
        raise Barred(says)


def told_title(page: Page) -> str:
    """Of what was sealed nobody learns the title by asking for its number."""
    return SEALED if PublishedAct.objects.filter(page=page, sealing__isnull=False).exists() else page.draft_title


def numbers_of(regulation: RegulationPage) -> set[str]:
    """Its own and those of the acts that changed it: whatever a text of it as it now reads may still be headed with."""
    changes = RegulationChangePage.objects.live().filter(target_id=regulation.pk)
    return {regulation.document_number, *changes.values_list("document_number", flat=True)} - {""}
