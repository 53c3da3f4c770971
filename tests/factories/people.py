"""People who sign in."""

import factory
from django.contrib.auth.models import Permission
from django.http import SimpleCookie
from django.test import Client

from foundation.models import User
from tests.factories.laid import LaidOnce, laid_once


class UserFactory(LaidOnce, factory.django.DjangoModelFactory):
    username = factory.Sequence("staff{}".format)
    last_name = "工作人员"
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.invalid")
    password = factory.django.Password("Right-password-1")

    class Meta:
        model = User


@laid_once
def staff(**fields: object) -> User:
    """Someone who may enter the admin and nothing more."""
    user: User = UserFactory(**fields)
    user.user_permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    return user


@laid_once
def superuser(name: str = "boss", **fields: object) -> User:
    user: User = User.objects.create_superuser(name, f"{name}@example.invalid", "Right-password-1", **fields)
    return user


_login = Client._login


@laid_once
def _cookies_of(user: User, backend: str | None) -> SimpleCookie:
    client = Client()
    _login(client, user, backend)
    return client.cookies


def sign_in(client: Client, user: User, backend: str | None = None) -> None:
    """In place of `Client._login`: what `force_login` writes is laid."""
    if client.cookies:
        _login(client, user, backend)
    else:
        client.cookies = _cookies_of(user, backend)
