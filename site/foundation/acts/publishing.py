"""Publishing the revision that was signed."""

from typing import Any

from wagtail.models import Page, Revision

from foundation import ledger
from foundation.acts.digests import digest_of, files_of, parts_of
from foundation.acts.performing import performing
from foundation.bars import Barred
from foundation.clock import now
from foundation.models.act_file import ActFile
from foundation.models.act_page import ActPage
from foundation.models.published_act import PublishedAct
from foundation.models.user import User
from foundation.outbox import put
from foundation.roles import Role


def publish_signed(workflow_state: Any, user: User | None) -> None:
    """What the last signature does: publish, or take down the hour at which to."""
    from foundation.acts.scheduling import schedule

    state = workflow_state.current_task_state
    revision = state.revision
    page = revision.as_object()
    publish_at = page.publish_after if isinstance(page, ActPage) else None
    if publish_at is not None and publish_at > now():
        schedule(revision, user, publish_at)
    else:
        publish_revision(revision, user, act="page.published", role=Role.SIGNATORY)
    put("published", state=state.pk)


def publish_revision(
    revision: Revision, user: User | None, *, act: str, role: Role | None, detail: dict[str, Any] | None = None
) -> None:
    """Page, mark, ledger row and whatever the act does to others, together; the caller holds the transaction."""
    page = revision.as_object()
    with performing(page):
        if PublishedAct.objects.filter(page_id=page.pk, sealing__isnull=False).exists():
            raise Barred("这项内容已经封存，不能再发布。")
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
            detail=detail,
        )
        PublishedAct.objects.update_or_create(page_id=page.pk, defaults={"digest": digest, "entry": entry})
        for file in files_of(page):
            ActFile.objects.update_or_create(
                page_id=page.pk, kind=file.kind, file_id=file.pk, defaults={"digest": file.digest}
            )
        type(page).objects.get(pk=page.pk).on_published(user=user, role=role)
