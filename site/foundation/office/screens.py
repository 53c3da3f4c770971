"""The administrators' screens: who may open each and who may change something there. Views, menu and who-may ask here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.menu import MenuItem

from foundation.bars import Barred
from foundation.models.user import User
from foundation.office.kinds import registered
from foundation.roles import Role
from foundation.standing import standing_of

View = Callable[..., HttpResponse]
WATCHERS = (Role.SUPERVISOR, Role.AUDIT_ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Screen:
    """`reads`: the roles that may open it; None for everyone signed in."""

    name: str
    label: str
    icon: str
    reads: Callable[[], tuple[Role, ...]] | None
    changes: tuple[Role, ...] = ()
    does: str = ""

    @property
    def url(self) -> str:
        return reverse(self.name)

    def opens_for(self, user: User) -> bool:
        return self.reads is None or standing_of(user).anywhere(*self.reads())

    def yields_to(self, user: User) -> bool:
        return standing_of(user).anywhere(*self.changes)


def _office_readers() -> tuple[Role, ...]:
    """Whoever proposes or decides some kind of act, and who watches."""
    roles = [role for kind in registered() for role in (*kind.proposed_by, *kind.decided_by)]
    return tuple(dict.fromkeys([*roles, *WATCHERS]))


ACTS = Screen(
    "acts", "审签记录", "clipboard-list", lambda: (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)
)
OFFICE = Screen("office", "内部事项", "tasks", _office_readers)
ROLES = Screen(
    "roles",
    "职责",
    "key",
    lambda: (Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR, *WATCHERS),
    (Role.SECURITY_ADMINISTRATOR,),
    "提出授予、撤销和代理",
)
ACCOUNTS = Screen(
    "accounts",
    "账号",
    "user",
    lambda: (Role.SYSTEM_ADMINISTRATOR, *WATCHERS),
    (Role.SYSTEM_ADMINISTRATOR,),
    "新建、修改、停用和启用账号，重设密码，解除登录锁定",
)
IDENTITY = Screen(
    "identity",
    "机关信息",
    "site",
    lambda: (Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR, *WATCHERS),
    (Role.SECURITY_ADMINISTRATOR,),
    "提出更改名称、备案、联系方式和办理时限",
)
CALENDAR = Screen("calendar", "工作日历", "calendar", None, (Role.EDITOR,), "提出录入放假安排")
SECURITY_LOG = Screen("security-log", "登录与权限记录", "history", lambda: WATCHERS)
WHO_MAY = Screen("who-may", "谁能做什么", "group", None)

SCREENS = [ACTS, OFFICE, CALENDAR, ROLES, ACCOUNTS, IDENTITY, SECURITY_LOG, WHO_MAY]


def add_screen(screen: Screen) -> None:
    """An app above adds its own when it starts; it stands before those of the office."""
    if screen not in SCREENS:
        SCREENS.insert(0, screen)


def opened_by(screen: Screen) -> Callable[[View], View]:
    """Refuse a view to whoever may not open its screen, superuser or not."""

    def wrap(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            _refuse_unless(screen.opens_for(signed_in(request)), screen, screen.reads() if screen.reads else ())
            return view(request, *args, **kwargs)

        return wrapped

    return wrap


def changed_by(screen: Screen) -> Callable[[View], View]:
    """Refuse a view to whoever may not change anything on its screen."""

    def wrap(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            _refuse_unless(screen.yields_to(signed_in(request)), screen, screen.changes)
            return view(request, *args, **kwargs)

        return wrapped

    return wrap


def signed_in(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (Wagtail asks everyone else to sign in)
    return request.user


def _refuse_unless(allowed: bool, screen: Screen, roles: tuple[Role, ...]) -> None:
    if not allowed:
        raise Barred(f"“{screen.label}”的这个页面只对{'、'.join(role.label for role in roles)}开放，您没有这项职责。")


class ScreenItem(MenuItem):
    """Shown to whoever may open the screen."""

    def __init__(self, screen: Screen, order: int) -> None:
        super().__init__(screen.label, screen.url, name=screen.name, icon_name=screen.icon, order=order)
        self.screen = screen

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and self.screen.opens_for(request.user)
