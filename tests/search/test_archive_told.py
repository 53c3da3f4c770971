"""What each person is told by the archive, and what of it is written down."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from wagtail.models import Page

from foundation.clock import now
from foundation.granting import grant, revoke
from foundation.models import CorrectionPage, OutboxMessage, RoleHolding, SealingPage, User, WithdrawalPage
from foundation.roles import Role
from search.archive.engine import archive_engine
from search.archive.registry import whole_archive
from search.archive.retention import forget_typing
from search.archive.sight import READERS, STAGE_LABELS, Stage
from search.engine import current_engine
from search.models import ArchiveQuery, ArchiveQuerySection
from search.models.archive_query import DAYS_TYPING_IS_KEPT
from search.registry import everything
from tests.factories.acts import Bureau, bureau, draft, person, published, submit
from tests.factories.acts_on_acts import changed, done
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory
from tests.queries import assert_constant_queries
from tests.search.archive import KEEPERS, OTHERS, WORKERS, client_of, stages, told

pytestmark = pytest.mark.django_db


# --- who is told what ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def laid(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Bureau, Path]]:
    """One document of each stage that takes no clock, all with the same word: laid once, its index too."""
    folder, kept = tmp_path_factory.mktemp("shelves") / "search", settings.SEARCH_DIR
    with django_db_blocker.unblock(), transaction.atomic():
        office = bureau()
        published(office, title="钥匙公布")
        done(office, WithdrawalPage, published(office, title="钥匙撤回"))
        corrected = published(office, title="钥匙原先")
        changed(office, corrected, title="钥匙改后")
        done(office, CorrectionPage, corrected)
        submit(draft(office, title="钥匙在办"), office[Role.EDITOR])
        draft(office, title="钥匙草稿")
        done(office, SealingPage, published(office, title="钥匙封存"))
        settings.SEARCH_DIR = folder
        current_engine().rebuild(everything, lambda count: None)
        archive_engine().rebuild(whole_archive, lambda count: None)
        settings.SEARCH_DIR = kept
        OutboxMessage.objects.all().delete()
        yield office, folder
        transaction.set_rollback(True)


@pytest.fixture
def shelves(laid: tuple[Bureau, Path], monkeypatch: pytest.MonkeyPatch) -> Bureau:
    """Its index is only read."""
    office, folder = laid
    monkeypatch.setattr(settings, "SEARCH_DIR", folder)
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
        assert response.status_code == {Role.ARCHIVIST: 302, Role.SUPERVISOR: 403}.get(role, 403)
        assert bool(opened) is (role is Role.ARCHIVIST)
        if role is Role.ARCHIVIST:
            assert client_of(shelves[role]).get(response["Location"]).status_code == 200
            assert opened[0].sealed == 1
        return
    if title == "钥匙原先" and role in WORKERS:
        assert response.status_code == 403
        assert ArchiveQuery.objects.count() == before
        return
    assert response.status_code == (302 if title == "钥匙公布" else 200)
    if title != "钥匙公布":
        html = response.content.decode()
        assert title in html
        assert "不是现在公布的内容" in html
        assert "no-store" in response["Cache-Control"]
    assert [row.query for row in opened] == [key]


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


def test_a_question_is_read_by_the_supervisors_of_every_section_it_was_asked_of(shelves: Bureau) -> None:
    beside = SectionPageFactory(parent=Page.objects.get(pk=shelves.site.home.pk), title="别的栏目")
    editor = person(Role.EDITOR, beside)
    grant(editor, Role.EDITOR, shelves.section, by=None)
    told(editor, "某个词")
    assert "某个词" in seen_in_the_record(person(Role.SUPERVISOR, shelves.section))
    assert "某个词" in seen_in_the_record(person(Role.SUPERVISOR, beside))


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


def test_what_was_only_being_typed_is_forgotten_after_its_time_and_nothing_else(shelves: Bureau) -> None:
    editor, whats = shelves[Role.EDITOR], list(ArchiveQuery.What)
    long_ago, lately = now() - timedelta(days=DAYS_TYPING_IS_KEPT + 1), now() - timedelta(days=DAYS_TYPING_IS_KEPT - 1)
    rows = [
        ArchiveQuery.objects.create(what=what, by=editor, at=at, query=what)
        for what in whats
        for at in (long_ago, lately)
    ]
    for row in rows:
        row.sections.create(section=shelves.section)
    forget_typing()
    left = set(ArchiveQuery.objects.values_list("what", "at"))
    assert left == {(what, at) for what in whats for at in (long_ago, lately)} - {
        (ArchiveQuery.What.COMPLETION, long_ago)
    }
    assert ArchiveQuerySection.objects.count() == len(left)


@pytest.mark.parametrize(("what", "days"), [("completion", 89), ("query", 400)])
def test_nobody_takes_a_row_of_the_record_away_before_its_time(what: str, days: int, shelves: Bureau) -> None:
    row = ArchiveQuery.objects.create(what=what, by=shelves[Role.EDITOR], at=now() - timedelta(days=days))
    section = row.sections.create(section=shelves.section)
    for one in (section, row):
        with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
            type(one).objects.filter(pk=one.pk)._raw_delete(using="default")


def test_what_cannot_be_written_down_is_not_answered(shelves: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("search.archive.answering.note_use", fails)
    response = client_of(shelves[Role.EDITOR]).get("/archive/?q=钥匙")
    assert response.status_code == 500
    assert "钥匙公布" not in response.content.decode()
