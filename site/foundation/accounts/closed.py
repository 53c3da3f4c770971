"""Wagtail's own screens of users and groups, closed to everyone: they would be a way around accounts and roles."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import re_path, reverse
from wagtail.admin.menu import MenuItem

from foundation.bars import Bar, Barred
from foundation.models.user import User

NAMES = {"users", "groups", "api-tokens"}


def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Barred(
        [
            Bar("这个页面已关闭。账号在“账号”里管理。", mend=reverse("accounts")),
            Bar("职责在“职责”里提出，由另一位决定。", mend=reverse("roles")),
        ]
    )


# Registered before Wagtail's, so that these answer; Wagtail's names stay, its templates link them.
urlpatterns = [re_path(rf"^(?:{'|'.join(sorted(NAMES))})/", closed)]


def refuse_bulk_action(request: HttpRequest, action_type: str, objects: Sequence[Model], action: Any) -> None:
    if issubclass(action.model, User | Group):
        closed(request)


def hide_closed(request: HttpRequest, items: list[MenuItem]) -> None:
    """Neither the settings menu nor the search screen offers what is closed."""
    items[:] = [item for item in items if item.name not in NAMES]
