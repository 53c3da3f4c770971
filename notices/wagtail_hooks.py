"""What the admin shows of official documents."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from foundation.models.user import User
from notices import admin  # noqa: F401  (registers its screens)
from notices.screens import DOCUMENTS


@hooks.register("construct_main_menu")
def one_list_of_attachments(request: HttpRequest, items: list[MenuItem]) -> None:
    """Ours stands in the place of Wagtail's: two lists of the same files would only be asked which is which."""
    if isinstance(request.user, User) and DOCUMENTS.opens_for(request.user):
        items[:] = [item for item in items if item.name != "documents"]


@hooks.register("register_admin_urls")
def own_screens() -> list[URLPattern | URLResolver]:
    return [
        path("regulations/", include("notices.regulations.urls")),
        path("comments/", include("notices.comments.admin_urls")),
    ]
