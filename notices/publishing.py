"""What publishing a text sets down: its provisions are frozen, its number is taken."""

from typing import Any

from foundation.clock import now
from notices.models import ProvisionSet
from notices.numbers import hold_number


def publish_text(page: Any) -> None:
    """In the transaction of the publication, or neither happens."""
    if page.provision_set_id is not None:
        ProvisionSet.objects.filter(pk=page.provision_set_id, frozen_at=None).update(frozen_at=now())
    hold_number(page)
