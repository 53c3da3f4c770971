"""Withdrawing a published act: it stays readable where it is, under a banner that says why it no longer counts."""

from foundation import ledger
from foundation.acts.performing import performing
from foundation.acts.targets import held_target
from foundation.clock import now
from foundation.models.published_act import PublishedAct
from foundation.models.user import User
from foundation.models.withdrawal import WithdrawalPage
from foundation.roles import Role
from foundation.visibility import act_changed


def withdraw(page: WithdrawalPage, *, user: User | None, role: Role | None) -> None:
    """Mark the target; the caller holds the transaction of the signature."""
    mark = held_target(page)
    with performing(mark.page):
        PublishedAct.objects.filter(page_id=mark.pk).update(withdrawal=page, withdrawn_at=now())
        ledger.append(
            "page.withdrawn",
            actor=user,
            role=role.value if role else "",
            subject=f"page:{mark.pk}",
            digest=mark.digest,
            section=mark.page.get_parent(),
            detail={"by": f"page:{page.pk}", "reason": page.reason},
        )
    act_changed.send(sender=WithdrawalPage, page=mark.page.specific)
