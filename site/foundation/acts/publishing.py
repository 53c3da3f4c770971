"""Publishing the revision that was signed."""

from typing import Any

from wagtail.models import Page, Revision

from foundation import ledger
from foundation.acts.digests import digest_of, files_of, parts_of
from foundation.acts.performing import performing
from foundation.models.act_file import ActFile
from foundation.models.act_page import ActPage
from foundation.models.published_act import PublishedAct
from foundation.models.user import User
from foundation.roles import Role


def publish_signed(workflow_state: Any, user: User | None) -> None:
    revision = workflow_state.current_task_state.revision
    publish_revision(revision, user, act="page.published", role=Role.SIGNATORY)


def publish_revision(revision: Revision, user: User | None, *, act: str, role: Role | None) -> None:
    """Page, mark and ledger row together; the caller holds the transaction."""
    page = revision.as_object()
    with performing(page):
        revision.publish(user=user, skip_permission_checks=True)
        if not isinstance(page, ActPage):
            return
        digest = digest_of(parts_of(revision))
        entry = ledger.append(
            act,
            actor=user,
            role=role.value if role else "",
            subject=f"page:{page.pk}",
            digest=digest,
            section=Page.objects.get(pk=page.pk).get_parent(),
            revision=revision,
        )
        PublishedAct.objects.update_or_create(page_id=page.pk, defaults={"digest": digest, "entry": entry})
        for file in files_of(page):
            ActFile.objects.update_or_create(
                page_id=page.pk, kind=file.kind, file_id=file.pk, defaults={"digest": file.digest}
            )
