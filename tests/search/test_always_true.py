"""The index says what the database says: after every kind of change, and when the engine was away."""

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction

from foundation.clock import now, today
from foundation.health import Level
from foundation.management.commands.worker import SECONDS_BETWEEN_ROUNDS
from foundation.models import CorrectionPage, OutboxMessage, SealingPage, WithdrawalPage
from foundation.outbox import deliver_due
from search import registry
from search.comparing import compare
from search.engine import current_engine
from search.health_checks import search_index
from search.indexing import follow_the_day
from search.registry import everything, kinds
from search.results import Question
from tests.factories.acts import Bureau, bureau, draft, published
from tests.factories.acts_on_acts import changed, done
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory, TextPageFactory
from tests.factories.sites import SmallSite, small_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> SmallSite:
    return small_site()


@pytest.fixture
def office() -> Bureau:
    return bureau()


def found(typed: str) -> list[str]:
    return [hit.title for hit in current_engine().search(Question(typed)).hits]


def holds() -> bool:
    deliver_due()
    return compare(current_engine()).is_true


def test_what_is_published_is_found_and_not_before(site: SmallSite) -> None:
    AnnouncementPageFactory(parent=site.section, title="认定公告")
    assert found("认定") == []
    deliver_due()
    assert found("认定") == ["认定公告"]
    assert holds()


def test_nothing_between_commit_and_index_waits_longer_than_the_worker_looks_away(site: SmallSite) -> None:
    """Two seconds at most: the message is due at once, the worker looks twice a second, a reader sees what is written.

    The last is held for both engines in test_rebuilding; the seconds themselves are measured by the bench `search-delay`.
    """
    AnnouncementPageFactory(parent=site.section, title="认定公告")
    waiting = OutboxMessage.objects.filter(topic__in=("index", "archive"), done_at=None)
    assert {message.topic for message in waiting} == {"index", "archive"}
    assert all(message.due_at <= now() for message in waiting)
    assert SECONDS_BETWEEN_ROUNDS <= 0.5


def test_what_was_never_committed_is_never_found(site: SmallSite) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        AnnouncementPageFactory(parent=site.section, title="认定公告")
        raise ZeroDivisionError
    deliver_due()
    assert found("认定") == []
    assert holds()


def test_a_draft_of_what_is_published_is_not_found(office: Bureau) -> None:
    page = published(office, title="认定公告")
    page.title = "更正中的标题"
    page.save_revision(user=page.owner)
    draft(office, title="另一份草稿")
    assert holds()
    assert found("更正中") == []
    assert found("草稿") == []


def test_an_act_signed_with_an_act_on_it_is_found_as_it_is_now(office: Bureau) -> None:
    for act, says in ((WithdrawalPage, "withdrawn"), (CorrectionPage, "published")):
        page = published(office, title="某公告")
        if act is CorrectionPage:
            changed(office, page, body="<p>揭榜。</p>")
        done(office, act, page)
        assert holds()
        states = {hit.key: hit.state for hit in current_engine().search(Question("某公告")).hits}
        assert states[f"announcement:{page.pk}"] == says
    assert "某公告" in found("揭榜")


def test_what_was_sealed_leaves_the_index(office: Bureau) -> None:
    page = published(office, title="某甲的公告")
    deliver_due()
    done(office, SealingPage, page)
    assert OutboxMessage.objects.filter(topic="index", payload__page=page.pk, done_at=None).exists()
    assert holds()
    assert page.title not in found("某甲的公告")
    assert f"announcement:{page.pk}" not in dict(current_engine().digests())


def test_what_is_unpublished_deleted_moved_or_restricted_is_followed(site: SmallSite) -> None:
    other = SectionPageFactory(parent=site.home, title="别处")
    pages = [TextPageFactory(parent=site.section, title=f"说明{number}") for number in range(4)]
    assert holds()
    Page.objects.get(pk=pages[0].pk).specific.unpublish()
    Page.objects.get(pk=pages[1].pk).delete()
    Page.objects.get(pk=pages[2].pk).specific.move(other, pos="last-child")
    assert holds()
    assert sorted(found("说明")) == ["说明2", "说明3"]
    restriction = PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    assert holds()
    assert found("说明") == ["说明3"]
    restriction.delete()
    assert holds()
    assert len(found("说明")) == 2


def test_another_name_of_the_bureau_reaches_every_document(site: SmallSite) -> None:
    AnnouncementPageFactory(parent=site.section, title="认定公告")
    assert holds()
    site.identity.name = "示例市科技和工业信息化局"
    site.identity.save()
    assert holds()
    assert found("发布机关:工业信息化局") == ["认定公告"]


def test_the_words_of_attachments_are_found_under_their_own_address(site: SmallSite) -> None:
    file = get_document_model().objects.create(
        title="附表", file=ContentFile("拟认定揭榜单位".encode(), name="fubiao.txt")
    )
    body = f'<p>见附件：<a linktype="document" id="{file.pk}">附表</a></p>'
    AnnouncementPageFactory(parent=site.section, title="认定公告", body=body)
    assert holds()
    hit = current_engine().search(Question("揭榜单位")).hits[0]
    assert hit.found[0].reference == "附件：附表"
    assert hit.found[0].url == file.url


