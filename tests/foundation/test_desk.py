"""The desk: what waits for me by its due date, what I sent, what changed; and nothing that is not mine to know."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from foundation.acts import waiting
from foundation.acts.scheduling import publish_due, take_back
from foundation.acts.waiting import Waiting, waiting_for, waits
from foundation.clock import SHANGHAI, now
from foundation.due import due_at_hour
from foundation.granting import grant, revoke
from foundation.models import BureauIdentity, OfficeAct, ScheduledPublication, SealingPage, User, WithdrawalPage
from foundation.office.deciding import decide
from foundation.office.grants import propose_grant
from foundation.office.kinds import kind_of
from foundation.roles import SITE_ROLES, Role
from foundation.triggers import lift_triggers
from tests.factories.acts import Bureau, approve, bureau, draft, person, published, send_back, step, submit
from tests.factories.acts_on_acts import done
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory
from tests.queries import assert_each_constant

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 9, 14, 9, 0, tzinfo=SHANGHAI)
SYSTEM, SECURITY, AUDIT = Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as travelling:
        yield travelling


@pytest.fixture
def office(clock: time_machine.Traveller) -> Bureau:
    return bureau()


def desk(user: User) -> str:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("wagtailadmin_home")).content.decode()


def panel(user: User, heading: str) -> str:
    """One panel of the desk, empty when there is none."""
    return desk(user).partition(f"<h2>{heading}</h2>")[2].partition("</section>")[0]


def mine(user: User) -> list[str]:
    """What waits, in its order."""
    return [row.what.title for row in waiting_for(User.objects.get(pk=user.pk), 3)]


def sent(office: Bureau, title: str, **fields: Any) -> Any:
    page = draft(office, title=title, **fields)
    submit(page, office[Role.EDITOR])
    return page


def proposal(office: Bureau, role: Role = Role.EDITOR) -> OfficeAct:
    return propose_grant(UserFactory(last_name="新来的"), role, office.section, reason="任职", by=office[SECURITY])


# --- what waits ------------------------------------------------------------------------------------------------------


def test_what_is_due_first_stands_first(office: Bureau, clock: time_machine.Traveller) -> None:
    sent(office, "先送的")
    clock.shift(DAY)
    sent(office, "后送的")
    sent(office, "定了时间的", publish_after=MONDAY + DAY + timedelta(hours=3))
    assert mine(office[Role.REVIEWER]) == ["定了时间的", "先送的", "后送的"]


def test_pages_and_office_acts_stand_in_one_list(
    office: Bureau, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody judges pages and decides grants as well; a later kind of act may be for a reviewer to decide."""
    monkeypatch.setattr(type(kind_of("grant_role")), "decided_by", (Role.REVIEWER,))
    sent(office, "一则公告")
    clock.shift(DAY)
    act = proposal(office)
    html = panel(office[Role.REVIEWER], "等我办理")
    assert 0 < html.index("一则公告") < html.index(reverse("office-act", args=[act.pk]))


def test_an_office_act_waits_for_who_decides_it_with_a_date(office: Bureau) -> None:
    proposal(office)
    html = panel(office[SYSTEM], "等我办理")
    for expected in ("授予职责：新来的", "9月17日（周四）", "内部办理时限 3 个工作日"):
        assert expected in html
    assert not panel(office[SECURITY], "等我办理")


def test_the_limit_is_the_bureaus_own(office: Bureau) -> None:
    BureauIdentity.objects.update(handling_days=5)
    sent(office, "一则公告")
    html = panel(office[Role.REVIEWER], "等我办理")
    assert "9月20日（周日）" in html  # made a working day by the notice
    assert "内部办理时限 5 个工作日" in html


def test_an_hour_of_publication_is_said(office: Bureau) -> None:
    sent(office, "一则公告", publish_after=MONDAY + DAY)
    assert "定于 9月15日 9:00 发布" in panel(office[Role.REVIEWER], "等我办理")


def test_each_step_has_a_limit_of_its_own(office: Bureau, clock: time_machine.Traveller) -> None:
    page = sent(office, "一则公告")
    clock.shift(2 * DAY)
    approve(step(page), office[Role.REVIEWER])
    assert "9月20日（周日）" in panel(office[Role.SIGNATORY], "等我办理")


