"""Documents and pictures as the tests about the files of acts need them."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from foundation.models import User
from portal.models import TextPage
from tests.factories.acts import Bureau
from tests.factories.laid import laid_once

TITLE = "含张三住址的附件"


def new_document(title: str = TITLE) -> Any:
    return _kept(_document(title), b"first")


def new_picture(title: str = TITLE) -> Any:
    return _kept(_picture(title), png("red"))


@laid_once
def _document(title: str) -> Any:
    return get_document_model().objects.create(title=title, file=ContentFile(b"first", name="a.txt"))


@laid_once
def _picture(title: str) -> Any:
    return get_image_model().objects.create(title=title, file=ImageFile(BytesIO(png("red")), name="a.png"))


def _kept(carried: Any, content: bytes) -> Any:
    """The row is laid; the file lies in the folder still, unless a test took it away or changed it."""
    storage, name = carried.file.storage, carried.file.name
    if not storage.exists(name) or storage.open(name).read() != content:
        storage.delete(name)
        assert storage.save(name, ContentFile(content)) == name
    return carried


def text_page(office: Bureau, document: Any) -> TextPage:
    """A live page that is no act and carries it."""
    page: TextPage = office.site.home.add_child(instance=TextPage(title="指南", slug="guide", body=linked(document)))
    page.save_revision().publish()
    return page


def png(colour: str) -> bytes:
    stored = BytesIO()
    Image.new("RGB", (40, 30), colour).save(stored, "PNG")
    return stored.getvalue()


def linked(document: Any) -> str:
    return f'<p><a linktype="document" id="{document.pk}">附件</a></p>'


def carrying(document: Any, picture: Any) -> str:
    return linked(document) + f'<embed embedtype="image" id="{picture.pk}" format="left" alt="x"/>'


def sign_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client
