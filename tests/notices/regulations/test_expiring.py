"""Who is warned before a regulation runs out, when, and how often."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from foundation.models import SealingPage, WithdrawalPage
from foundation.outbox import deliver_due
from foundation.roles import Role
from notices.models import ExpiryNotice, RegulationPage
from notices.regulations.expiring import expiring, tell_the_editors
from tests.factories.acts import Bureau, bureau, person
from tests.factories.acts_on_acts import done
from tests.factories.pages import SectionPageFactory
from tests.factories.regulations import SHORT, amended, issued, repealed
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db
LAST = date(2027, 6, 30)
PANEL = "即将到期的法规文件"


@pytest.fixture(autouse=True)
def day() -> Any:
    with time_machine.travel("2026-12-01 10:00 +0800"):
        yield


@pytest.fixture
def office(day: Any) -> Bureau:
    return bureau()


def told_on(*days: str) -> list[int]:
    """How many letters went out on each of these days."""
    counts = []
    for one in days:
        with time_machine.travel(f"{one} 08:00 +0800"):
            before = len(mail.outbox)
            tell_the_editors()
            while deliver_due():
                pass
            counts.append(len(mail.outbox) - before)
    return counts


def letters() -> list[Any]:
    return [message for message in mail.outbox if "到期" in message.subject]


def near(days: str) -> list[int]:
    with time_machine.travel(f"{days} 08:00 +0800"):
        return [row.days for row in expiring(RegulationPage.objects.all(), date.fromisoformat(days))]


def quiet() -> None:
    while deliver_due():
        pass
    mail.outbox.clear()


def test_a_letter_goes_at_ninety_and_at_thirty_days_and_not_again(office: Bureau) -> None:
    issued(office, expires_on=LAST)
    quiet()
    assert told_on("2027-03-31", "2027-04-01", "2027-04-02", "2027-05-30", "2027-05-31", "2027-06-29") == [
        0, 1, 0, 0, 1, 0,
    ]  # fmt: skip


def test_a_worker_that_was_stopped_that_day_tells_it_later_and_once(office: Bureau) -> None:
    issued(office, expires_on=LAST)
    quiet()
    assert told_on("2027-06-15", "2027-06-16") == [1, 0]
    assert ExpiryNotice.objects.get().days_ahead == 30


def test_the_letter_is_to_the_editors_of_the_section_and_its_subject_names_nothing(office: Bureau) -> None:
    person(Role.EDITOR, SectionPageFactory(parent=office.site.home))
    regulation = issued(office, expires_on=LAST)
    quiet()
    told_on("2027-04-15")
    (message,) = letters()
    assert message.to == [office[Role.EDITOR].email]
    assert regulation.title not in message.subject
    assert regulation.title in message.body
    assert "2027年6月30日" in message.body


def test_one_extended_meanwhile_is_not_written_about(office: Bureau) -> None:
    regulation = issued(office, expires_on=LAST)
    text = SHORT.replace("1号", "9号")
    amended(office, regulation, text, effective_on=date(2027, 5, 1), expires_on=date(2032, 6, 30))
    quiet()
    assert told_on("2027-04-15", "2027-06-15") == [0, 0]
    assert told_on("2032-04-15") == [1]


def test_one_that_will_be_repealed_or_is_withdrawn_or_sealed_is_not_written_about(office: Bureau) -> None:
    repealed(office, issued(office, expires_on=LAST), date(2027, 7, 1))
    done(office, WithdrawalPage, issued(office, SHORT.replace("1号", "2号"), expires_on=LAST))
    done(office, SealingPage, issued(office, SHORT.replace("1号", "3号"), expires_on=LAST))
    quiet()
    assert told_on("2027-06-15") == [0]


def test_a_letter_no_longer_true_is_not_sent(office: Bureau) -> None:
    regulation = issued(office, expires_on=LAST)
    quiet()
    with time_machine.travel("2027-06-15 08:00 +0800"):
        tell_the_editors()
        done(office, WithdrawalPage, regulation)
        while deliver_due():
            pass
    assert letters() == []


@pytest.mark.parametrize(
    ("day_", "days"),
    [("2027-03-31", []), ("2027-04-01", [90]), ("2027-06-30", [0]), ("2027-07-01", [-1]), ("2028-07-01", [])],
)
def test_how_far_ahead_and_how_long_afterwards_it_is_shown(office: Bureau, day_: str, days: list[int]) -> None:
    issued(office, expires_on=LAST)
    assert near(day_) == days


@pytest.mark.parametrize(
    ("role", "shown"), [(Role.EDITOR, True), (Role.SIGNATORY, True), (Role.REVIEWER, False), (Role.SUPERVISOR, False)]
)
def test_the_desk_shows_it_to_editors_and_signatories(office: Bureau, client: Client, role: Role, shown: bool) -> None:
    issued(office, expires_on=date(2026, 12, 31))
    client.force_login(office[role])
    assert (PANEL in client.get("/admin/").content.decode()) is shown


def test_the_desk_of_another_section_does_not_show_it(office: Bureau, client: Client) -> None:
    issued(office, expires_on=date(2026, 12, 31))
    client.force_login(person(Role.EDITOR, SectionPageFactory(parent=office.site.home)))
    assert PANEL not in client.get("/admin/").content.decode()


def test_the_round_asks_the_same_however_many_run_out(office: Bureau) -> None:
    issued(office, expires_on=LAST)

    def grow() -> None:
        for number in (2, 3, 4):
            issued(office, SHORT.replace("1号", f"{number}号"), expires_on=LAST)

    assert_constant_queries(lambda: near("2027-06-15"), grow, at_most=3)
