"""Every way a file comes into the house: what is refused is not kept, and what is kept was looked over."""

import hashlib
import io
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from foundation.bars import Barred
from foundation.models import CheckedFile
from foundation.roles import Role
from tests.factories.acts import Bureau
from tests.notices.attachments.test_checking import picture
from tests.notices.attachments.uploads import (
    CLEAN,
    PHONE,
    chooser,
    client_of,
    file,
    multiple,
    replace,
    root,
    single,
)
from tests.notices.provisions.sources.building import docx, packed, paragraph, xlsx

pytestmark = pytest.mark.django_db

WITH_MACROS = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"})
Document, Image = get_document_model(), get_image_model()


@pytest.fixture
def editor(office: Bureau) -> Client:
    return client_of(office[Role.EDITOR])


WAYS = [single, multiple, chooser, replace]
REFUSED = [
    ("名单.zip", packed({"a.txt": b"x"}), "压缩包不能作附件"),
    ("名单.docx", WITH_MACROS, "宏或控件"),
    ("名单.pdf", docx(paragraph("x")), "内容却是 docx"),
    ("名单.html", b"<html><body>x</body></html>", "网页不能作附件"),
    ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", ""),
    ("名单.txt", b"MZ\0\0", "程序不能作附件"),
]


def said(response: Any) -> str:
    text: str = response.content.decode()
    return json.dumps(json.loads(text), ensure_ascii=False) if "json" in response["Content-Type"] else text


@pytest.mark.parametrize(("name", "data", "words"), REFUSED, ids=[name for name, _, _ in REFUSED])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_is_refused_is_said_in_a_sentence_and_not_kept(
    way: Any, name: str, data: bytes, words: str, editor: Client
) -> None:
    response = way(editor, file(name, data))
    assert words in said(response)
    assert not Document.objects.exclude(title="原来的").exists()
    assert not CheckedFile.objects.filter(digest=hashlib.sha256(data).hexdigest()).exists()


@pytest.mark.parametrize("way", [single, chooser, replace], ids=lambda way: way.__name__)
def test_what_was_typed_is_kept_when_a_file_is_refused(way: Any, editor: Client) -> None:
    response = way(editor, file("名单.zip", packed({"a.txt": b"x"})), title="我写的标题")
    assert "我写的标题" in said(response).replace('\\"', '"')


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_is_taken_was_looked_over(way: Any, editor: Client) -> None:
    way(editor, file("名单.txt", PHONE))
    document = Document.objects.get(title="名单甲")
    checked = CheckedFile.objects.get(digest=hashlib.sha256(PHONE).hexdigest())
    assert [(one["code"], one["weight"]) for one in checked.findings] == [("mobile-number", "confirms")]
    assert document.filename.startswith("名单")


def test_a_long_chinese_name_is_shortened_and_stays_chinese(editor: Client) -> None:
    single(editor, file("关于" + "很长" * 60 + "的名单.exe.txt", CLEAN))
    name = Document.objects.get().filename
    assert name.startswith("关于很长很长")
    assert name.endswith(".txt")
    assert ".exe" not in name


def test_what_is_too_large_is_refused_and_not_read_whole(editor: Client, settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 10
    assert "超过了10 字节的上限" in said(single(editor, file("名单.txt", CLEAN * 10)))


def test_a_file_kept_for_a_second_step_was_looked_over_before(editor: Client) -> None:
    multiple(editor, file("名单.txt", CLEAN), title="长" * 300)
    laid = UploadedFile.objects.get()
    data = {f"uploaded-document-{laid.pk}-title": "名单乙", f"uploaded-document-{laid.pk}-collection": root()}
    answer = editor.post(reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[laid.pk]), data)
    assert answer.json()["success"]
    assert Document.objects.get().title == "名单乙"
    assert CheckedFile.objects.get().digest == hashlib.sha256(CLEAN).hexdigest()


def test_a_second_step_takes_nothing_that_was_laid_behind_its_back(editor: Client, office: Bureau) -> None:
    multiple(editor, file("名单.txt", CLEAN), title="长" * 300)
    laid = UploadedFile.objects.get()
    with open(laid.file.path, "wb") as stream:
        stream.write(packed({"a.txt": b"x"}))
    data = {f"uploaded-document-{laid.pk}-title": "名单乙", f"uploaded-document-{laid.pk}-collection": root()}
    answer = editor.post(reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[laid.pk]), data)
    assert answer.status_code == 403
    assert not Document.objects.exists()


def test_python_lays_nothing_unseen() -> None:
    with pytest.raises(Barred, match="压缩包"), transaction.atomic():
        Document.objects.create(title="x", file=ContentFile(packed({"a.txt": b"x"}), name="a.zip"))
    assert not Document.objects.exists()


def test_python_lays_no_picture_unseen() -> None:
    Image.objects.create(title="x", file=ImageFile(io.BytesIO(picture("PNG")), name="a.png"))
    assert CheckedFile.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data"), [("图.gif", b"GIF89a\0\0"), ("图.png", b"<svg/>"), ("图.png", picture("JPEG"))]
)
def test_a_picture_is_a_png_or_jpg_by_what_it_holds(name: str, data: bytes, editor: Client) -> None:
    url = reverse("wagtailimages:add")
    response = editor.post(url, {"title": "图片甲", "file": file(name, data), "collection": root()})
    assert response.status_code == 200
    assert "图片甲" in response.content.decode()
    assert not Image.objects.exists()


def test_a_picture_that_is_one_is_taken_and_looked_over(editor: Client) -> None:
    data = picture("PNG")
    editor.post(reverse("wagtailimages:add"), {"title": "图片甲", "file": file("图.png", data), "collection": root()})
    assert Image.objects.get().title == "图片甲"
    assert CheckedFile.objects.get().digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EDITOR])
def test_only_editors_lay_files(role: Role, office: Bureau) -> None:
    single(client_of(office[role]), file("名单.txt", CLEAN))
    assert not Document.objects.exists()


def test_an_editor_changes_their_own_files_and_not_those_of_others(office: Bureau, editor: Client) -> None:
    mine = Document.objects.create(
        title="我的", file=ContentFile(CLEAN, name="a.txt"), uploaded_by_user=office[Role.EDITOR]
    )
    theirs = Document.objects.create(title="别人的", file=ContentFile(CLEAN, name="b.txt"))
    assert editor.get(reverse("wagtaildocs:edit", args=[mine.pk])).status_code == 200
    assert editor.get(reverse("wagtaildocs:edit", args=[theirs.pk])).status_code == 302


def test_the_editor_reads_what_was_found_beside_the_file(office: Bureau, editor: Client) -> None:
    mine = Document.objects.create(
        title="我的", file=ContentFile(PHONE, name="a.txt"), uploaded_by_user=office[Role.EDITOR]
    )
    assert "发现1个手机号码" in editor.get(reverse("wagtaildocs:edit", args=[mine.pk])).content.decode()
    assert "发现1个手机号码" in multiple(editor, file("名单.txt", PHONE)).json()["form"]


def test_a_workbook_with_a_hidden_sheet_is_refused(editor: Client) -> None:
    hidden = xlsx(("名单", "visible", "<sheetData/>"), ("底稿", "hidden", "<sheetData/>"))
    assert "底稿" in said(single(editor, file("名单.xlsx", hidden)))
    assert not Document.objects.exists()