@pytest.mark.parametrize(("days", "over"), [(3, False), (4, True)])
def test_what_is_overdue_says_so_in_words(days: int, over: bool, office: Bureau, clock: time_machine.Traveller) -> None:
    sent(office, "一则公告")
    clock.shift(days * DAY)
    assert ("已超期" in panel(office[Role.REVIEWER], "等我办理")) is over


def test_a_date_in_a_year_without_a_notice_is_marked_provisional(office: Bureau, clock: time_machine.Traveller) -> None:
    clock.move_to(datetime(2099, 3, 2, 9, 0, tzinfo=SHANGHAI))
    sent(office, "一则公告")
    assert "暂定" in panel(office[Role.REVIEWER], "等我办理")


def test_who_had_a_hand_in_it_is_not_waited_for(office: Bureau) -> None:
    for hand in ("wrote", "sent"):
        both = person(Role.REVIEWER, office.section)
        grant(both, Role.EDITOR, office.section, by=None)
        page = draft(office, title=f"{hand} by them")
        if hand == "wrote":
            page.save_revision(user=both)
        submit(page, both if hand == "sent" else office[Role.EDITOR])
        assert page.title not in mine(both)
    assert len(mine(office[Role.REVIEWER])) == 2


def test_another_sections_steps_wait_for_others(office: Bureau) -> None:
    sent(office, "一则公告")
    assert mine(person(Role.REVIEWER, SectionPageFactory(parent=office.site.home))) == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ARCHIVIST, Role.SUPERVISOR, AUDIT])
def test_who_decides_nothing_has_no_such_panel(role: Role, office: Bureau) -> None:
    assert "<h2>等我办理</h2>" not in desk(office[role])


def test_an_app_adds_what_waits_with_a_limit_of_its_own(office: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_sources", list(waiting._sources))
    sent(office, "一则公告")

    @waits(lambda user: True)
    def cases(user: User) -> Iterator[Waiting]:
        yield Waiting("一件异议", "受理", now(), "异议人提出", "/case/", due=due_at_hour(MONDAY + DAY))

    assert mine(office[Role.REVIEWER]) == ["一件异议", "一则公告"]
    assert mine(office[Role.OFFICER]) == ["一件异议"]


# --- what I sent -----------------------------------------------------------------------------------------------------


def test_what_i_sent_says_where_it_stands(office: Bureau) -> None:
    sent(office, "在审的")
    send_back(step(sent(office, "退回的")), office[Role.REVIEWER])
    html = panel(office[Role.EDITOR], "我送审的")
    for expected in ("在审的", "等待审核", "退回的", "已退回"):
        assert expected in html


def test_what_i_proposed_stands_there_until_it_is_decided(office: Bureau) -> None:
    act = proposal(office)
    html = panel(office[SECURITY], "我送审的")
    assert "授予职责：新来的" in html
    assert "等待决定" in html
    decide(act, True, office[SYSTEM])
    assert not panel(office[SECURITY], "我送审的")


# --- what changed ----------------------------------------------------------------------------------------------------


def changes(user: User) -> str:
    return panel(user, "最近变化")


def test_a_publication_is_told_in_words_with_its_address(office: Bureau) -> None:
    page = published(office, title="一则公告")
    html = changes(office[Role.EDITOR])
    for expected in ("已发布", "审核通过", "签发（签发）", "2026-09-14 09:00", f'href="{page.url}"'):
        assert expected in html


def test_ones_own_acts_are_not_told(office: Bureau) -> None:
    page = sent(office, "一则公告")
    approve(step(page), office[Role.REVIEWER])
    assert "一则公告" in changes(office[Role.EDITOR])
    assert "一则公告" not in changes(office[Role.REVIEWER])


def happens(what: str, office: Bureau, clock: time_machine.Traveller) -> None:
    if what == "returned":
        send_back(step(sent(office, "一则公告")), office[Role.REVIEWER])
    elif what == "returned at signing":
        page = sent(office, "一则公告")
        approve(step(page), office[Role.REVIEWER])
        send_back(step(page), office[Role.SIGNATORY])
    elif what == "withdrawn":
        done(office, WithdrawalPage, published(office, title="一则公告"))
    else:
        page = sent(office, "一则公告", publish_after=MONDAY + DAY)
        approve(step(page), office[Role.REVIEWER])
        approve(step(page), office[Role.SIGNATORY])
        row = ScheduledPublication.objects.get()
        if what == "taken back":
            take_back(row.pk, office[Role.SIGNATORY])
        elif what == "refused":
            row.revision.content["title"] = "另一个标题"
            lift_triggers("judged_draft_no_update")
            type(row.revision).objects.filter(pk=row.revision_id).update(content=row.revision.content)
            clock.shift(DAY)
            publish_due()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("returned", "审核退回"),
        ("returned at signing", "签发退回"),
        ("withdrawn", "已撤回"),
        ("scheduled", "已签发，定于 9月15日 9:00 发布"),
        ("taken back", "签发已收回"),
        ("refused", "到时未能发布"),
    ],
)
def test_what_happened_is_told_in_words(what: str, words: str, office: Bureau, clock: time_machine.Traveller) -> None:
    happens(what, office, clock)
    assert words in changes(office[Role.EDITOR])


