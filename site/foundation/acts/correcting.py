"""Correcting a published act: the draft signed with the correction takes the place of the text."""

from django.db.models import Max

from foundation.acts.performing import performing
from foundation.acts.publishing import publish_revision
from foundation.acts.targets import held_target
from foundation.clock import now
from foundation.models.correction import Correction, CorrectionPage
from foundation.models.published_act import PublishedAct
from foundation.models.user import User
from foundation.roles import Role
from foundation.visibility import act_changed


def correct(page: CorrectionPage, *, user: User | None, role: Role | None) -> None:
    """Number it and publish the target's draft; the caller holds the transaction of the signature."""
    mark = held_target(page)
    target = mark.page
    revision = page.target_revision
    assert revision is not None  # noqa: S101  (held_target refuses a correction without a draft)
    before = target.live_revision
    with performing(target):
        last = Correction.objects.filter(target=target).aggregate(last=Max("number"))["last"] or 0
        number = last + 1
        publish_revision(
            revision,
            user,
            act="page.corrected",
            role=role,
            detail={"by": f"page:{page.pk}", "number": number, "before": mark.digest},
        )
        entry = PublishedAct.objects.get(page=target).entry
        Correction.objects.create(
            act=page, target=target, number=number, at=now(), before=before, after=revision, entry=entry
        )
    act_changed.send(sender=CorrectionPage, page=type(target).objects.get(pk=target.pk).specific)
