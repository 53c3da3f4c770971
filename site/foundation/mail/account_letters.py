"""Who is written to about their own account: someone else set your password."""

from typing import Any

from django.urls import reverse

from foundation.mail.sending import letter, post
from foundation.models.security_event import SecurityEvent
from foundation.models.user import User
from foundation.outbox import handles, put


def tell_that_password_was_set(account: User) -> None:
    """In the transaction that set it. About the log's row, so that each time is a letter of its own."""
    row = SecurityEvent.objects.filter(user=account, kind=SecurityEvent.Kind.ACCOUNT_CHANGED).order_by("-pk").first()
    if row is not None:
        put("password_set", event=row.pk)


@handles("password_set")
def to_whose_password_it_is(event: int) -> None:
    row = _event(event)
    if row is not None and row.user is not None:
        post("password_set", row.pk, [row.user])


@letter("password_set", "您的登录密码由管理员设定", "mail/password_set.txt")
def password_set(about: int, reader: User) -> dict[str, Any] | None:
    """Worth sending even when it is changed by now: that somebody set it is what one should know."""
    row = _event(about)
    if row is None:
        return None
    return {"at": row.at, "path": reverse("wagtailadmin_home"), "must_change": reader.must_change_password}


def _event(pk: int) -> SecurityEvent | None:
    return SecurityEvent.objects.filter(pk=pk).select_related("user").first()
