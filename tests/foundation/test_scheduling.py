"""Signed now, published later: not a second before the hour, and as the signatory's act."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from foundation import ledger
from foundation.acts.scheduling import publish_due, take_back
from foundation.bars import Barred
from foundation.clock import SHANGHAI
from foundation.models import LedgerEntry, PublishedAct, ScheduledPublication, SealingPage, WithdrawalPage
from foundation.outbox import deliver_due
from foundation.roles import Role
from foundation.triggers import lift_triggers
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, person, published, step, submit
from tests.factories.acts_on_acts import begin, done
from tests.factories.pages import SectionPageFactory

pytestmark = pytest.mark.django_db

SIGNED = datetime(2026, 9, 17, 10, 0, tzinfo=SHANGHAI)
HOUR = datetime(2026, 9, 18, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def office() -> Bureau:
    with time_machine.travel(SIGNED - timedelta(days=1), tick=False):
        return bureau()


def signed(office: Bureau, publish_after: datetime = HOUR, **fields: object) -> Any:
    with time_machine.travel(SIGNED, tick=False):
        page = draft(office, publish_after=publish_after, **fields)
        approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
        approve(step(page), office[Role.SIGNATORY])
    return fresh(page)


def run_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return publish_due()


def test_the_signature_publishes_nothing_before_the_hour(office: Bureau, client: Client) -> None:
    page = signed(office)
    assert not page.live
    assert client.get(page.url or page.get_url()).status_code == 404
    row = ScheduledPublication.objects.get()
    assert (row.page_id, row.publish_at, row.signed_by) == (page.pk, HOUR, office[Role.SIGNATORY])
    entry = LedgerEntry.objects.get(act="page.scheduled")
    assert (entry.actor, entry.subject_digest) == (office[Role.SIGNATORY], row.digest)
    assert not PublishedAct.objects.exists()


def test_one_second_before_nothing_and_at_the_instant_all(office: Bureau, client: Client) -> None:
    page = signed(office)
    assert run_at(HOUR - timedelta(seconds=1)) == 0
    assert not fresh(page).live
    assert run_at(HOUR) == 1
    assert fresh(page).live
    assert client.get(fresh(page).url).status_code == 200
    assert fresh(page).first_published_at == HOUR


def test_it_is_the_signatorys_act(office: Bureau) -> None:
    page = signed(office)
    run_at(HOUR)
    entry = LedgerEntry.objects.get(act="page.published")
    assert (entry.actor, entry.role) == (office[Role.SIGNATORY], "signatory")
    assert entry.subject_digest == LedgerEntry.objects.get(act="page.sign").subject_digest
    assert PublishedAct.objects.get(page=page).entry == entry
    assert ledger.verify() is None


def test_run_twice_it_happens_once(office: Bureau) -> None:
    signed(office)
    assert (run_at(HOUR), run_at(HOUR), run_at(HOUR + timedelta(days=1))) == (1, 0, 0)
    assert LedgerEntry.objects.filter(act="page.published").count() == 1


@pytest.mark.parametrize("hour", [SIGNED, SIGNED - timedelta(days=1)])
def test_an_hour_already_past_at_the_signature_publishes_at_once(hour: datetime, office: Bureau) -> None:
    assert signed(office, publish_after=hour).live
    assert not ScheduledPublication.objects.exists()


def test_what_differs_from_what_was_signed_is_not_published(office: Bureau) -> None:
    page = signed(office)
    revision = ScheduledPublication.objects.get().revision
    revision.content["title"] = "另一个标题"
    lift_triggers("judged_draft_no_update")
    type(revision).objects.filter(pk=revision.pk).update(content=revision.content)
    assert run_at(HOUR) == 0
    row = ScheduledPublication.objects.get()
    assert (row.state, row.why) == ("refused", "内容或附件与签发时不同。")
    assert not fresh(page).live
    assert LedgerEntry.objects.filter(act="page.schedule.refused").count() == 1
    assert run_at(HOUR) == 0


def letters_after(moment: datetime) -> list[EmailMessage]:
    """What is sent once that moment is there, besides what was sent before it."""
    with time_machine.travel(moment - timedelta(minutes=1), tick=False):
        while deliver_due():
            pass
    before = len(mail.outbox)
    with time_machine.travel(moment, tick=False):
        publish_due()
        while deliver_due():
            pass
    return mail.outbox[before:]


def changed_behind_their_backs() -> None:
    revision = ScheduledPublication.objects.get().revision
    revision.content["title"] = "另一个标题"
    lift_triggers("judged_draft_no_update")
    type(revision).objects.filter(pk=revision.pk).update(content=revision.content)


def test_when_the_hour_came_sender_and_signatory_are_told(office: Bureau) -> None:
    page = signed(office, title="关于王小明同志的公告")
    told = letters_after(HOUR)
    assert {one.to[0] for one in told} == {office[Role.EDITOR].email, office[Role.SIGNATORY].email}
    for message in told:
        assert message.subject == "一项定时内容已经发布"
        for words in ("关于王小明同志的公告", "2026-09-18 09:00", str(fresh(page).full_url)):
            assert words in message.body


def test_when_it_was_refused_they_are_told_why(office: Bureau) -> None:
    signed(office, title="关于王小明同志的公告")
    changed_behind_their_backs()
    told = letters_after(HOUR)
    assert {one.to[0] for one in told} == {office[Role.EDITOR].email, office[Role.SIGNATORY].email}
    for message in told:
        assert message.subject == "一项定时内容没有发布"
        assert "内容或附件与签发时不同。" in message.body


def test_what_was_taken_down_meanwhile_is_told_to_nobody(office: Bureau) -> None:
    page = signed(office)
    run_at(HOUR)
    done(office, SealingPage, fresh(page))
    with time_machine.travel(HOUR + timedelta(minutes=1), tick=False):
        while deliver_due():
            pass
    assert "一项定时内容已经发布" not in [one.subject for one in mail.outbox]


def test_nobody_is_told_before_the_hour(office: Bureau) -> None:
    signed(office)
    assert letters_after(HOUR - timedelta(hours=1)) == []


def test_one_that_fails_is_undone_tried_again_and_holds_up_no_other(
    office: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = signed(office), signed(office)
    append = ledger.append

    def fail(act: str, **kwargs: Any) -> Any:
        if act == "page.published" and kwargs["subject"] == f"page:{first.pk}":
            raise RuntimeError("broken")
        return append(act, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr("foundation.acts.publishing.ledger.append", fail)
        assert run_at(HOUR) == 1
    assert (fresh(first).live, fresh(second).live) == (False, True)
    assert run_at(HOUR + timedelta(minutes=1)) == 1
    assert fresh(first).live


def test_until_then_the_page_is_locked_for_everyone(office: Bureau) -> None:
    page = signed(office)
    lock = page.get_lock()
    assert all(lock.for_user(user) for user in office.people.values())
    assert "2026-09-18 09:00" in lock.get_message(office[Role.EDITOR])
    for way in (
        lambda: fresh(page).save_revision(user=office[Role.EDITOR]),
        lambda: submit(fresh(page), office[Role.EDITOR]),
        lambda: fresh(page).move(SectionPageFactory(parent=office.site.home), pos="last-child"),
        lambda: fresh(page).delete(),
    ):
        with pytest.raises((Barred, ProtectedError)), transaction.atomic():
            way()


def test_the_row_is_not_changed_by_hand(office: Bureau) -> None:
    signed(office)
    for way in (
        lambda: ScheduledPublication.objects.update(publish_at=SIGNED),
        lambda: ScheduledPublication.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            way()


@pytest.mark.parametrize("role", list(Role))
def test_only_a_signatory_takes_it_back_and_only_before_the_hour(role: Role, office: Bureau) -> None:
    page = signed(office)
    row = ScheduledPublication.objects.get()
    with time_machine.travel(HOUR - timedelta(seconds=1), tick=False):
        if role is not Role.SIGNATORY:
            with pytest.raises(Barred, match="收回签发由本栏目的签发人员办理"):
                take_back(row.pk, office[role])
            return
        take_back(row.pk, office[role])
    assert ScheduledPublication.objects.get().state == "taken_back"
    assert LedgerEntry.objects.filter(act="page.schedule.taken_back").count() == 1
    assert fresh(page).get_lock() is None
    assert run_at(HOUR) == 0
    submit(fresh(page), office[Role.EDITOR])


def test_at_the_hour_it_is_too_late(office: Bureau) -> None:
    signed(office)
    row = ScheduledPublication.objects.get()
    with time_machine.travel(HOUR, tick=False), pytest.raises(Barred, match="发布时间已到"):
        take_back(row.pk, office[Role.SIGNATORY])


def test_a_signatory_of_another_section_does_not_take_it_back(office: Bureau) -> None:
    signed(office)
    other = person(Role.SIGNATORY, SectionPageFactory(parent=office.site.home))
    with time_machine.travel(SIGNED), pytest.raises(Barred, match="没有这项职责"):
        take_back(ScheduledPublication.objects.get().pk, other)


def test_the_desk_shows_it_and_takes_it_back(office: Bureau) -> None:
    page = signed(office, title="等时间的公告")
    for role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR):
        client = Client()
        client.force_login(office[role])
        with time_machine.travel(SIGNED):
            html = client.get("/admin/").content.decode()
        assert "已签发，待发布" in html
        assert "等时间的公告" in html
        address = reverse("take-signature-back", args=[ScheduledPublication.objects.get().pk])
        assert (address in html) is (role is Role.SIGNATORY)
    with time_machine.travel(SIGNED):
        client.force_login(office[Role.SIGNATORY])
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 302
    assert ScheduledPublication.objects.get().state == "taken_back"
    assert not fresh(page).live


def test_a_withdrawal_takes_effect_when_signed_and_has_no_hour(office: Bureau) -> None:
    act = begin(office, WithdrawalPage, published(office), publish_after=HOUR)
    state = submit(act, office[Role.EDITOR])
    with pytest.raises(Barred, match="不能定时"):
        approve(state, office[Role.REVIEWER])


def test_the_worker_calls_it_by_the_clock() -> None:
    from foundation.outbox.registry import ticks

    assert "every:foundation.acts.scheduling.publish_due" in ticks()
