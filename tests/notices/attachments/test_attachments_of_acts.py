"""What an act carries was looked over before it is judged, whenever it was laid; and stays once it is published."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.documents import get_document_model

from foundation.bars import Barred
from foundation.models import CheckedFile, LedgerEntry
from foundation.roles import Role
from tests.factories.acts import Bureau, approve, draft, published, submit
from tests.factories.acts_on_acts import step_of
from tests.notices.attachments.uploads import (
    CLEAN,
    IDENTITY,
    PERSONAL,
    PHONE,
    client_of,
    file,
    root,
)
from tests.notices.provisions.sources.building import packed

pytestmark = pytest.mark.django_db

Document = get_document_model()


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
