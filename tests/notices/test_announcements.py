"""Announcements of kinds, with files and what they interpret."""

import importlib

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.test import Client
from wagtail.documents import get_document_model

from foundation.bars import Barred
from foundation.models import SealingPage
from foundation.roles import Role
from notices.file_facts import size_words
from notices.models import AnnouncementPage, Attachment
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, published, submit
from tests.factories.acts_on_acts import changed, done
from tests.factories.pages import AnnouncementPageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def document(title: str = "附件一", content: bytes = b"x" * 3000, name: str = "list.txt"):
    file = get_document_model()(title=title, file=ContentFile(content, name))
    file.save()
    return file


def with_files(office: Bureau, *files) -> AnnouncementPage:
    return published(office, rows={"attachments": [Attachment(document=file) for file in files]})


def test_an_announcement_is_a_notice_unless_said_otherwise(office: Bureau) -> None:
    assert published(office).kind == AnnouncementPage.Kind.NOTICE


def test_what_was_published_before_became_a_notice() -> None:
    migration = importlib.import_module("notices.migrations.0006_calls").Migration
    added = [one for one in migration.operations if getattr(one, "name", "") == "kind"]
    assert [one.field.default for one in added] == ["notice"]


def test_files_are_shown_with_kind_and_size_and_can_be_had(office: Bureau, client: Client) -> None:
    file = document()
    page = with_files(office, file)
    html = client.get(page.url).content.decode()
    assert "文本，3 KB" in html
    assert f'href="{file.url}"' in html
    assert client.get(file.url).status_code == 200


def test_a_file_has_a_name_of_its_own_where_one_is_written(office: Bureau, client: Client) -> None:
    rows = {"attachments": [Attachment(document=document("scan0001"), title="拟认定名单")]}
    html = client.get(published(office, rows=rows).url).content.decode()
    assert "拟认定名单" in html
    assert "scan0001" not in html.partition("附件</h2>")[2]


def test_a_file_of_a_draft_is_not_had(office: Bureau, client: Client) -> None:
    file = document()
    draft(office, rows={"attachments": [Attachment(document=file)]})
    assert client.get(file.url).status_code == 404


def test_a_file_goes_with_what_was_sealed(office: Bureau, client: Client) -> None:
    file = document()
    done(office, SealingPage, with_files(office, file))
    assert client.get(file.url).status_code == 410


def test_an_attachment_changed_after_review_bars_the_signature(office: Bureau) -> None:
    file = document()
    page = draft(office, rows={"attachments": [Attachment(document=file)]})
    state = submit(page, office[Role.EDITOR])
    approve(state, office[Role.REVIEWER])
    with file.file.storage.open(file.file.name, "wb") as stream:
        stream.write(b"another list")
    with pytest.raises(Barred, match="附件一"):
        approve(fresh(page).current_workflow_task_state, office[Role.SIGNATORY])


@pytest.mark.parametrize("change", ["swap", "take away"])
def test_the_database_keeps_the_files_of_what_was_published(change: str, office: Bureau) -> None:
    page, other = with_files(office, document()), document("别的")
    rows = Attachment.objects.filter(page=page)
    with pytest.raises(DatabaseError, match="不能直接改动"), transaction.atomic():
        rows.update(document=other) if change == "swap" else rows._raw_delete("default")


def test_no_file_is_added_to_what_was_published(office: Bureau) -> None:
    page = with_files(office, document())
    with pytest.raises(DatabaseError, match="不能直接改动"), transaction.atomic():
        Attachment.objects.bulk_create([Attachment(page=page, document=document("别的"))])


def test_the_file_of_a_draft_is_not_moved_to_what_was_published(office: Bureau) -> None:
    page, other = with_files(office, document()), AnnouncementPageFactory(parent=office.section, live=False)
    Attachment.objects.bulk_create([Attachment(page=other, document=document("别的"))])
    with pytest.raises(DatabaseError, match="不能直接改动"), transaction.atomic():
        Attachment.objects.filter(page=other).update(page=page)


def test_files_are_asked_for_at_once(office: Bureau, client: Client) -> None:
    one, many = with_files(office, document()), with_files(office, *(document(f"附件{number}") for number in range(5)))
    client.get(one.url)
    assert len(queries_of(lambda: client.get(many.url))) <= len(queries_of(lambda: client.get(one.url)))


def test_an_interpretation_leads_to_what_it_interprets(office: Bureau, client: Client) -> None:
    rule = published(office, title="某办法")
    page = published(office, kind="interpretation", about=rule)
    html = client.get(page.url).content.decode()
    assert f'本文解读：<a href="{rule.url}">某办法</a>' in html
    assert list(rule.interpretations.all()) == [page]


def test_only_an_interpretation_interprets(office: Bureau) -> None:
    page = draft(office, kind="notice", about=published(office))
    with pytest.raises(Barred, match="又写了解读的文件"):
        approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])


def test_what_was_sealed_is_not_named_by_its_interpretation(office: Bureau, client: Client) -> None:
    rule = published(office, title="涉密办法")
    page = published(office, kind="interpretation", about=rule)
    done(office, SealingPage, rule)
    assert "涉密办法" not in client.get(page.url).content.decode()


def test_a_draft_shows_its_new_files_before_they_are_published(office: Bureau) -> None:
    page = changed(
        office, AnnouncementPageFactory(parent=office.section), attachments=[Attachment(document=document("新附件"))]
    )
    shown = page.latest_revision.as_object().get_context(_request())
    assert [file.name for file in shown["files"]] == ["新附件"]


def _request():
    from django.test import RequestFactory

    return RequestFactory().get("/")


@pytest.mark.parametrize(("size", "words"), [(None, ""), (0, "1 KB"), (1025, "2 KB"), (3 * 1024 * 1024, "3.0 MB")])
def test_a_size_is_said_roundly(size: int | None, words: str) -> None:
    assert size_words(size) == words
