"""Documents and pictures that lie in the folder of files."""

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.factories.laid import laid_once


def document(title: str = "附件", data: bytes = b"first", name: str = "a.txt") -> Any:
    return _kept(_document(title, data, name), data)


def picture(title: str = "图片", size: tuple[int, int] = (40, 30)) -> Any:
    return _kept(_picture(title, size), png("red", size))


@laid_once
def _document(title: str, data: bytes, name: str) -> Any:
    return get_document_model().objects.create(title=title, file=ContentFile(data, name=name))


@laid_once
def _picture(title: str, size: tuple[int, int]) -> Any:
    return get_image_model().objects.create(title=title, file=ImageFile(BytesIO(png("red", size)), name="a.png"))


def _kept(carried: Any, data: bytes) -> Any:
    """Only the row is laid: its file lies in the folder still, unless another test took it away or changed it."""
    storage, name = carried.file.storage, carried.file.name
    if not storage.exists(name) or storage.open(name).read() != data:
        storage.delete(name)
        assert storage.save(name, ContentFile(data)) == name
    return carried


def png(colour: str, size: tuple[int, int] = (40, 30)) -> bytes:
    stored = BytesIO()
    Image.new("RGB", size, colour).save(stored, "PNG")
    return stored.getvalue()


def emptied(folder: Path) -> Path:
    """A folder that many tests use, one after the other: what is laid knows where its files lie."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
