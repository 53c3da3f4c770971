"""What happens when the last signature is given. Named in settings; imports stay inside, settings load before models."""

from typing import Any


def publish_on_finish(workflow_state: Any, user: Any = None) -> None:
    """Publish exactly the revision that was signed, whether or not the signatory holds Wagtail's publish permission."""
    from foundation.acts.publishing import publish_signed

    publish_signed(workflow_state, user)
