"""Whatever is brought: a sentence that says what is wrong and what to do, and the file is kept."""

import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from foundation.roles import Role
from notices.models import ProvisionSet, Upload
from notices.regulations import import_form
from tests.factories.acts import Bureau, bureau
from tests.factories.regulations import SHORT
from tests.notices.regulations.helping import IMPORT, bring, client_of, confirm, newest

pytestmark = pytest.mark.django_db

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ENTITIES = """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;</w:t>
</w:r></w:p></w:body></w:document>"""
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@pytest.fixture
def office() -> Bureau:
    return bureau()


def packed(document: bytes) -> bytes:
    """A docx with nothing but this for its text."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", document)
    return target.getvalue()


def old_word() -> bytes:
    return OLE + "WordDocument".encode("utf-16-le") + b"\0" * 600


def locked_word() -> bytes:
    return OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def bomb() -> bytes:
    return packed(b"<?xml version='1.0'?><d>" + b"A" * (70 * 1024 * 1024) + b"</d>")


def scan() -> bytes:
    """A page with nothing written on it."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def garbled() -> bytes:
    return SHORT.encode().decode("latin-1").encode()


BAD = {
    "old Word": ("办法.doc", old_word, "旧版 Word"),
    "locked Word": ("办法.docx", locked_word, "加了密码"),
    "scanned pdf": ("办法.pdf", scan, "是扫描件"),
    "bomb": ("办法.docx", bomb, "大得不正常"),
    "external entities": ("办法.docx", lambda: packed(ENTITIES.encode()), "有外部实体"),
    "empty": ("办法.txt", bytes, "是空的"),
    "50 MB": ("办法.txt", lambda: "条".encode() * (50 * 1024 * 1024 // 3), "超过了20 MB的上限"),
    "wrong encoding": ("办法.txt", garbled, "乱码"),
    "picture": ("办法.png", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "这是一张图片"),
}


@pytest.mark.parametrize(("name", "build", "says"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_read_is_told_in_a_sentence_and_kept(name: str, build: Any, says: str, office: Bureau) -> None:
    editor, data = client_of(office[Role.EDITOR]), build()
    answer = bring(editor, office, data, name)
    one = newest()
    assert answer.url == reverse(IMPORT)
    assert says in one.fault
    assert "请" in one.fault
    assert Upload.objects.get(pk=one.upload_id).sha256 == hashlib.sha256(data).hexdigest()
    page = editor.get(reverse(IMPORT)).content.decode()
    assert one.fault in page
    assert reverse("regulation-set-original", args=[one.pk]) in page
    assert one.fault in editor.get(reverse("regulation-set", args=[one.pk])).content.decode()


def test_an_encrypted_pdf_is_told_in_a_sentence_and_kept(office: Bureau) -> None:
    data = scan().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 9/R 9/O(x)/U(x)/P -4>>")
    bring(client_of(office[Role.EDITOR]), office, data, "办法.pdf")
    one = newest()
    assert "加了密码" in one.fault
    assert one.upload.size == len(data)


def test_what_is_larger_than_is_kept_is_refused_in_words(office: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_form, "KEPT_AT_MOST", 1000)
    answer = bring(client_of(office[Role.EDITOR]), office, b"x" * 1001)
    assert answer.status_code == 400
    assert "没有保存" in answer.content.decode()
    assert not Upload.objects.exists()


def test_characters_of_ones_own_are_kept_and_told_of(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.replace("专家评审", "专家\ue123评审").encode())
    one = newest()
    assert "专用区字符" in editor.get(reverse("regulation-set", args=[one.pk])).content.decode()
    assert "\ue123" in one.raw_text


def test_a_script_in_a_web_page_is_no_word_of_the_text(office: Bureau) -> None:
    body = "".join(f"<p>{line}</p>" for line in SHORT.splitlines())
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, f"<html><body><script>alert(1)</script>{body}</body></html>".encode(), "办法.html")
    one = newest()
    assert "alert" not in one.raw_text
    assert one.provisions.filter(address="art-3-4").exists()


def test_markup_in_a_text_is_shown_as_words(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.replace("专家评审", "<script>alert(1)</script>").encode())
    page = editor.get(reverse("regulation-set", args=[newest().pk])).content.decode()
    assert "<script>alert(1)" not in page


def test_a_text_with_no_article_is_told_and_cannot_be_confirmed(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(
        editor, office, "关于做好有关工作的通知\n请各单位认真做好有关工作。\n示例市科学技术局\n2026年1月20日\n".encode()
    )
    one = newest()
    assert "没有读出条款" in editor.get(reverse("regulation-set", args=[one.pk])).content.decode()
    answer = confirm(editor, one)
    assert answer.status_code == 400
    assert "没有读出条款，不能确认" in answer.content.decode()
    assert ProvisionSet.objects.get(pk=one.pk).page_id is None


def test_pasted_words_are_kept_as_a_file(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    editor.post(reverse(IMPORT), {"purpose": "new", "section": office.section.pk, "text": SHORT})
    one = newest()
    assert one.upload.name.endswith(".txt")
    assert one.provisions.filter(address="art-3-4").exists()


def test_nothing_brought_is_told(office: Bureau) -> None:
    answer = client_of(office[Role.EDITOR]).post(reverse(IMPORT), {"purpose": "new", "section": office.section.pk})
    assert answer.status_code == 400
    assert "请选择一个文件" in answer.content.decode()


@pytest.mark.parametrize("purpose", ["correct", "amend", "adopt"])
def test_a_purpose_about_another_text_asks_which(purpose: str, office: Bureau) -> None:
    answer = bring(client_of(office[Role.EDITOR]), office, SHORT.encode(), purpose=purpose)
    assert answer.status_code == 400
    assert "请选定" in answer.content.decode()


def test_pasted_words_stay_when_something_else_is_wrong(office: Bureau) -> None:
    sent = {"purpose": "amend", "section": office.section.pk, "text": "我粘贴的字"}
    assert "我粘贴的字" in client_of(office[Role.EDITOR]).post(reverse(IMPORT), sent).content.decode()


def test_the_file_comes_back_as_it_came_to_be_saved_and_not_shown(office: Bureau) -> None:
    data = b"<html><body><script>alert(1)</script>" + SHORT.encode()
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, data, "办法.html")
    answer = editor.get(reverse("regulation-set-original", args=[newest().pk]))
    assert answer.content == data
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_token_is_asked_for(office: Bureau) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(office[Role.EDITOR], "django.contrib.auth.backends.ModelBackend")
    assert bring(client, office, SHORT.encode()).status_code == 403
    assert not Upload.objects.exists()


def test_an_editor_of_another_section_cannot_bring_it_here(office: Bureau) -> None:
    from tests.factories.acts import person
    from tests.factories.pages import SectionPageFactory

    beside = SectionPageFactory(parent=office.site.home, title="别的栏目")
    answer = bring(client_of(person(Role.EDITOR, beside)), office, SHORT.encode())
    assert answer.status_code == 400
    assert not ProvisionSet.objects.exists()


def test_a_key_no_row_can_have_is_no_choice(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    answer = bring(editor, office, SHORT.encode(), purpose="amend", section="9" * 30, regulation="9" * 30)
    assert answer.status_code == 400
    assert not Upload.objects.exists()
