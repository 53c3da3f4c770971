"""Every way a file comes into the house: what is refused is not kept, and what is kept was looked over."""

import hashlib
import io
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, UploadedFile

from foundation.bars import Barred
from foundation.models import CheckedFile, LedgerEntry, User
from foundation.roles import Role
from tests.factories.acts import Bureau, approve, bureau, draft, published, submit
from tests.factories.acts_on_acts import step_of
from tests.notices.attachments.test_checking import picture
from tests.notices.provisions.sources.building import docx, packed, paragraph, pdf, xlsx
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

IDENTITY = "11010519491231002X"
CLEAN = "拟认定名单".encode()
PERSONAL = f"张三 {IDENTITY}".encode()
PHONE = "联系人电话 13812345678".encode()
WITH_MACROS = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"})
Document, Image = get_document_model(), get_image_model()


@pytest.fixture(autouse=True)
def stored_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def editor(office: Bureau) -> Client:
    return client_of(office[Role.EDITOR])


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
    document = Document.objects.create(
        title="原来的",
        file=ContentFile(b"before", name="a.txt"),
        uploaded_by_user=User.objects.get(username__in=[who(client)]),
    )
    data = {"title": title, "file": upload, "collection": root()}
    return client.post(reverse("wagtaildocs:edit", args=[document.pk]), data)


def who(client: Client) -> str:
    return User.objects.get(pk=client.session["_auth_user_id"]).username


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


# --- what an act carries ---------------------------------------------------------------------------------------------


def carrying(office: Bureau, data: bytes) -> Any:
    document = Document.objects.create(title="名单甲", file=ContentFile(data, name="a.txt"))
    return draft(office, body=f'<p>见<a linktype="document" id="{document.pk}">附件</a></p>')


def test_an_identity_number_in_an_attachment_bars_review(office: Bureau) -> None:
    state = submit(carrying(office, PERSONAL), office[Role.EDITOR])
    with pytest.raises(Barred, match="附件“名单甲”：发现1个身份证号"):
        approve(state, office[Role.REVIEWER], files_cleared=True)


def test_an_attachment_nobody_looked_over_bars_review(office: Bureau) -> None:
    state = submit(carrying(office, CLEAN), office[Role.EDITOR])
    CheckedFile.objects.all().delete()
    with pytest.raises(Barred, match="没有检查过"):
        approve(state, office[Role.REVIEWER])


def test_bytes_changed_behind_the_houses_back_count_as_never_looked_over(office: Bureau) -> None:
    page = carrying(office, CLEAN)
    with open(Document.objects.get().file.path, "ab") as stream:
        stream.write(b" 1")
    with pytest.raises(Barred, match="没有检查过"):
        approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])


def test_a_phone_number_passes_only_when_the_reviewer_says_so(office: Bureau) -> None:
    state = submit(carrying(office, PHONE), office[Role.EDITOR])
    with pytest.raises(Barred, match="逐条看过并勾选确认"):
        approve(state, office[Role.REVIEWER])
    approve(state, office[Role.REVIEWER], files_cleared=True)
    entry = LedgerEntry.objects.get(act="page.review")
    assert entry.detail == {"secrecy_cleared": True, "file_findings_confirmed": 1}


def test_a_clean_attachment_asks_nothing_more(office: Bureau) -> None:
    approve(submit(carrying(office, CLEAN), office[Role.EDITOR]), office[Role.REVIEWER])


def test_the_reviewer_sees_what_was_found_and_confirms_it_on_the_screen(office: Bureau) -> None:
    page = carrying(office, PHONE)
    there = reverse("act-judge", args=[submit(page, office[Role.EDITOR]).pk])
    reviewer = client_of(office[Role.REVIEWER])
    html = reviewer.get(there).content.decode()
    assert "附件“名单甲”：发现1个手机号码：138******78" in html
    assert "13812345678" not in html
    data = {"action": "approve", "secrecy_cleared": "on", "comment": "我的意见"}
    refused = reviewer.post(there, data).content.decode()
    assert "勾选确认" in refused
    assert "我的意见" in refused
    assert reviewer.post(there, {**data, "files_cleared": "on"}).status_code == 302


def test_the_signatory_reads_them_and_is_asked_no_tick(office: Bureau) -> None:
    page = carrying(office, PHONE)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER], files_cleared=True)
    signatory = client_of(office[Role.SIGNATORY])
    html = signatory.get(reverse("act-judge", args=[step_of(page).pk])).content.decode()
    assert "发现1个手机号码" in html
    assert "files_cleared" not in html
    approve(step_of(page), office[Role.SIGNATORY])


def test_once_published_no_way_replaces_the_file(office: Bureau) -> None:
    document = Document.objects.create(
        title="名单甲", file=ContentFile(CLEAN, name="a.txt"), uploaded_by_user=office[Role.EDITOR]
    )
    published(office, body=f'<p><a linktype="document" id="{document.pk}">附件</a></p>')
    before = Document.objects.get().file.name
    data = {"title": "名单甲", "file": file("新.txt", b"other"), "collection": root()}
    answer = client_of(office[Role.EDITOR]).post(reverse("wagtaildocs:edit", args=[document.pk]), data)
    assert "请上传为新文件，并办理更正" in answer.content.decode()
    assert Document.objects.get().file.name == before
    assert (
        client_of(office[Role.EDITOR]).post(reverse("wagtaildocs:delete_multiple", args=[document.pk])).status_code
        == 403
    )


