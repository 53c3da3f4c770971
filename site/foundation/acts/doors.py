"""Addresses of Wagtail's admin that ask nothing before they show something of a page. Here they ask first."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page

from foundation.bars import Barred
from foundation.models.published_act import PublishedAct
from foundation.models.user import User

View = Callable[..., HttpResponse]
Asks = Callable[[Any, Page], bool]


def _may_move(user: Any, page: Page) -> bool:
    return bool(page.permissions_for_user(user).can_move())


def _sent_it(user: Any, page: Page) -> bool:
    state = page.current_workflow_state
    return state is not None and state.requested_by_id == user.pk


def _is_not_sealed(user: Any, page: Page) -> bool:
    if PublishedAct.objects.filter(page_id=page.pk, sealing__isnull=False).exists():
        raise Http404
    return True


# Address -> the name of the page's number in it, and what is asked.
DOORS: dict[str, tuple[str, Asks]] = {
    "wagtailadmin_pages:move_confirm": ("page_to_move_id", _may_move),
    "wagtailadmin_pages:confirm_workflow_cancellation": ("page_id", _sent_it),
    "wagtailadmin_api:pages:detail": ("pk", _is_not_sealed),
}


def ask_at_the_door(view: View) -> View:
    """For `decorate_urlpatterns`: refuse in words what Wagtail would show to any staff."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        door = DOORS.get(request.resolver_match.view_name if request.resolver_match else "")
        if door is not None and isinstance(request.user, User):  # anyone else is asked to sign in
            name, asks = door
            page = Page.objects.filter(pk=kwargs.get(name)).first()
            if page is not None and not asks(request.user, page.specific):
                raise Barred("您在这个栏目没有相应的职责，不能打开这个页面。")
        return view(request, *args, **kwargs)

    return wrapped
