"""The archive over real pages: what lies in it after every act, and what each person is told of it."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from wagtail.models import Page

from foundation.granting import revoke
from foundation.models import CorrectionPage, OutboxMessage, RoleHolding, SealingPage, User, WithdrawalPage
from foundation.outbox import deliver_due
from foundation.roles import Role
from search.archive.engine import archive_engine
from search.archive.registry import archive_kinds, whole_archive
from search.archive.sight import READERS, STAGE_LABELS, Stage
from search.comparing import compare
from search.engine import current_engine
from search.models import ArchiveQuery
from search.results import Question
from tests.factories.acts import Bureau, bureau, draft, person, published, submit
from tests.factories.acts_on_acts import changed, done
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory, TextPageFactory
from tests.factories.people import UserFactory
from tests.factories.regulations import imported
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db

KEEPERS = (Role.ARCHIVIST, Role.SUPERVISOR)
WORKERS = (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY)
OTHERS = tuple(role for role in Role if role not in READERS)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def told(user: User, q: str = "", **asked: Any) -> Any:
    """As the machines are told."""
    response = client_of(user).get("/archive/", {"q": q, "format": "json", **asked})
    assert response.status_code == 200
    return response.json()


def stages(user: User, q: str = "", **asked: Any) -> list[tuple[str, str]]:
    return sorted((hit["stage"], hit["title"]) for hit in told(user, q, **asked)["hits"])


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
    changed(office, page, body="<p>改过的文字。</p>")
    done(office, CorrectionPage, page)
    assert holds()
    assert stages(office[Role.ARCHIVIST], "原先") == [("former", "认定公告")]
    assert stages(office[Role.ARCHIVIST], "改过") == [("published", "认定公告")]
    assert stages(office[Role.EDITOR], "原先") == []


def test_what_was_withdrawn_is_found_as_withdrawn(office: Bureau) -> None:
    done(office, WithdrawalPage, published(office, title="某公告"))
    assert holds()
    assert ("withdrawn", "某公告") in stages(office[Role.EDITOR], "某公告")


def test_what_was_sealed_is_found_by_its_keepers_with_all_its_editions(office: Bureau) -> None:
    page = published(office, title="某甲的公告", body="<p>原先的文字。</p>")
    changed(office, page, body="<p>改过的文字。</p>")
    done(office, CorrectionPage, page)
    changed(office, Page.objects.get(pk=page.pk).specific, body="<p>没有送审的文字。</p>")
    done(office, SealingPage, page)
    assert holds()
    for role in KEEPERS:
        for words in ("原先", "改过", "没有送审"):
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


# --- who is told what ------------------------------------------------------------------------------------------------


@pytest.fixture
def shelves(office: Bureau) -> Bureau:
    """One document of each stage that takes no clock, all with the same word."""
    published(office, title="钥匙公布")
    done(office, WithdrawalPage, published(office, title="钥匙撤回"))
    corrected = published(office, title="钥匙原先")
    changed(office, corrected, title="钥匙改后")
    done(office, CorrectionPage, corrected)
    submit(draft(office, title="钥匙在办"), office[Role.EDITOR])
    draft(office, title="钥匙草稿")
    done(office, SealingPage, published(office, title="钥匙封存"))
    deliver_due()
    return office


AT_WORK = {"钥匙公布", "钥匙撤回", "钥匙改后", "钥匙在办", "钥匙草稿"}


@pytest.mark.parametrize("role", READERS)
def test_each_role_is_told_what_is_its_to_see_and_no_number_of_the_rest(role: Role, shelves: Bureau) -> None:
    found = told(shelves[role], "标题：钥匙")
    should = AT_WORK | ({"钥匙原先", "钥匙封存"} if role in KEEPERS else set())
    assert {hit["title"] for hit in found["hits"]} == should
    assert found["total"] == len(should)
    for name in ("stage", "kind", "section"):
        assert sum(row["count"] for row in found["facets"][name]) == len(should)
    assert {row["value"] for row in found["facets"]["stage"]} == {hit["stage"] for hit in found["hits"]}


@pytest.mark.parametrize("role", READERS)
def test_no_role_counts_in_another_section(role: Role, shelves: Bureau) -> None:
    beside = SectionPageFactory(parent=Page.objects.get(pk=shelves.site.home.pk), title="别的栏目")
    other = person(role, beside)
    found = told(other, "钥匙")
    assert (found["total"], found["hits"]) == (0, [])
    assert not any(found["facets"].values())
    assert found["suggestions"] == {"titles": [], "fewer_words": []}
    assert client_of(other).get("/archive/complete/", {"q": "钥匙"}).json() == {"titles": []}
    page = client_of(other).get("/archive/", {"q": "钥匙公布 火星"}).content.decode()
    assert "撤回" not in page
    assert "去掉一个词" not in page
    csv = client_of(other).post("/archive/export/?q=钥匙", {"format": "csv"})
    assert "钥匙" not in csv.content.decode()


def test_a_section_holds_also_what_stands_below_it(shelves: Bureau) -> None:
    above = person(Role.ARCHIVIST, shelves.site.home)  # type: ignore[arg-type]
    assert told(above, "标题：钥匙")["total"] == 7


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_are_refused(role: Role, shelves: Bureau) -> None:
    for path in ("/archive/", "/archive/?q=钥匙", "/archive/?q=钥匙&format=json", "/archive/complete/?q=钥匙"):
        response = client_of(shelves[role]).get(path)
        assert response.status_code == 403
        assert "钥匙公布" not in response.content.decode()
    assert client_of(shelves[role]).post("/archive/export/?q=钥匙", {"format": "csv"}).status_code == 403
    assert not ArchiveQuery.objects.exists()


def test_a_superuser_without_a_role_is_refused(shelves: Bureau) -> None:
    assert client_of(UserFactory(is_superuser=True)).get("/archive/").status_code == 403


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    for path in ("/archive/", "/archive/complete/?q=a", "/archive/open/announcement:1/"):
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/?next=/archive/")
    assert client.post("/archive/export/").status_code == 302


def test_a_role_that_was_taken_away_counts_no_more(shelves: Bureau) -> None:
    user = shelves[Role.ARCHIVIST]
    revoke(RoleHolding.objects.get(user=user), by=None)
    assert client_of(user).get("/archive/").status_code == 403


@pytest.mark.parametrize("role", WORKERS)
def test_what_was_sealed_this_moment_is_gone_before_the_index_knows(role: Role, office: Bureau) -> None:
    page = published(office, title="某甲的公告", body="<p>住址。</p>")
    published(office, title="某乙的公告")
    deliver_due()
    user = office[role]
    assert told(user, "标题：公告 某甲")["total"] == 1
    done(office, SealingPage, page)
    assert OutboxMessage.objects.filter(topic="archive", payload__page=page.pk, done_at=None).exists()
    for _ in range(2):
        found = told(user, "标题：某甲")
        assert (found["total"], found["facets"]["stage"], found["suggestions"]["titles"]) == (0, [], [])
        assert client_of(user).get("/archive/complete/", {"q": "某甲"}).json() == {"titles": []}
        assert "某甲" not in client_of(user).get("/archive/", {"q": "住址"}).content.decode().replace("标题：某甲", "")
        assert "某甲" not in client_of(user).post("/archive/export/", {"format": "csv"}).content.decode()
        assert client_of(user).get(f"/archive/open/announcement:{page.pk}/").status_code == 404
        deliver_due()


def test_names_of_people_are_told_only_of_what_is_seen(shelves: Bureau) -> None:
    stranger = UserFactory(last_name="某陌生人")
    page = client_of(shelves[Role.EDITOR]).get("/archive/", {"q": "钥匙", "actor": stranger.pk}).content.decode()
    assert "某陌生人" not in page


def test_the_command_searches_as_one_of_the_staff_and_is_written_down(shelves: Bureau) -> None:
    user = shelves[Role.EDITOR]
    call_command("search", "标题：钥匙", "--json", f"--archive-as={user.username}", stdout=(said := StringIO()))
    found = json.loads(said.getvalue())
    assert {hit["title"] for hit in found["hits"]} == AT_WORK
    assert set(found) >= {"total", "took_ms", "hits", "facets"}
    assert ArchiveQuery.objects.get().by == user
    call_command(
        "search", "标题：钥匙", f"--archive-as={shelves[Role.ARCHIVIST].username}", stdout=(said := StringIO())
    )
    assert f"[{STAGE_LABELS[Stage.SEALED]}] 钥匙封存" in said.getvalue()


@pytest.mark.parametrize("name", ["nobody", "{officer}", "{boss}"])
def test_the_command_refuses_whoever_may_not(name: str, shelves: Bureau) -> None:
    boss = UserFactory(is_superuser=True)
    name = name.format(officer=shelves[Role.OFFICER].username, boss=boss.username)
    with pytest.raises(CommandError, match="没有查阅内部档案的职责"):
        call_command("search", "钥匙", f"--archive-as={name}")


def test_the_command_without_it_finds_what_the_public_finds(shelves: Bureau) -> None:
    call_command("search", "标题：钥匙", "--json", stdout=(said := StringIO()))
    assert {hit["title"] for hit in json.loads(said.getvalue())["hits"]} == {"钥匙公布", "钥匙撤回", "钥匙改后"}


# --- filters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["draft", "on_its_way", "published", "withdrawn", "sealed", "former"])
def test_it_is_narrowed_by_state(stage: str, shelves: Bureau) -> None:
    found = stages(shelves[Role.ARCHIVIST], "标题：钥匙", stage=stage)
    assert found
    assert {one for one, _ in found} == {stage}


def test_it_is_narrowed_by_who_had_a_hand_in_it(shelves: Bureau) -> None:
    signatory, editor = shelves[Role.SIGNATORY].pk, shelves[Role.EDITOR].pk
    signed = {title for _, title in stages(shelves[Role.ARCHIVIST], "标题：钥匙", actor=signatory)}
    assert "钥匙公布" in signed
    assert "钥匙草稿" not in signed
    assert "钥匙草稿" in {title for _, title in stages(shelves[Role.ARCHIVIST], "标题：钥匙", actor=editor)}


@pytest.mark.parametrize(("days", "count"), [({"from": "2000-01-01"}, 5), ({"to": "2000-01-01"}, 0)])
def test_it_is_narrowed_by_days(days: dict[str, str], count: int, shelves: Bureau) -> None:
    assert told(shelves[Role.EDITOR], "标题：钥匙", **days)["total"] == count


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "，。！"}, {"q": "字" * 10_000}, {"q": "钥匙", "stage": "none"}, {"q": "钥匙", "section": "x"},
        {"q": "钥匙", "actor": "9" * 40}, {"q": "钥匙", "from": "昨天", "to": "2026-02-30"}, {"q": "钥匙", "page": "999999"},
        {"q": "钥匙", "from": "2026-09-01", "to": "2020-01-01"}, {"q": "\x00' OR 1=1 --"}, {"sort": "none", "page": "-1"},
        {"from": "0001-01-01", "to": "9999-12-31"}, {"section": "9" * 18},
    ],
)  # fmt: skip
def test_whatever_is_asked_gets_a_page_and_no_failure(asked: dict[str, str], shelves: Bureau) -> None:
    client = client_of(shelves[Role.ARCHIVIST])
    assert client.get("/archive/", asked).status_code == 200
    assert client.get("/archive/", {**asked, "format": "json"}).status_code == 200


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


# --- opening ---------------------------------------------------------------------------------------------------------


def key_of(user: User, title: str) -> str:
    return next(hit["key"] for hit in told(user, "标题：钥匙")["hits"] if hit["title"] == title)


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("title", ["钥匙公布", "钥匙草稿", "钥匙在办", "钥匙原先", "钥匙封存"])
def test_what_is_opened_is_shown_to_whoever_may_and_written_down(role: Role, title: str, shelves: Bureau) -> None:
    key = key_of(shelves[Role.ARCHIVIST], title)
    before = ArchiveQuery.objects.count()
    response = client_of(shelves[role]).get(f"/archive/open/{key}/")
    opened = list(ArchiveQuery.objects.filter(what="opening", by=shelves[role]))
    if title == "钥匙封存":
        assert response.status_code == {Role.ARCHIVIST: 302, Role.SUPERVISOR: 403}.get(role, 404)
        assert bool(opened) is (role is Role.ARCHIVIST)
        if role is Role.ARCHIVIST:
            assert client_of(shelves[role]).get(response["Location"]).status_code == 200
            assert opened[0].sealed == 1
        return
    if title == "钥匙原先" and role in WORKERS:
        assert response.status_code == 404
        assert ArchiveQuery.objects.count() == before
        return
    assert response.status_code == (302 if title == "钥匙公布" else 200)
    if title != "钥匙公布":
        html = response.content.decode()
        assert title in html
        assert "不是现在公布的内容" in html
        assert "no-store" in response["Cache-Control"]
    assert [row.query for row in opened] == [key]


@pytest.mark.parametrize(
    "key", ["none", "announcement:0", "announcement:x:draft", "announcement:{pk}:999999", "a:1:2:3"]
)
def test_what_is_not_there_is_not_opened(key: str, office: Bureau) -> None:
    page = published(office)
    assert client_of(office[Role.ARCHIVIST]).get(f"/archive/open/{key.format(pk=page.pk)}/").status_code == 404


def test_a_revision_that_was_never_published_is_no_edition(office: Bureau) -> None:
    page = draft(office, title="第一稿")
    first = page.latest_revision_id
    changed(office, page, title="第二稿")
    response = client_of(office[Role.ARCHIVIST]).get(f"/archive/open/announcement:{page.pk}:{first}/")
    assert response.status_code == 404


# --- the record ------------------------------------------------------------------------------------------------------


def seen_in_the_record(user: User, **asked: Any) -> str:
    response = client_of(user).get("/admin/archive-record/", asked)
    return response.content.decode() if response.status_code == 200 else ""


def test_each_query_export_and_opening_is_written_down_for_the_supervisor(shelves: Bureau) -> None:
    editor = shelves[Role.EDITOR]
    key = key_of(editor, "钥匙草稿")
    client = client_of(editor)
    client.get("/archive/", {"q": "某个词", "stage": "draft", "from": "2020-01-01"})
    client.post("/archive/export/?q=导出的词", {"format": "csv"})
    client.get(f"/archive/open/{key}/")
    client.get("/archive/complete/", {"q": "打到一半"})
    html = seen_in_the_record(shelves[Role.SUPERVISOR])
    for says in ("某个词", "状态：草稿", "2020-01-01", "导出　导出的词", f"打开　{key}"):
        assert says in html
    assert "打到一半" not in html
    assert "打到一半" in seen_in_the_record(shelves[Role.SUPERVISOR], typing="1")


def test_how_many_sealed_documents_were_shown_is_written_down(shelves: Bureau) -> None:
    told(shelves[Role.ARCHIVIST], "标题：钥匙")
    row = ArchiveQuery.objects.get()
    assert (row.hits, row.sealed, row.query) == (7, 1, "标题：钥匙")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUPERVISOR])
def test_the_record_is_for_supervisors_alone(role: Role, shelves: Bureau) -> None:
    told(shelves[Role.EDITOR], "某个词")
    assert client_of(shelves[role]).get("/admin/archive-record/").status_code == 403


def test_a_supervisor_of_another_section_does_not_read_it(shelves: Bureau) -> None:
    beside = SectionPageFactory(parent=Page.objects.get(pk=shelves.site.home.pk), title="别的栏目")
    below = SectionPageFactory(parent=Page.objects.get(pk=shelves.section.pk), title="下面的栏目")
    told(shelves[Role.EDITOR], "某个词")
    assert "某个词" not in seen_in_the_record(person(Role.SUPERVISOR, beside))
    assert "某个词" in seen_in_the_record(person(Role.SUPERVISOR, below))
    assert "某个词" in seen_in_the_record(person(Role.SUPERVISOR, shelves.site.home))  # type: ignore[arg-type]


def test_the_record_costs_the_same_however_long(shelves: Bureau) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            told(shelves[Role.EDITOR], "某个词", section=shelves.section.pk, actor=shelves[Role.EDITOR].pk)

    add(1)
    client = client_of(shelves[Role.SUPERVISOR])
    assert_constant_queries(lambda: client.get("/admin/archive-record/"), lambda: add(6))


@pytest.mark.parametrize("table", ["search_archivequery", "search_archivequerysection"])
@pytest.mark.parametrize("change", ["DELETE FROM {table}", "UPDATE {table} SET id = id + 1000"])
def test_the_database_refuses_to_change_the_record(table: str, change: str, shelves: Bureau) -> None:
    told(shelves[Role.EDITOR], "某个词")
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table=table))


def test_what_cannot_be_written_down_is_not_answered(shelves: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("search.archive.answering.note_use", fails)
    response = client_of(shelves[Role.EDITOR]).get("/archive/?q=钥匙")
    assert response.status_code == 500
    assert "钥匙公布" not in response.content.decode()
