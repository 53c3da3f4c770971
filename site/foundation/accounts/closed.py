"""Wagtail's own screens of users, groups and settings, closed to everyone: they would be ways around what takes two."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import re_path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.contrib.settings.registry import SettingMenuItem

from foundation.bars import Bar, Barred
from foundation.models.user import User

NAMES = {"users", "groups", "api-tokens"}
HIDDEN = NAMES | {"sites"}


def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Barred(
        [
            Bar("这个页面已关闭。账号在“账号”里管理。", mend=reverse("accounts")),
            Bar("职责在“职责”里提出，由另一位决定。", mend=reverse("roles")),
        ]
    )


def settings_closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Barred([Bar("这个页面已关闭。机关信息在“机关信息”里提出更改，由另一位决定。", mend=reverse("identity"))])


def sites_closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Barred("这个页面已关闭。站点的地址由运行维护人员在服务器上设置（SITE_URL）。")


# Registered before Wagtail's, so that these answer; Wagtail's names stay, its templates link them.
urlpatterns = [
    re_path(rf"^(?:{'|'.join(sorted(NAMES))})/", closed),
    # All settings: the one there is, by whatever spelling of its name; a new one wants an office act of its own.
    re_path(r"^settings/", settings_closed),
    re_path(r"^sites/", sites_closed),
]


def refuse_bulk_action(request: HttpRequest, action_type: str, objects: Sequence[Model], action: Any) -> None:
    if issubclass(action.model, User | Group):
        closed(request)


def hide_closed(request: HttpRequest, items: list[MenuItem]) -> None:
    """Neither the settings menu nor the search screen offers what is closed."""
    items[:] = [item for item in items if item.name not in HIDDEN and not isinstance(item, SettingMenuItem)]