def test_the_words_of_a_private_file_are_not_in_it(site: SmallSite) -> None:
    from wagtail.models import Collection, CollectionViewRestriction

    private = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    file = get_document_model().objects.create(
        title="附表", file=ContentFile("揭榜单位".encode(), name="fubiao.txt"), collection=private
    )
    AnnouncementPageFactory(parent=site.section, body=f'<p><a linktype="document" id="{file.pk}">附表</a></p>')
    assert holds()
    assert found("揭榜单位") == []


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_office_files_have_words(kind: str) -> None:
    from notices.attachment_text import text_of_file

    assert text_of_file(f"broken.{kind}", b"PK\x03\x04 this is none") == ""
    assert text_of_file("empty.txt", b"") == ""


def test_an_engine_that_was_away_is_caught_up_with(site: SmallSite, settings: LazySettings) -> None:
    kept = settings.SEARCH_ENGINE
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_HOSTS = "elasticsearch", ["http://127.0.0.1:1"]
    AnnouncementPageFactory(parent=site.section, title="认定公告")
    deliver_due()
    waiting = OutboxMessage.objects.filter(topic="index", done_at=None)
    assert waiting.count() == 1
    assert waiting.get().dead_at is None
    settings.SEARCH_ENGINE = kept
    with time_machine.travel(now() + timedelta(minutes=1)):
        deliver_due()
        assert found("认定") == ["认定公告"]


def test_a_page_that_changes_while_it_is_written_is_written_again(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = TextPageFactory(parent=site.section, title="说明一")
    engine, index = current_engine(), current_engine().index
    calls: list[Any] = []

    def slow(documents: Any) -> None:
        calls.append(documents)
        index(documents)
        if len(calls) == 1:
            Page.objects.filter(pk=page.pk).update(title="说明二")

    monkeypatch.setattr(engine, "index", slow)
    deliver_due()
    assert found("说明") == ["说明二"]
    assert len(calls) == 2


def test_status_names_what_differs_and_mends_it(site: SmallSite) -> None:
    page = TextPageFactory(parent=site.section, title="说明一")
    deliver_due()
    call_command("search_status", stdout=(said := StringIO()))
    assert "索引与数据库一致" in said.getvalue()
    Page.objects.filter(pk=page.pk).update(title="说明二")
    other = TextPageFactory(parent=site.section, title="说明三")
    OutboxMessage.objects.all().delete()
    # Two in the public index, and the same two in the archive.
    with pytest.raises(CommandError, match="4 处不同"):
        call_command("search_status", stdout=(said := StringIO()))
    assert f"不是最新：guide:{page.pk}" in said.getvalue()
    assert f"缺少：guide:{other.pk}" in said.getvalue()
    assert search_index().level is Level.WARNING
    call_command("search_status", mend=True, stdout=StringIO())
    assert holds()
    assert search_index().level is Level.OK


def test_an_index_that_was_deleted_is_made_anew_with_the_same_digests(site: SmallSite, settings: LazySettings) -> None:
    import shutil

    for number in range(5):
        TextPageFactory(parent=site.section, title=f"说明{number}")
    deliver_due()
    before = dict(current_engine().digests())
    shutil.rmtree(settings.SEARCH_DIR)
    assert found("说明") == []
    call_command("search_rebuild", stdout=(said := StringIO()))
    assert dict(current_engine().digests()) == before == {one.key: one.digest for one in everything()}
    assert "索引已重建：5 份文件" in said.getvalue()


def test_everything_goes_on_after_any_key(site: SmallSite) -> None:
    for number in range(3):
        TextPageFactory(parent=site.section, title=f"说明{number}")
        AnnouncementPageFactory(parent=site.section)
    keys = [document.key for document in everything()]
    assert len(keys) == 6
    for place, key in enumerate(keys):
        assert [document.key for document in everything(key)] == keys[place + 1 :]


def test_the_command_answers_in_json(site: SmallSite) -> None:
    import json

    TextPageFactory(parent=site.section, title="提出异议")
    deliver_due()
    call_command("search", "异议", json=True, engine="embedded", stdout=(said := StringIO()))
    data = json.loads(said.getvalue())
    assert data["total"] == 1
    assert data["hits"][0]["kind"] == "guide"
    call_command("search", "异议", stdout=(said := StringIO()))
    assert "提出异议" in said.getvalue()


def test_a_kind_registers_itself_in_a_few_lines() -> None:
    assert {"announcement", "correction", "withdrawal", "guide"} <= set(kinds())


def test_what_turns_with_the_day_is_followed(site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    page = TextPageFactory(parent=site.section, title="说明一")
    deliver_due()
    asked: list[date] = []

    def turning(day: date) -> list[int]:
        asked.append(day)
        return [page.pk] if day == today() else []

    kind = replace(kinds()["guide"], turning=turning)
    monkeypatch.setitem(registry._kinds, "guide", kind)
    Page.objects.filter(pk=page.pk).update(title="说明二")
    follow_the_day()
    assert today() - timedelta(days=1) in asked
    assert holds()
    assert found("说明") == ["说明二"]


def test_a_maker_cannot_make_public_what_is_not(site: SmallSite) -> None:
    page = TextPageFactory(parent=site.section, live=False)
    assert kinds()["guide"].document(page.pk) is None
