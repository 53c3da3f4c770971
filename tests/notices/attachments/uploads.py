"""Files to upload, and each way an editor has of doing it."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection

from foundation.models import User

IDENTITY = "11010519491231002X"
CLEAN = "拟认定名单".encode()
PERSONAL = f"张三 {IDENTITY}".encode()
PHONE = "联系人电话 13812345678".encode()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def root() -> int:
    return int(Collection.get_first_root_node().pk)


def single(client: Client, upload: Any, title: str = "名单甲") -> Any:
    return client.post(reverse("wagtaildocs:add"), {"title": title, "file": upload, "collection": root()})


def multiple(client: Client, upload: Any, title: str = "名单甲") -> Any:
    return client.post(reverse("wagtaildocs:add_multiple"), {"title": title, "files[]": upload, "collection": root()})


def chooser(client: Client, upload: Any, title: str = "名单甲") -> Any:
    data = {
        "document-chooser-upload-title": title,
        "document-chooser-upload-file": upload,
        "document-chooser-upload-collection": root(),
    }
    return client.post(reverse("wagtaildocs_chooser:create"), data)


def replace(client: Client, upload: Any, title: str = "名单甲") -> Any:
    document = get_document_model().objects.create(
        title="原来的",
        file=ContentFile(b"before", name="a.txt"),
        uploaded_by_user=User.objects.get(username__in=[who(client)]),
    )
    data = {"title": title, "file": upload, "collection": root()}
    return client.post(reverse("wagtaildocs:edit", args=[document.pk]), data)


def who(client: Client) -> str:
    return User.objects.get(pk=client.session["_auth_user_id"]).username