# --- what was laid before --------------------------------------------------------------------------------------------


def test_the_command_looks_over_what_was_laid_before(capsys: pytest.CaptureFixture[str], office: Bureau) -> None:
    page = carrying(office, PERSONAL)
    CheckedFile.objects.all().delete()
    call_command("check_files")
    told = capsys.readouterr().out
    assert "附件“名单甲”" in told
    assert "发现1个身份证号" in told
    assert "检查了 1 个文件，1 个有不能公开的内容。" in told
    assert IDENTITY not in told
    call_command("check_files")
    assert "检查了 0 个文件" in capsys.readouterr().out
    with pytest.raises(Barred, match="身份证号"):
        approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])


def test_what_would_be_refused_today_bars_when_it_was_laid_before(office: Bureau) -> None:
    page = carrying(office, CLEAN)
    with open(Document.objects.get().file.path, "wb") as stream:
        stream.write(packed({"a.txt": b"x"}))
    call_command("check_files", verbosity=0)
    with pytest.raises(Barred, match="压缩包不能作附件"):
        approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])


def test_a_missing_file_is_named_and_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    document = Document.objects.create(title="名单甲", file=ContentFile(CLEAN, name="a.txt"))
    document.file.storage.delete(document.file.name)
    call_command("check_files", "--again")
    assert "文件不在了" in capsys.readouterr().out


# --- giving out ------------------------------------------------------------------------------------------------------


def given(name: str, data: bytes, office: Bureau, title: str = "拟认定名单（第一批）") -> Any:
    document = Document.objects.create(title=title, file=ContentFile(data, name=name))
    published(office, body=f'<p><a linktype="document" id="{document.pk}">附件</a></p>')
    return Client().get(document.url)


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("a.pdf", pdf(("名单",)), True),
        ("a.png", picture("PNG"), True),
        ("a.txt", CLEAN, False),
        ("a.csv", CLEAN, False),
        ("a.docx", docx(paragraph("名单")), False),
    ],
)
def test_only_pdf_and_pictures_are_shown_in_the_browser(name: str, data: bytes, shown: bool, office: Bureau) -> None:
    response = given(name, data, office)
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"


def test_it_is_saved_under_its_title_in_chinese(office: Bureau) -> None:
    disposition = given("a.txt", CLEAN, office)["Content-Disposition"]
    assert "filename*=utf-8''%E6%8B%9F%E8%AE%A4%E5%AE%9A%E5%90%8D%E5%8D%95" in disposition
    assert disposition.endswith(".txt")


@pytest.mark.parametrize("title", ['甲"乙\r\nX-Evil: 1', "../../etc/passwd", "名单.txt"])
def test_no_title_breaks_out_of_the_header(title: str, office: Bureau) -> None:
    response = given("a.txt", CLEAN, office, title=title)
    assert "X-Evil" not in response
    assert "\n" not in response["Content-Disposition"]
    assert ".txt.txt" not in response["Content-Disposition"]
    assert "/" not in response["Content-Disposition"]


@pytest.mark.parametrize("name", ["old.html", "old.svg", "old.xml"])
def test_a_page_or_drawing_laid_before_is_never_shown_as_one(name: str, office: Bureau) -> None:
    document = Document.objects.create(title="旧", file=ContentFile(CLEAN, name="a.txt"))
    published(office, body=f'<p><a linktype="document" id="{document.pk}">附件</a></p>')
    stored = document.file.storage.save(f"documents/{name}", ContentFile(b"<svg/>"))
    from foundation.triggers import lay_triggers, lift_triggers

    lift_triggers()
    Document.objects.filter(pk=document.pk).update(file=stored)
    lay_triggers()
    response = Client().get(Document.objects.get().url)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_a_link_in_a_text_says_kind_and_size_and_costs_one_query_for_all(office: Bureau) -> None:
    def body(count: int) -> str:
        links = [Document.objects.create(title=f"附件{n}", file=ContentFile(CLEAN, name="a.txt")) for n in range(count)]
        for one in links:
            one.get_file_size()
        return "".join(f'<p><a linktype="document" id="{one.pk}">附件</a></p>' for one in links)

    one, many = published(office, body=body(1)), published(office, body=body(6))
    assert 'data-about="文本，15 字节"' in Client().get(one.url).content.decode()
    few = len(queries_of(lambda: Client().get(one.url)))
    assert len(queries_of(lambda: Client().get(many.url))) == few


def test_a_workbook_with_a_hidden_sheet_is_refused(editor: Client) -> None:
    hidden = xlsx(("名单", "visible", "<sheetData/>"), ("底稿", "hidden", "<sheetData/>"))
    assert "底稿" in said(single(editor, file("名单.xlsx", hidden)))
    assert not Document.objects.exists()
