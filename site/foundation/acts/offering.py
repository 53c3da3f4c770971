"""Where the admin offers to act on a published act, and where its files are asked for. Called by Wagtail's hooks."""

from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.signals import init_new_page

from foundation.acts.files import sealed_holder
from foundation.acts.guards import is_act
from foundation.acts.sealing import gone, may_read_sealed, note_reading
from foundation.acts.targets import bars_on_target
from foundation.models.act_on_act import ActOnAct
from foundation.models.correction import CorrectionPage
from foundation.models.published_act import PublishedAct
from foundation.models.section import SectionPage
from foundation.models.user import User
from foundation.roles import Role
from foundation.standing import standing_of

_asked_for: ContextVar[QueryDict | None] = ContextVar("asked_for", default=None)


@hooks.register("register_page_header_buttons")
def offer_acts(page: Page, user: User | AnonymousUser, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """On a published act, to its editors: 办理更正, 办理撤回, 办理封存. Not those that would be refused."""
    if not is_act(page) or not standing_of(user).may(Role.EDITOR, page):
        return
    section = SectionPage.objects.ancestor_of(page).order_by("-depth").first()
    if section is None or not PublishedAct.objects.filter(page_id=page.pk).exists():
        return
    for kind in kinds_offered():
        idle = kind is CorrectionPage and not page.has_unpublished_changes
        if idle or any(bars_on_target(kind, page, section)):
            continue
        add = reverse("wagtailadmin_pages:add", args=(kind._meta.app_label, kind._meta.model_name, section.pk))
        for label, address in kind.ways_to_begin(page, f"{add}?target={page.pk}"):
            yield Button(label, address, icon_name="doc-full-inverse", priority=kind.offered)


def kinds_offered() -> list[type[ActOnAct]]:
    """Every kind of act on an act, those of other apps too, in the order of the menu."""
    return sorted((model for model in apps.get_models() if issubclass(model, ActOnAct)), key=lambda kind: kind.offered)


@hooks.register("before_create_page")
def hear_the_target(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """Wagtail tells whoever prepares a new page nothing of the request: kept here until it asks, a moment later."""
    asked = issubclass(page_class, ActOnAct) and request.method == "GET"
    _asked_for.set(request.GET if asked else None)


@receiver(init_new_page)
def begin_with_the_target(page: Page, parent: Page, **kwargs: Any) -> None:
    request, _ = _asked_for.get(), _asked_for.set(None)
    asked = request.get("target", "") if request is not None else ""
    if not isinstance(page, ActOnAct) or not (asked.isascii() and asked.isdigit()):
        return
    target = Page.objects.filter(pk=asked).first()
    if target is not None and not any(bars_on_target(type(page), target, parent)):
        page.target = target
        page.title = page.usual_title(target)
        page.disclosure = page.Disclosure.OPEN
        page.begin_as(request.get("kind", "") if request is not None else "")


@hooks.register("before_serve_document")
def a_sealed_file_is_gone(document: Any, request: HttpRequest) -> HttpResponse | None:
    mark = sealed_holder(document)
    if mark is None:
        return None
    if isinstance(request.user, User) and may_read_sealed(request.user, mark.page):
        with transaction.atomic():
            note_reading(request.user, mark.page, what=f"file:{document.pk}")
        return None
    return gone(request, mark)
