"""A draft set is confirmed: it becomes the provisions of a page, which then goes the way of every act."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from wagtail.documents import get_document_model
from wagtail.models import Collection

from foundation.acting import acting_as
from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.form_days import near
from foundation.models import ActPage, User
from notices.importing.bringing import PASTED
from notices.importing.changing import may_still_change
from notices.importing.losses import losses_of
from notices.models import ProvisionSet, Purpose, RegulationChangePage, RegulationPage
from notices.models.regulation_change import TITLES
from notices.numbers import holder_of, numbers_of
from notices.provision_sets import reading_of
from notices.provisions import Reading
from notices.provisions.effective import last_day_of_term
from notices.provisions.keys import number_key

BODY = ("article", "measure", "heading")
KIND_OF_CHANGE = {
    Purpose.AMEND.value: RegulationChangePage.Kind.AMENDED,
    Purpose.ADOPT.value: RegulationChangePage.Kind.ADOPTED,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The day it takes effect, where the text gives only a rule; the reason is published with it."""

    effective_on: date
    reason: str


def confirm(
    one: ProvisionSet,
    by: User,
    *,
    edition: int | None = None,
    chosen: Chosen | None = None,
    lets_go: bool = False,
) -> ActPage:
    """The page the set now belongs to, as a draft saved by this person."""
    with transaction.atomic(), acting_as(by):
        held = may_still_change(one, by, edition=edition)
        if not held.provisions.filter(kind__in=BODY).exists():
            raise Barred("没有读出条款，不能确认。请在原文里改好“第一条”或“一、”的编号，或者换一个完整的文件重新导入。")
        lost, published = losses_of(held)
        if lost and published and not lets_go:
            raise Barred(f"这些已经公布的地址将不再存在：{'、'.join(lost)}。请改好编号保留它们，或者勾选确认。")
        reading = reading_of(held)
        page = _page_for(held, reading, by, chosen)
        held.page_id = page.pk
        if held.number is None:
            held.number = (ProvisionSet.objects.filter(page_id=page.pk).aggregate(last=Max("number"))["last"] or 0) + 1
        held.let_go = lost if published else []
        held.edition += 1
        held.changed_by, held.changed_at = by, now()
        held.save(update_fields=["page", "number", "let_go", "edition", "changed_by", "changed_at"])
        page.provision_set = held
        page.original = (
            page.original if _is_of(page.original, held) else _kept_as_document(held, by, reading.title or page.title)
        )
        if not page.live:
            page.save()
        page.save_revision(user=by)
        return page


def _page_for(one: ProvisionSet, reading: Reading, by: User, chosen: Chosen | None) -> Any:
    if one.page_id is not None or one.purpose == Purpose.CORRECT:
        target = one.page or one.regulation
        if target is None:
            raise Barred("没有选定要更正原文的文件。")
        known = target.specific.get_latest_revision_as_object()
        if chosen is not None and not known.live:
            _take_effect(known, chosen, reading)
        return known
    page = _new_page(one, reading)
    if chosen is not None:
        _take_effect(page, chosen, reading)
    if page.document_number and (other := holder_of(page.document_number)) is not None:
        says = f"发文字号“{page.document_number}”已经用于“{other.title}”。如果是同一份文件，请到那里更正原文；不是的，请先改正文号。"
        raise Barred([Bar(says, mend=other.edit_url)])
    page.owner, page.live = by, False
    one.section.add_child(instance=page)
    return page


def _take_effect(page: Any, chosen: Chosen, reading: Reading) -> None:
    page.effective_on, page.effective_reason = chosen.effective_on, chosen.reason
    if page.expires_on is None and reading.validity.term:
        page.expires_on = near(last_day_of_term(chosen.effective_on, reading.validity.term))


def _new_page(one: ProvisionSet, reading: Reading) -> Any:
    if one.purpose == Purpose.NEW:
        return new_regulation(one, reading)
    target = one.regulation
    if target is None:
        raise Barred("没有选定要变更的法规文件。")
    kind = KIND_OF_CHANGE[one.purpose]
    title = TITLES[kind].format(target.title)
    # An amended text still carries the number and dates of the first: those of the amendment are for a person to give.
    dates = _dates(reading)
    own = {name: value for name, value in dates.items() if name == "disclosure" or value != getattr(target, name)}
    if own.get("document_number") in numbers_of(target):
        del own["document_number"]
    return RegulationChangePage(title=title, target=target, kind=kind, **own)


def new_regulation(one: ProvisionSet, reading: Reading) -> RegulationPage:
    """A page for this text, not saved."""
    return RegulationPage(
        title=(reading.title or one.upload.name)[:255],
        issuers="、".join(reading.issuers)[:300],
        is_draft=reading.status.value == "draft",
        **_dates(reading),
    )


def _dates(reading: Reading) -> dict[str, Any]:
    """A day beyond all years people mean is a slip of the file: nothing is made of it."""
    validity = reading.validity
    return {
        "document_number": number_key(reading.document_number or "")[:60],
        "issued_on": near(reading.issued_on),
        "effective_on": near(validity.effective_on),
        "effective_rule": (validity.effective_rule or "")[:120],
        "expires_on": near(validity.expires_on),
        "disclosure": ActPage.Disclosure.OPEN,
    }


def _kept_as_document(one: ProvisionSet, by: User, title: str) -> Any:
    """The file as it came, for readers to download."""
    document = get_document_model()(
        title=(title if one.upload.name == PASTED else one.upload.name.rpartition(".")[0] or one.upload.name)[:255],
        file=ContentFile(bytes(one.upload.data), name=one.upload.name),
        collection=Collection.get_first_root_node(),
        uploaded_by_user=by,
    )
    document.file_size = one.upload.size
    document.save()
    return document


def _is_of(document: Any, one: ProvisionSet) -> bool:
    """By its content: a corrected file often has the name and the length of the one it corrects."""
    if document is None:
        return False
    return bool(document.get_file_hash() == hashlib.sha1(bytes(one.upload.data), usedforsecurity=False).hexdigest())
