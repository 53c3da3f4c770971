"""Writes the sign-in and permission log. Listens to Django's own signals, so no way of signing in escapes it."""

from collections.abc import Iterable
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from foundation.acting import acting_user
from foundation.clock import now
from foundation.middleware.requests import request_id
from foundation.models.security_event import SecurityEvent
from foundation.models.user import User
from foundation.proxies import client_address

Kind = SecurityEvent.Kind
WATCHED = {"is_active": "启用", "is_superuser": "超级权限", "is_staff": "后台权限", "password": "密码"}


def record(
    kind: SecurityEvent.Kind,
    *,
    user: User | None = None,
    username: str = "",
    request: HttpRequest | None = None,
    detail: str = "",
) -> None:
    """Write one row. The one place that does."""
    SecurityEvent.objects.create(
        at=now(),
        kind=kind,
        user=user,
        username=(username or (user.get_username() if user else ""))[:150],
        address=client_address(request) if request is not None else None,
        detail=detail[:500],
        request_id=request_id.get(),
    )


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record(Kind.SIGNED_IN, user=user, request=request)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record(Kind.SIGNED_OUT, user=user, request=request)


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    # People type their password in the wrong box: a name no account has is not kept.
    typed = str(credentials.get("username", ""))
    known = User.objects.filter(username=typed).exists()
    record(Kind.REFUSED, username=typed if known else "（没有这个账号）", request=request)


@receiver(user_locked_out)
def locked_out(request: HttpRequest, username: str, **kwargs: Any) -> None:
    record(Kind.LOCKED_OUT, username=username or "", request=request)


@receiver(m2m_changed, sender=get_user_model().groups.through)
@receiver(m2m_changed, sender=get_user_model().user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def rights_changed(instance: Model, action: str, pk_set: set[int] | None, model: type[Model], **kwargs: Any) -> None:
    verbs = {"post_add": "增加", "post_remove": "去掉", "pre_clear": "清空"}
    if action not in verbs or (action != "pre_clear" and not pk_set):
        return
    rows = (
        instance_rows(instance, model) if action == "pre_clear" else model._default_manager.filter(pk__in=pk_set or ())
    )
    names = "、".join(str(row) for row in rows)
    user = instance if isinstance(instance, User) else None
    record(Kind.RIGHTS_CHANGED, user=user, detail=f"{instance}：{verbs[action]} {names}{_by_whom()}")


def instance_rows(instance: Model, model: type[Model]) -> Iterable[Model]:
    """What a clear is about to take away."""
    for name in ("groups", "user_permissions", "permissions"):
        related = getattr(instance, name, None)
        if related is not None and related.model is model:
            return list(related.all())
    return ()


def _by_whom() -> str:
    user = acting_user()
    return f"（由 {user.get_username()}）" if user else ""


@receiver(pre_save, sender=User)
def remember_account(instance: User, raw: bool = False, **kwargs: Any) -> None:
    instance._before = (  # type: ignore[attr-defined]
        None if raw or instance._state.adding else User.objects.filter(pk=instance.pk).values(*WATCHED).first()
    )


@receiver(post_save, sender=User)
def account_changed(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created:
        record(Kind.ACCOUNT_CHANGED, user=instance, detail=f"新建账号{_by_whom()}")
        return
    before = getattr(instance, "_before", None) or {}
    changed = [
        label for field, label in WATCHED.items() if field in before and before[field] != getattr(instance, field)
    ]
    if changed:
        record(Kind.ACCOUNT_CHANGED, user=instance, detail=f"更改：{'、'.join(changed)}{_by_whom()}")


@receiver(post_delete, sender=User)
def account_deleted(instance: User, **kwargs: Any) -> None:
    record(Kind.ACCOUNT_CHANGED, username=instance.get_username(), detail=f"删除账号{_by_whom()}")
