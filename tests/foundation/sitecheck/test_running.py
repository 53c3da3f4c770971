"""The look as a whole: what is kept of it, who reads it, who is written to, and when the worker does it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from foundation.clock import SHANGHAI, now
from foundation.models import OutboxMessage, SiteCheckRun, SiteFinding, User
from foundation.outbox.registry import handling, ticks
from foundation.roles import Role
from foundation.sitecheck import nightly
from foundation.sitecheck.outside import Answer
from foundation.sitecheck.rules import Weight
from foundation.sitecheck.running import check_the_site
from tests.factories.acts import Bureau, bureau, person, published
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def empty_columns(office: Bureau, count: int) -> list[Any]:
    return [SectionPageFactory(parent=office.site.home, title=f"空栏目{number}") for number in range(count)]


def screen(user: User, **asked: object) -> str:
    return client_of(user).get(reverse("site-check"), asked).content.decode()


def test_what_is_mended_goes_and_what_stays_keeps_its_day(office: Bureau) -> None:
    published(office)
    first, second = empty_columns(office, 2)
    check_the_site()
    row = SiteFinding.objects.get(page=second)
    AnnouncementPageFactory(parent=first)
    with time_machine.travel(now() + timedelta(days=3)):
        check_the_site()
    kept = SiteFinding.objects.get()
    assert (kept.pk, kept.since) == (row.pk, row.since)
    assert kept.run_id == SiteCheckRun.objects.first().pk  # type: ignore[union-attr]


def test_runs_are_kept_for_a_while_only(office: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    from foundation.sitecheck import running

    monkeypatch.setattr(running, "RUNS_KEPT", 3)
    empty_columns(office, 1)
    for _ in range(5):
        check_the_site()
    assert SiteCheckRun.objects.count() == 3
    assert SiteFinding.objects.filter(rule="empty").count() == 2  # 通知公告 is empty too


def test_a_dead_link_outside_is_told_until_it_is_tried_again(office: Bureau) -> None:
    page = AnnouncementPageFactory(parent=office.section, body='<p><a href="https://example.org/x">x</a></p>')
    check_the_site(lambda url: Answer(False, "对方回答 404"))
    assert SiteFinding.objects.get(rule="outside-dead").page_id == page.pk
    check_the_site()
    assert SiteFinding.objects.filter(rule="outside-dead").count() == 1
    check_the_site(lambda url: Answer(True))
    assert not SiteFinding.objects.filter(rule="outside-dead").exists()


def test_what_was_not_asked_is_no_fault_and_each_address_is_asked_once(office: Bureau) -> None:
    for _ in range(2):
        AnnouncementPageFactory(parent=office.section, body='<p><a href="http://10.0.0.1/">x</a></p>')
    asked: list[str] = []

    def ask(url: str) -> Answer:
        asked.append(url)
        return Answer(None, "没有试")

    check_the_site(ask)
    assert asked == ["http://10.0.0.1/"]
    assert not SiteFinding.objects.filter(rule="outside-dead").exists()


# --- who reads it ----------------------------------------------------------------------------------------------------


def test_an_editor_reads_of_their_sections_and_of_the_whole_site(office: Bureau) -> None:
    mine, other = empty_columns(office, 2)
    editor = person(Role.EDITOR, mine)
    with time_machine.travel(now() + timedelta(days=30)):
        published(office)
    check_the_site()
    html = screen(editor)
    assert mine.title in html
    assert f'<td data-label="在哪里">{other.title}' not in html


@pytest.mark.parametrize(
    ("asked", "shown"),
    [({}, 2), ({"weight": "veto"}, 0), ({"rule": "empty"}, 2), ({"rule": "undated"}, 0), ({"weight": "nonsense"}, 0)],
)
def test_the_screen_is_narrowed(asked: dict[str, str], shown: int, office: Bureau) -> None:
    published(office)
    for _ in range(2):
        SectionPageFactory(parent=office.section)
    supervisor = office[Role.SUPERVISOR]
    check_the_site()
    assert screen(supervisor, **asked).count('data-label="在哪里"') == shown


def test_the_desk_says_how_many_vetoes_are_open(office: Bureau) -> None:
    published(office)
    columns = empty_columns(office, 5)
    editor = person(Role.EDITOR, columns[0])
    desk = reverse("wagtailadmin_home")
    assert "还没有自查过" in client_of(editor).get(desk).content.decode()
    check_the_site()
    html = client_of(editor).get(desk).content.decode()
    assert "单项否决" in html
    assert "不改正，全站检查不合格" in html
    assert "网站自查" not in client_of(office[Role.SYSTEM_ADMINISTRATOR]).get(desk).content.decode()


def test_the_screen_costs_the_same_however_many_findings(office: Bureau) -> None:
    client = client_of(office[Role.SUPERVISOR])

    def grow() -> None:
        for _ in range(6):
            SectionPageFactory(parent=office.section)
        check_the_site()

    grow()
    assert_constant_queries(lambda: client.get(reverse("site-check")), grow)


# --- letters ---------------------------------------------------------------------------------------------------------


def letters() -> set[int]:
    return set(
        OutboxMessage.objects.filter(topic="mail", payload__kind="site_vetoes").values_list(
            "payload__reader", flat=True
        )
    )


def test_the_editors_of_a_column_are_written_to_once_when_it_begins_to_fail_the_site(office: Bureau) -> None:
    published(office)
    columns = empty_columns(office, 4)
    editor = person(Role.EDITOR, columns[0])
    check_the_site()
    assert not OutboxMessage.objects.filter(topic="site_vetoes").exists()
    empty_columns(office, 1)
    run = check_the_site()
    assert OutboxMessage.objects.filter(topic="site_vetoes").count() == 1
    nightly.to_those_who_can_mend_it(run.pk)
    assert letters() == {editor.pk}
    told = nightly.site_vetoes(run.pk, editor)
    assert told is not None
    assert told["count"] == 1
    check_the_site()
    assert OutboxMessage.objects.filter(topic="site_vetoes").count() == 1


def test_what_was_mended_meanwhile_is_not_written_about(office: Bureau) -> None:
    published(office)
    columns = empty_columns(office, 5)
    editor = person(Role.EDITOR, columns[0])
    run = check_the_site()
    for column in columns:
        AnnouncementPageFactory(parent=column)
    check_the_site()
    assert nightly.site_vetoes(run.pk, editor) is None


# --- by night --------------------------------------------------------------------------------------------------------


def test_the_worker_asks_every_hour_and_looks_once_a_night(office: Bureau) -> None:
    assert "every:foundation.sitecheck.nightly.look_every_night" in ticks()
    how = handling("check_site")
    assert how is not None
    assert how.outside
    day = datetime(2026, 9, 1, tzinfo=SHANGHAI)
    with time_machine.travel(day + timedelta(hours=1), tick=False):
        nightly.look_every_night()
        assert not OutboxMessage.objects.filter(topic="check_site").exists()
    with time_machine.travel(day + timedelta(hours=3), tick=False):
        nightly.look_every_night()
        assert OutboxMessage.objects.filter(topic="check_site").count() == 1
        nightly.look_over(1)
        nightly.look_every_night()
        assert OutboxMessage.objects.filter(topic="check_site").count() == 1
    with time_machine.travel(day + timedelta(days=1, hours=3), tick=False):
        nightly.look_every_night()
        assert OutboxMessage.objects.filter(topic="check_site").count() == 2


def test_the_command_says_what_it_found_and_fails_on_a_veto(office: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    published(office)
    empty_columns(office, 4)
    call_command("check_site")
    assert "[扣分] 空白栏目｜空栏目0" in capsys.readouterr().out
    empty_columns(office, 1)
    with pytest.raises(SystemExit):
        call_command("check_site")
    assert "单项否决 5 项" in capsys.readouterr().out
    assert set(SiteFinding.objects.values_list("weight", flat=True)) == {Weight.VETO}
