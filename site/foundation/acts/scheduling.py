"""Signed now, published later: the hour is part of what was signed, and publishing then is still the signatory's act."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from foundation import ledger
from foundation.acts.digests import digest_of, parts_of
from foundation.acts.performing import performing
from foundation.acts.publishing import publish_revision
from foundation.acts.signatures import Signature, signature_on
from foundation.bars import Barred
from foundation.clock import now
from foundation.models.scheduled import ScheduledPublication
from foundation.models.user import User
from foundation.outbox import every, put
from foundation.roles import Role
from foundation.standing import may_act_as

log = logging.getLogger("foundation.scheduling")
State = ScheduledPublication.State


def schedule(revision: Revision, signed: Signature, publish_at: datetime) -> ScheduledPublication:
    """Take down what was signed and when it is to appear; the caller holds the transaction of the signature."""
    page = Page.objects.get(pk=revision.object_id)
    digest = digest_of(parts_of(revision))
    entry = ledger.append(
        "page.scheduled",
        actor=signed.by,
        role=signed.role.value,
        subject=f"page:{page.pk}",
        digest=digest,
        section=page.get_parent(),
        revision=revision,
        detail={"publish_at": publish_at.isoformat()},
    )
    return ScheduledPublication.objects.create(
        page=page,
        revision=revision,
        digest=digest,
        signed_by=signed.by,
        signed_at=now(),
        publish_at=publish_at,
        entry=entry,
    )


@every(minutes=1)
def publish_due() -> int:
    """Publish everything whose hour has come, each in a transaction of its own. May run twice, or twice at once."""
    due = ScheduledPublication.objects.filter(state=State.WAITING, publish_at__lte=now())
    return sum(_publish_one(pk) for pk in due.values_list("pk", flat=True))


def _publish_one(pk: int) -> bool:
    try:
        with transaction.atomic():
            row = _waiting(pk)
            if row is None or row.publish_at > now():
                return False
            if digest_of(parts_of(row.revision)) != row.digest:
                raise Barred("内容或附件与签发时不同。")
            signed = signature_on(row.revision)
            publish_revision(row.revision, signed.by, act="page.published", role=signed.role)
            _settle(row, State.PUBLISHED)
            put("hour_came", scheduled=row.pk)
            return True
    except Barred as refusal:
        with transaction.atomic():
            _refuse(pk, str(refusal))
    except Exception:
        # Undone as a whole and still waiting: the next tick tries again, and the others are not held up.
        log.exception("scheduled publication %s failed", pk)
    return False


def take_back(pk: int, user: User) -> None:
    """Before the hour a signatory of the section may take the signature back; the page becomes a draft again."""
    with transaction.atomic():
        row = _waiting(pk)
        if row is None:
            raise Barred("这项内容已经不在等待发布。请刷新页面查看。")
        if not may_act_as(user, Role.SIGNATORY, row.page):
            raise Barred("收回签发由本栏目的签发人员办理，您没有这项职责。")
        if row.publish_at <= now():
            raise Barred("发布时间已到，不能收回签发。如需撤下，请办理撤回。")
        _note("page.schedule.taken_back", row, user)
        _settle(row, State.TAKEN_BACK)


def waiting_publication(page: Page) -> ScheduledPublication | None:
    return ScheduledPublication.objects.filter(page_id=page.pk, state=State.WAITING).first()


def _waiting(pk: int) -> ScheduledPublication | None:
    rows = ScheduledPublication.objects.select_for_update(of=("self",)).select_related("page", "revision", "signed_by")
    return rows.filter(pk=pk, state=State.WAITING).first()


def _refuse(pk: int, why: str) -> None:
    row = _waiting(pk)
    if row is not None:
        row.why = why[:300]
        _note("page.schedule.refused", row, row.signed_by)
        _settle(row, State.REFUSED)
        put("hour_came", scheduled=row.pk)


def _note(act: str, row: ScheduledPublication, user: User | None) -> None:
    detail: dict[str, Any] = {"publish_at": row.publish_at.isoformat()}
    ledger.append(
        act,
        actor=user,
        role=Role.SIGNATORY.value,
        subject=f"page:{row.page_id}",
        digest=row.digest,
        section=row.page.get_parent(),
        revision=row.revision,
        detail=detail,
    )


def _settle(row: ScheduledPublication, state: ScheduledPublication.State) -> None:
    row.state = state
    with performing(row.page):
        row.save(update_fields=["state", "why"])
