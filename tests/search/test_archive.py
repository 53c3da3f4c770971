"""What lies in the archive after every act, and what it answers while pages change."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from wagtail.models import Page

from foundation.models import CorrectionPage, OutboxMessage, SealingPage, WithdrawalPage
from foundation.outbox import deliver_due
from foundation.roles import Role
from search.archive.engine import archive_engine
from search.archive.registry import archive_kinds, whole_archive
from search.comparing import compare
from search.engine import current_engine
from search.indexing import follow_the_day
from search.models import ArchiveQuery
from search.results import Question
from tests.factories.acts import Bureau, bureau, draft, person, published, submit
from tests.factories.acts_on_acts import changed, done
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory, TextPageFactory
from tests.factories.people import UserFactory
from tests.factories.regulations import SHORT, amended, imported, issued, repealed
from tests.queries import assert_constant_queries
from tests.search.archive import KEEPERS, WORKERS, client_of, stages, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def holds() -> bool:
    deliver_due()
    return compare(archive_engine(), whole_archive).is_true


# --- what lies in it -------------------------------------------------------------------------------------------------


def test_a_draft_is_found_as_soon_as_it_is_saved_and_follows_what_is_done_with_it(office: Bureau) -> None:
    page = draft(office, title="认定公告", body="<p>第一稿。</p>")
    assert holds()
    assert stages(office[Role.EDITOR], "认定") == [("draft", "认定公告")]
    submit(page, office[Role.EDITOR])
    assert holds()
    assert stages(office[Role.EDITOR], "认定") == [("on_its_way", "认定公告")]


def test_a_draft_over_what_is_published_is_a_document_of_its_own(office: Bureau) -> None:
    page = published(office, title="认定公告")
    changed(office, page, title="认定公告（改）")
    assert holds()
    assert stages(office[Role.EDITOR], "认定公告") == [("draft", "认定公告（改）"), ("published", "认定公告")]


def test_what_was_corrected_stays_as_it_was_before(office: Bureau) -> None:
    page = published(office, title="认定公告", body="<p>原先的文字。</p>")
    changed(office, page, body="<p>另行拟定的文字。</p>")
    done(office, CorrectionPage, page)
    assert holds()
    assert stages(office[Role.ARCHIVIST], "原先") == [("former", "认定公告")]
    assert stages(office[Role.ARCHIVIST], "另行拟定") == [("published", "认定公告")]
    assert stages(office[Role.EDITOR], "原先") == []


def test_what_was_withdrawn_is_found_as_withdrawn(office: Bureau) -> None:
    done(office, WithdrawalPage, published(office, title="某公告"))
    assert holds()
    assert ("withdrawn", "某公告") in stages(office[Role.EDITOR], "某公告")


def test_what_was_sealed_is_found_by_its_keepers_with_all_its_editions(office: Bureau) -> None:
    page = published(office, title="某甲的公告", body="<p>原先的文字。</p>")
    changed(office, page, body="<p>另行拟定的文字。</p>")
    done(office, CorrectionPage, page)
    changed(office, Page.objects.get(pk=page.pk).specific, body="<p>没有送审的文字。</p>")
    done(office, SealingPage, page)
    assert holds()
    for role in KEEPERS:
        for words in ("原先", "另行拟定", "没有送审"):
            assert stages(office[role], words) == [("sealed", "某甲的公告")]
    for role in WORKERS:
        assert told(office[role], "某甲的公告 文字")["total"] == 0


def test_the_public_index_holds_nothing_of_it(office: Bureau) -> None:
    page = published(office, title="某甲的公告")
    draft(office, title="某甲的草稿")
    done(office, SealingPage, page)
    deliver_due()
    everyone = frozenset(token for one in whole_archive() for token in one.visible_to)
    for audience in (everyone, frozenset({"public"})):
        assert current_engine().search(Question("某甲", audience=audience)).total == 0
    assert archive_engine().search(Question("某甲", audience=frozenset({"public"}))).total == 0
    assert not [key for key, _ in current_engine().digests() if key.endswith(f":{page.pk}")]


def test_the_folder_of_the_archive_is_for_the_running_account_alone(office: Bureau) -> None:
    draft(office)
    deliver_due()
    folder = archive_engine().folder.path  # type: ignore[attr-defined]
    assert folder != current_engine().folder.path  # type: ignore[attr-defined]
    assert folder.stat().st_mode & 0o077 == 0


def test_pages_that_are_no_acts_are_followed_too(office: Bureau) -> None:
    page = TextPageFactory(parent=office.section, title="说明一")
    assert holds()
    page.title = "说明二"
    page.save_revision(user=office[Role.EDITOR])
    assert holds()
    assert stages(office[Role.EDITOR], "说明") == [("draft", "说明二"), ("published", "说明一")]
    page.save_revision(user=office[Role.EDITOR]).publish()
    page.title = "说明三"
    page.save_revision(user=office[Role.EDITOR]).publish()
    assert holds()
    assert ("former", "说明二") in stages(office[Role.ARCHIVIST], "说明")
    Page.objects.get(pk=page.pk).specific.unpublish()
    assert holds()
    assert ("published", "说明三") not in stages(office[Role.EDITOR], "说明")
    Page.objects.get(pk=page.pk).delete()
    assert holds()
    assert stages(office[Role.ARCHIVIST], "说明") == []


def test_a_draft_regulation_is_found_by_its_provisions(office: Bureau) -> None:
    page = imported(office, title="示例办法")
    assert holds()
    hits = told(office[Role.EDITOR], "标题：示例办法 第一条")["hits"]
    assert [hit["key"] for hit in hits] == [f"regulation:{page.pk}:draft"]
    assert hits[0]["provisions"][0]["url"].startswith(f"/archive/open/regulation:{page.pk}:draft/#art-1")


def test_the_text_a_change_brings_is_found_and_leads_to_no_place_that_is_not_there(office: Bureau) -> None:
    regulation = issued(office)
    change = amended(office, regulation, SHORT.replace("5个工作日", "七个工作日"), document_number="示科规〔2026〕9号")
    assert holds()
    hits = {hit["key"]: hit for hit in told(office[Role.ARCHIVIST], "七个工作日")["hits"]}
    found = hits[f"regulation_change:{change.pk}"]["provisions"]
    assert [one["url"] for one in found] == [f"/archive/open/regulation_change:{change.pk}/"]
    assert found[0]["ref"] == "第三条第（三）项"


def test_what_expired_and_what_was_repealed_are_found_as_such() -> None:
    with time_machine.travel("2026-09-17T10:00:00+08:00", tick=False):
        office = bureau()
        issued(office, title="到期办法", expires_on=date(2026, 9, 19))
        other = issued(office, SHORT.replace("〔2026〕1号", "〔2026〕2号"), title="废止办法")
        repealed(office, other, on=date(2026, 9, 19))
        assert holds()
        assert ("published", "到期办法") in stages(office[Role.EDITOR], "标题：办法")
    with time_machine.travel("2026-09-21T10:00:00+08:00", tick=False):
        follow_the_day()
        assert holds()
        for role in (Role.EDITOR, Role.ARCHIVIST):
            seen = stages(office[role], "标题：办法")
            assert {("expired", "到期办法"), ("repealed", "废止办法")} <= set(seen)
            html = client_of(office[role]).get("/archive/", {"q": "标题：办法"}).content.decode()
            assert "已失效" in html
            assert "已废止" in html
            assert set(stages(office[role], "标题：办法", stage="expired")) == {("expired", "到期办法")}


def test_what_is_moved_to_another_section_is_seen_there(office: Bureau) -> None:
    beside = SectionPageFactory(parent=Page.objects.get(pk=office.site.home.pk), title="别的栏目")
    other = person(Role.EDITOR, beside)
    page = TextPageFactory(parent=office.section, title="说明一")
    assert holds()
    Page.objects.get(pk=page.pk).specific.move(beside, pos="last-child")
    assert stages(office[Role.EDITOR], "说明") == []
    assert holds()
    assert stages(other, "说明") == [("published", "说明一")]
    assert told(office[Role.EDITOR], "说明")["facets"]["kind"] == []


def test_every_kind_the_public_finds_is_in_the_archive() -> None:
    from search.registry import kinds

    assert set(kinds()) <= set(archive_kinds())


def test_the_index_is_made_anew_to_the_same_digests(office: Bureau) -> None:
    page = published(office, title="某公告")
    done(office, SealingPage, page)
    assert holds()
    before = dict(archive_engine().digests())
    call_command("search_rebuild", verbosity=0, stdout=StringIO())
    assert dict(archive_engine().digests()) == before
    call_command("search_status", stdout=(said := StringIO()))
    assert "内部档案" in said.getvalue()


def test_status_names_what_the_archive_lacks_and_mends_it(office: Bureau) -> None:
    page = draft(office)
    deliver_due()
    archive_engine().remove([f"announcement:{page.pk}:draft"])
    with pytest.raises(CommandError, match="1 处不同"):
        call_command("search_status", stdout=StringIO())
    call_command("search_status", mend=True, stdout=StringIO())
    assert holds()


def test_what_was_sealed_this_moment_is_gone_before_the_index_knows(office: Bureau) -> None:
    page = published(office, title="某甲的公告", body="<p>住址。</p>")
    published(office, title="某乙的公告")
    deliver_due()
    user = office[Role.EDITOR]
    assert told(user, "标题：公告 某甲")["total"] == 1
    done(office, SealingPage, page)
    assert OutboxMessage.objects.filter(topic="archive", payload__page=page.pk, done_at=None).exists()
    for _ in range(2):
        found = told(user, "标题：某甲")
        assert (found["total"], found["facets"]["stage"], found["suggestions"]["titles"]) == (0, [], [])
        assert client_of(user).get("/archive/complete/", {"q": "某甲"}).json() == {"titles": []}
        assert "某甲" not in client_of(user).get("/archive/", {"q": "住址"}).content.decode().replace("标题：某甲", "")
        assert "某甲" not in client_of(user).post("/archive/export/", {"format": "csv"}).content.decode()
        assert client_of(user).get(f"/archive/open/announcement:{page.pk}/").status_code == 403
        deliver_due()


def test_an_engine_that_is_away_is_said_and_nothing_is_written_down(office: Bureau, settings: Any) -> None:
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_HOSTS = "elasticsearch", ["http://127.0.0.1:1"]
    client = client_of(office[Role.EDITOR])
    assert "暂时不能用" in client.get("/archive/?q=a").content.decode()
    assert client.get("/archive/?q=a&format=json").status_code == 503
    assert client.get("/archive/complete/?q=a").json() == {"titles": []}
    assert "暂时不能用" in client.post("/archive/export/?q=a", {"format": "csv"}).content.decode()
    assert not ArchiveQuery.objects.exists()


def test_the_page_costs_the_same_however_much_is_found(office: Bureau) -> None:
    client = client_of(office[Role.ARCHIVIST])

    def add(number: int) -> None:
        for _ in range(number):
            AnnouncementPageFactory(parent=office.section, title="认定公告", owner=UserFactory())
        deliver_due()

    add(1)
    assert_constant_queries(lambda: client.get("/archive/?q=认定"), lambda: add(8))


@pytest.mark.parametrize(
    "key", ["none", "announcement:0", "announcement:x:draft", "announcement:{pk}:999999", "a:1:2:3"]
)
def test_what_is_not_there_is_not_opened(key: str, office: Bureau) -> None:
    page = published(office)
    assert client_of(office[Role.ARCHIVIST]).get(f"/archive/open/{key.format(pk=page.pk)}/").status_code == 403


def test_a_revision_that_was_never_published_is_no_edition(office: Bureau) -> None:
    page = draft(office, title="第一稿")
    first = page.latest_revision_id
    changed(office, page, title="第二稿")
    response = client_of(office[Role.ARCHIVIST]).get(f"/archive/open/announcement:{page.pk}:{first}/")
    assert response.status_code == 403
