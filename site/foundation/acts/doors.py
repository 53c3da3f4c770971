"""Addresses of the admin that ask nothing before they show something of a page. Here they ask first."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState

from foundation.acts.collection_screens import KeptCollection, KeptPlace
from foundation.acts.listings import QuietPageTypesUsage, QuietRedirects, QuietSiteHistory
from foundation.acts.sealed_files import hidden_files
from foundation.acts.sealed_titles import hidden_from
from foundation.bars import Barred
from foundation.editing.views import AskingEditView, AskingRevertView, KeepingCreateView
from foundation.models.user import User
from foundation.tampered import tame

View = Callable[..., HttpResponseBase]
Asks = Callable[[Any, Page], bool]


def _may_move(user: Any, page: Page) -> bool:
    return bool(page.permissions_for_user(user).can_move())


def _sent_it(user: Any, page: Page) -> bool:
    state = page.current_workflow_state
    return state is not None and state.requested_by_id == user.pk


# Address -> the name of the page's number in it, and what is asked.
DOORS: dict[str, tuple[str, Asks]] = {
    "wagtailadmin_pages:move_confirm": ("page_to_move_id", _may_move),
    "wagtailadmin_pages:confirm_workflow_cancellation": ("page_id", _sent_it),
}

# Address -> the view that answers in place of Wagtail's.
INSTEAD: dict[str, View] = {
    "wagtailadmin_pages:add": KeepingCreateView.as_view(),
    "wagtailadmin_pages:edit": AskingEditView.as_view(),
    "wagtailadmin_pages:revisions_revert": AskingRevertView.as_view(),
    "wagtailadmin_reports:page_types_usage": QuietPageTypesUsage.as_view(),
    "wagtailadmin_reports:page_types_usage_results": QuietPageTypesUsage.as_view(results_only=True),
    "wagtailadmin_reports:site_history": QuietSiteHistory.as_view(),
    "wagtailadmin_reports:site_history_results": QuietSiteHistory.as_view(results_only=True),
    "wagtailadmin_collections:edit": KeptPlace.as_view(),
    "wagtailadmin_collections:delete": KeptCollection.as_view(),
    "wagtailredirects:index": QuietRedirects.as_view(),
    "wagtailredirects:index_results": QuietRedirects.as_view(results_only=True),
}
# As Wagtail wraps its own: signed in, and kept by no cache.
_as_wagtail_does = cache_control(private=True, no_cache=True, no_store=True, max_age=0)
INSTEAD = {name: _as_wagtail_does(require_admin_access(view)) for name, view in INSTEAD.items()}

# How Wagtail's addresses call the number of a page.
PAGE_NUMBERS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
# Where Wagtail's screens about documents and pictures stand, and how their addresses call the number of one.
FILES = {"wagtaildocs": get_document_model(), "wagtailimages": get_image_model()}
FILE_NUMBERS = ("document_id", "doc_id", "image_id", "pk")
JUDGED = frozenset({"act-judge", "act-preview", "act-preview-carried"})
CHOSEN = frozenset({"wagtail_bulk_action", "wagtailadmin_choose_page_chosen_multiple"})
REDIRECTS = frozenset({"wagtailredirects:edit", "wagtailredirects:delete"})


def ask_at_the_door(view: View) -> View:
    """For `decorate_urlpatterns`: refuse in words what Wagtail would show to any staff."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = request.resolver_match.view_name if request.resolver_match else ""
        tame(request)
        if isinstance(request.user, User):  # anyone else is asked to sign in
            _ask(name, request, kwargs)
            _refuse_what_is_sealed(name, request, kwargs)
        return INSTEAD.get(name, view)(request, *args, **kwargs)

    return wrapped


def _ask(name: str, request: HttpRequest, kwargs: dict[str, Any]) -> None:
    if (door := DOORS.get(name)) is None:
        return
    number, asks = door
    page = Page.objects.filter(pk=kwargs.get(number)).first()
    if page is not None and not asks(request.user, page.specific):
        raise Barred("您在这个栏目没有相应的职责，不能打开这个页面。")


def _refuse_what_is_sealed(name: str, request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Before any view learns its title. What lists pages leaves it out: see page_policy and listings."""
    pks = [*_pages_named(name, request, kwargs)]
    if pks and hidden_from(request.user).filter(pk__in=pks).exists():
        raise Barred("这项内容已依法封存，只有所在栏目的档案和监督人员能看到。")
    for model, numbers in _files_named(name, request, kwargs):
        if numbers and not hidden_files(request.user, model).isdisjoint(numbers):
            raise Barred("这个文件已随一项内容依法封存，只有所在栏目的档案和监督人员能看到。")


def _files_named(name: str, request: HttpRequest, kwargs: dict[str, Any]) -> Iterator[tuple[type[Model], set[int]]]:
    """The documents or pictures an address is about. “All” in a bulk action is asked of file_policy."""
    area = name.partition(":")[0].removesuffix("_chooser")
    if model := FILES.get(kwargs.get("app_label", "") if name == "wagtail_bulk_action" else area):
        numbers = [*request.GET.getlist("id"), *(kwargs[number] for number in FILE_NUMBERS if number in kwargs)]
        yield model, set(_numbers(numbers))


def _pages_named(name: str, request: HttpRequest, kwargs: dict[str, Any]) -> Iterator[int]:
    """The pages an address is about."""
    yield from (kwargs[number] for number in PAGE_NUMBERS if isinstance(kwargs.get(number), int))
    if name in JUDGED:
        yield from _numbers(TaskState.objects.filter(pk=kwargs["pk"]).values_list("revision__object_id", flat=True))
    elif name in REDIRECTS:
        leads_to = Redirect.objects.filter(pk=kwargs["redirect_id"], redirect_page__isnull=False)
        yield from leads_to.values_list("redirect_page_id", flat=True)
    elif name in CHOSEN and kwargs.get("model_name", "page") == "page":
        chosen = request.GET.getlist("id")
        yield from _numbers(chosen)
        if "all" in chosen:
            yield from _all_below(request.GET.get("childOf", ""))


def _numbers(words: Any) -> Iterator[int]:
    """More digits than a number of the database has are nobody's page."""
    yield from (int(word) for word in words if str(word).isdecimal() and len(str(word)) < 19)


def _all_below(number: str) -> list[int]:
    """“All” in a bulk action means more than what its listing showed."""
    place = Page.objects.filter(pk__in=_numbers([number])).first()
    below = Page.objects.filter(live=False, published_act__sealing__isnull=False)
    return list((below.descendant_of(place) if place else below).values_list("pk", flat=True))
