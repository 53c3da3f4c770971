"""Sealing a published act away: gone from everything the public reads, kept for the archivist."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from wagtail.models import Page
from wagtail.signals import page_unpublished

from foundation import ledger
from foundation.acts.performing import performing
from foundation.acts.targets import held_target
from foundation.clock import now
from foundation.models.published_act import PublishedAct
from foundation.models.sealing import SealingPage
from foundation.models.user import User
from foundation.roles import Role
from foundation.standing import may_act_as
from foundation.visibility import act_changed


def seal_away(page: SealingPage, *, user: User | None, role: Role | None) -> None:
    """Take the target down. It is no longer live, so whatever lists live pages drops it, also what never heard of
    sealing; the revision that was signed stays. The caller holds the transaction of the signature.
    """
    mark = held_target(page)
    target = mark.page.specific
    with performing(target):
        PublishedAct.objects.filter(page_id=mark.pk).update(sealing=page, sealed_at=now())
        target.live = False
        target.save(update_fields=["live"])
        ledger.append(
            "page.sealed",
            actor=user,
            role=role.value if role else "",
            subject=f"page:{mark.pk}",
            digest=mark.digest,
            section=target.get_parent(),
            detail={"by": f"page:{page.pk}", "ground": page.ground},
        )
    page_unpublished.send(sender=type(target), instance=target)
    act_changed.send(sender=SealingPage, page=target)


def gone(request: HttpRequest, mark: PublishedAct) -> HttpResponse:
    """410 with the notice, and the digest by which anyone who kept a copy can tell what it was."""
    response = render(request, "public/acts/gone.html", {"mark": mark, "sealing": mark.sealing}, status=410)
    patch_cache_control(response, no_store=True)
    return response


def may_read_sealed(user: object, page: Page) -> bool:
    return isinstance(user, User) and may_act_as(user, Role.ARCHIVIST, page)


def note_reading(user: User, page: Page, *, what: str) -> None:
    """Who opened what was sealed, in the ledger."""
    ledger.append(
        "page.sealed.read",
        actor=user,
        role=Role.ARCHIVIST.value,
        subject=f"page:{page.pk}",
        section=page.get_parent(),
        detail={"what": what},
    )
