"""What publishing a text sets down: its provisions are frozen, its number is taken."""

from typing import Any

from foundation.bars import Barred
from foundation.clock import now
from notices.models import NumberHeld, ProvisionSet
from notices.numbers import told_title


def publish_text(page: Any) -> None:
    """In the transaction of the publication, or neither happens."""
    if page.provision_set_id is not None:
        ProvisionSet.objects.filter(pk=page.provision_set_id, frozen_at=None).update(frozen_at=now())
    if page.document_number:
        held, _ = NumberHeld.objects.get_or_create(number=page.document_number, defaults={"page_id": page.pk})
        if held.page_id != page.pk:
            says = f"发文字号“{page.document_number}”已经用于“{told_title(held.page)}”。一个文号只能用于一份文件。"
            raise Barred(says)
