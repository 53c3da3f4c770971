"""Publishing the revision that was signed."""

from typing import Any

from wagtail.models import Page, Revision

from foundation import ledger
from foundation.acts.digests import digest_of, files_of, parts_of
from foundation.acts.indexing import next_index_number
from foundation.acts.performing import performing
from foundation.acts.signatures import signature_on
from foundation.bars import Barred
from foundation.clock import now
from foundation.models.act_file import ActFile
from foundation.models.act_page import ActPage
from foundation.models.published_act import PublishedAct
from foundation.models.user import User
from foundation.outbox import put
from foundation.roles import Role

ADDRESS_STAYS = "已发布的地址不能改变，读者和别的网站都在用它。"


def publish_signed(workflow_state: Any, user: User | None) -> None:
    """What the last signature does: publish, or take down the hour at which to. Who signed is asked of the record."""
    from foundation.acts.scheduling import schedule

    state = workflow_state.current_task_state
    if state is None:
        raise Barred("这个流程里没有审核和签发，不能发布。")
    revision = state.revision
    signed = signature_on(revision)
    if user is None or signed.by.pk != user.pk:
        raise Barred("发布由签发人办理。")
    page = revision.as_object()
    publish_at = page.publish_after if isinstance(page, ActPage) else None
    if publish_at is not None and publish_at > now():
        schedule(revision, signed, publish_at)
    else:
        publish_revision(revision, signed.by, act="page.published", role=signed.role)
    put("published", state=state.pk)


def publish_revision(
    revision: Revision, user: User | None, *, act: str, role: Role | None, detail: dict[str, Any] | None = None
) -> None:
    """Page, mark, ledger row and whatever the act does to others, together; the caller holds the transaction."""
    page = revision.as_object()
    with performing(page):
        before = PublishedAct.objects.filter(page_id=page.pk).select_related("page").first()
        if before is not None and before.is_sealed:
            raise Barred("这项内容已经封存，不能再发布。")
        if before is not None and before.page.slug != page.slug:
            raise Barred(ADDRESS_STAYS)
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
        said = {"digest": digest, "entry": entry}
        first = {} if before is not None else next_index_number()
        PublishedAct.objects.update_or_create(page_id=page.pk, defaults=said, create_defaults={**said, **first})
        for file in files_of(page):
            ActFile.objects.update_or_create(
                page_id=page.pk, kind=file.kind, file_id=file.pk, defaults={"digest": file.digest}
            )
        # Set down at each publication, so that no later cut or rewriting can leave a published act out unseen.
        ledger.anchor(f"page:{page.pk}")
        type(page).objects.get(pk=page.pk).on_published(user=user, role=role)