@pytest.mark.parametrize("role", [role for role in Role if role not in SITE_ROLES])
def test_what_is_not_public_yet_is_told_to_those_who_may_read_it(role: Role, office: Bureau) -> None:
    published(office, title="公布的")
    send_back(step(sent(office, "没公布的")), office[Role.REVIEWER])
    html = changes(office[role])
    reads = role in (Role.EDITOR, Role.SIGNATORY, Role.SUPERVISOR)
    assert ("没公布的" in html) is reads  # and the reviewer's own act it was
    assert ("公布的" in html) is (role is not Role.SIGNATORY or reads)


def test_another_sections_acts_are_told_to_others(office: Bureau) -> None:
    published(office, title="一则公告")
    assert not changes(person(Role.EDITOR, SectionPageFactory(parent=office.site.home)))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.OFFICER, Role.ARCHIVIST, Role.SUPERVISOR])
def test_what_was_sealed_is_named_to_archivist_and_supervisor_alone(role: Role, office: Bureau) -> None:
    sealing = done(office, SealingPage, published(office, title="不该公开的"))
    html = changes(office[role])
    assert "已封存" in html
    assert ("不该公开的" in html) is (role in (Role.ARCHIVIST, Role.SUPERVISOR))
    assert f'href="{sealing.url}"' in html


def test_administrators_and_who_watches_are_told_of_office_acts(office: Bureau) -> None:
    act = proposal(office)
    decide(act, True, office[SYSTEM])
    for role in (SECURITY, AUDIT, Role.SUPERVISOR):
        html = changes(office[role])
        assert "授予职责：新来的" in html
        assert "已同意" in html
        assert reverse("office-act", args=[act.pk]) in html
    assert "已提出" in changes(office[SYSTEM])
    assert "新来的" not in changes(office[Role.EDITOR])


def test_a_role_that_changed_without_an_office_act_is_told_too(office: Bureau) -> None:
    leaver = UserFactory(last_name="离任的")
    revoke(grant(leaver, Role.EDITOR, office.section, by=None), by=None)
    assert "离任的：编辑职责（通知公告）" in changes(office[AUDIT])
    assert "离任的" not in changes(office[Role.EDITOR])


def test_the_newest_eight_are_told(office: Bureau) -> None:
    for number in range(10):
        grant(UserFactory(last_name=f"第{number}位"), Role.EDITOR, office.section, by=None)
    html = changes(office[AUDIT])
    assert html.count("<li>") == 8
    assert "第9位" in html
    assert "第1位" not in html


# --- all of it -------------------------------------------------------------------------------------------------------


def test_it_asks_as_much_for_many_as_for_one(office: Bureau) -> None:
    clients = {role: Client() for role in (Role.EDITOR, Role.REVIEWER, Role.SUPERVISOR, SYSTEM)}
    for role, client in clients.items():
        client.force_login(office[role], "django.contrib.auth.backends.ModelBackend")

    def grow() -> None:
        for number in range(2):
            sent(office, f"在审{number}")
            done(office, SealingPage, published(office))
            proposal(office)
            decide(proposal(office), True, office[SYSTEM])
            grant(UserFactory(), Role.EDITOR, office.section, by=None)

    grow()
    home = reverse("wagtailadmin_home")
    assert_each_constant({role: partial(client.get, home) for role, client in clients.items()}, grow)
