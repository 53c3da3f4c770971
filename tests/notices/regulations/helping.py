"""A browser without a browser: who is signed in, and the wizard's steps as they are posted."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from foundation.models import User
from notices.models import ProvisionSet
from tests.factories.acts import Bureau

IMPORT = "regulation-import"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def bring(client: Client, office: Bureau, data: bytes, name: str = "办法.txt", **fields: Any) -> Any:
    sent = {"purpose": "new", "section": office.section.pk, "file": SimpleUploadedFile(name, data), **fields}
    return client.post(reverse(IMPORT), sent)


def newest() -> ProvisionSet:
    return ProvisionSet.objects.order_by("-pk")[0]


def change(client: Client, one: ProvisionSet, do: str, **fields: Any) -> Any:
    """As the page in front of the person would send it, unless an edition is given."""
    fields.setdefault("edition", ProvisionSet.objects.get(pk=one.pk).edition)
    return client.post(reverse("regulation-set-change", args=[one.pk]), {"do": do, **fields})


def settle_by_hand(client: Client, one: ProvisionSet) -> None:
    """Accept what is sure, leave the rest: the two buttons."""
    page = client.get(reverse("regulation-set", args=[one.pk])).content.decode()
    if 'value="sure"' in page:
        assert change(client, one, "sure").status_code == 302
    page = client.get(reverse("regulation-set", args=[one.pk])).content.decode()
    while keys := re.findall(r'value="accept:(\w+)"', page):
        assert change(client, one, f"accept:{keys[0]}").status_code == 302
        page = client.get(reverse("regulation-set", args=[one.pk])).content.decode()
    if 'value="rest"' in page:
        assert change(client, one, "rest").status_code == 302


def confirm(client: Client, one: ProvisionSet, **fields: Any) -> Any:
    fields.setdefault("edition", ProvisionSet.objects.get(pk=one.pk).edition)
    return client.post(reverse("regulation-set-confirm", args=[one.pk]), fields)
