"""Name and contact of who commented are opened: by an editor of the section, with a reason, and the ledger first."""

from django.db import transaction

from foundation import ledger
from foundation.bars import Barred
from foundation.models import LedgerEntry, User
from foundation.roles import Role
from notices.comments.access import must_be_editor
from notices.comments.contacts import Contact, Unreadable, unseal
from notices.comments.masking import findings_in
from notices.models import Comment

ACT = "comment.unsealed"


def open_contact(comment: Comment, by: User, *, reason: str) -> Contact:
    with transaction.atomic():
        held = Comment.objects.select_related("page").get(pk=comment.pk)
        must_be_editor(by, held.page, "查看联系方式")
        if not reason.strip():
            raise Barred("请写明为什么要看，例如：需要核实第三条的建议。")
        if findings_in(理由=reason):
            raise Barred("理由会记入存证账，不能写手机号、身份证号或者银行卡号。")
        if held.contact is None:
            raise Barred("这条意见没有留下姓名和联系方式，或者已经按期删除。")
        try:
            contact = unseal(bytes(held.contact), held.number)
        except Unreadable:
            raise Barred("解不开：密钥不是当时的那一把，或者数据已经损坏。请联系系统管理员。") from None
        ledger.append(
            ACT,
            actor=by,
            role=Role.EDITOR.value,
            subject=f"comment:{held.pk}",
            digest=held.digest,
            section=held.page.get_parent(),
            detail={"reason": reason.strip()},
        )
        return contact


def openings_of(comment: Comment) -> list[LedgerEntry]:
    """Who looked, when and why: for everyone who may read the comment."""
    return list(LedgerEntry.objects.filter(act=ACT, subject=f"comment:{comment.pk}").order_by("-seq"))
