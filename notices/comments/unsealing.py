"""Name and contact of who commented are opened: by an editor of the section, with a reason, and the ledger first."""

from dataclasses import dataclass

from django.db import transaction

from foundation import ledger
from foundation.bars import Barred
from foundation.models import LedgerEntry, User
from foundation.roles import Role
from notices.comments.access import must_be_editor
from notices.comments.contacts import Contact, Unreadable, unseal
from notices.comments.masking import findings_in
from notices.models import Comment

OPENED, DELETED = "comment.unsealed", "comment.contact_deleted"
DID = {OPENED: "查看", DELETED: "应本人要求删除"}


def open_contact(comment: Comment, by: User, *, reason: str) -> Contact:
    with transaction.atomic():
        held = _held(comment, by, reason)
        try:
            contact = unseal(bytes(held.contact or b""), held.number)
        except Unreadable:
            raise Barred("解不开：密钥不是当时的那一把，或者数据已经损坏。请联系系统管理员。") from None
        _tell(OPENED, held, by, reason)
        return contact


def delete_contact(comment: Comment, by: User, *, reason: str) -> None:
    """Before its time, because the person asked for it."""
    with transaction.atomic():
        held = _held(comment, by, reason)
        Comment.objects.filter(pk=held.pk).update(contact=None)
        _tell(DELETED, held, by, reason)


def _held(comment: Comment, by: User, reason: str) -> Comment:
    held = Comment.objects.select_for_update(of=("self",)).select_related("page").get(pk=comment.pk)
    must_be_editor(by, held.page, "查看或删除联系方式")
    if not reason.strip():
        raise Barred("请写明理由，例如：需要核实对第三条的建议。")
    if findings_in(理由=reason):
        raise Barred("理由会记入存证账，不能写手机号、身份证号或者银行卡号。")
    if held.contact is None:
        raise Barred("这条意见没有留下姓名和联系方式，或者已经删除。")
    return held


def _tell(act: str, held: Comment, by: User, reason: str) -> None:
    ledger.append(
        act,
        actor=by,
        role=Role.EDITOR.value,
        subject=f"comment:{held.pk}",
        digest=held.digest,
        section=held.page.get_parent(),
        detail={"reason": reason.strip()},
    )


@dataclass(frozen=True, slots=True)
class Opening:
    did: str
    entry: LedgerEntry


def openings_of(comment: Comment) -> list[Opening]:
    """Who looked or deleted, when and why: for everyone who may read the comment."""
    rows = LedgerEntry.objects.filter(act__in=DID, subject=f"comment:{comment.pk}").order_by("-seq")
    return [Opening(DID[entry.act], entry) for entry in rows]
