"""How long names and contacts are kept: after the summary, after a withdrawal, and where no summary ever comes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail

from foundation.clock import SHANGHAI
from foundation.models import LedgerEntry, SealingPage, WithdrawalPage
from foundation.outbox import deliver_due
from foundation.outbox.upkeep import prune
from foundation.roles import Role
from notices.comments.contacts import Contact
from notices.comments.reminding import remind_the_editors
from notices.comments.retention import delete_contacts, kept_without_summary
from notices.models import Comment, RegulationPage
from tests.factories.acts import Bureau, bureau, person
from tests.factories.acts_on_acts import done
from tests.factories.comments import answered, closed_draft, comment_on, open_draft, published_summary
from tests.factories.pages import SectionPageFactory

pytestmark = pytest.mark.django_db

OPENED = datetime(2026, 9, 1, 10, tzinfo=SHANGHAI)
CLOSES = datetime(2026, 10, 9, tzinfo=SHANGHAI)  # the 30th day is in the holidays, so 8 October is the last
LAST = datetime(2028, 10, 8, 23, 59, 59, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)
REMINDED = datetime(2028, 9, 10, tzinfo=SHANGHAI)
SUBJECT = "有一份征求意见稿还没有公布采纳情况"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(CLOSES + timedelta(days=3, hours=9), tick=False) as clock:
        yield clock


@pytest.fixture
def office() -> Bureau:
    with time_machine.travel(OPENED - timedelta(days=1), tick=False):
        return bureau()


@pytest.fixture
def draft(office: Bureau) -> RegulationPage:
    return closed_draft(office, OPENED, "建议写明时限。", "建议删去第二条。")


def all_answered(office: Bureau, draft: RegulationPage) -> None:
    for comment in Comment.objects.filter(page=draft):
        answered(office, comment)


def contacts() -> int:
    return Comment.objects.exclude(contact=None).count()


def test_contacts_go_twelve_months_after_the_summary(
    office: Bureau, draft: RegulationPage, clock: time_machine.Traveller
) -> None:
    all_answered(office, draft)
    published_summary(office, draft)  # on 12 October 2026
    clock.move_to(datetime(2027, 10, 12, 23, 59, 59, tzinfo=SHANGHAI))
    delete_contacts()
    assert contacts() == 2
    clock.move_to(datetime(2027, 10, 13, 0, 0, 0, tzinfo=SHANGHAI))
    delete_contacts()
    delete_contacts()
    assert contacts() == 0
    entry = LedgerEntry.objects.get(act="comment.contacts_deleted")
    assert (entry.subject, entry.detail, entry.actor) == (f"page:{draft.pk}", {"count": 2}, None)


def test_the_months_are_a_setting(
    office: Bureau, draft: RegulationPage, clock: time_machine.Traveller, settings: object
) -> None:
    settings.COMMENT_CONTACT_MONTHS = 1  # type: ignore[attr-defined]
    all_answered(office, draft)
    published_summary(office, draft)
    clock.move_to(datetime(2026, 11, 13, tzinfo=SHANGHAI))
    delete_contacts()
    assert contacts() == 0


def test_of_a_withdrawn_draft_they_go_too(office: Bureau, draft: RegulationPage, clock: time_machine.Traveller) -> None:
    done(office, WithdrawalPage, draft)
    clock.move_to(datetime(2027, 10, 13, tzinfo=SHANGHAI))
    delete_contacts()
    assert contacts() == 0


def test_those_of_other_drafts_stay(office: Bureau, draft: RegulationPage, clock: time_machine.Traveller) -> None:
    with time_machine.travel(OPENED, tick=False):
        comment_on(open_draft(office, title="另一份"), contact=Contact("某单位", ""))
    all_answered(office, draft)
    published_summary(office, draft)
    clock.move_to(datetime(2028, 1, 1, tzinfo=SHANGHAI))
    delete_contacts()
    assert contacts() == 1


# --- where no summary comes ------------------------------------------------------------------------------------------


def letters() -> list[mail.EmailMessage]:
    while deliver_due():
        pass
    return [message for message in mail.outbox if message.subject == SUBJECT]


def test_without_a_summary_they_go_two_years_after_the_closing(
    draft: RegulationPage, clock: time_machine.Traveller
) -> None:
    clock.move_to(LAST)
    delete_contacts()
    assert contacts() == 2
    clock.move_to(LAST + SECOND)
    delete_contacts()
    assert contacts() == 0
    assert LedgerEntry.objects.get(act="comment.contacts_deleted").detail == {"count": 2}
    assert Comment.objects.filter(page=draft).count() == 2  # what was said stays


def test_how_long_without_a_summary_is_a_setting(
    draft: RegulationPage, clock: time_machine.Traveller, settings: object
) -> None:
    settings.COMMENT_CONTACT_MOST_MONTHS = 3  # type: ignore[attr-defined]
    clock.move_to(datetime(2027, 1, 8, 23, 59, 59, tzinfo=SHANGHAI))
    delete_contacts()
    assert contacts() == 2
    clock.shift(SECOND)
    delete_contacts()
    assert contacts() == 0


def test_a_summary_that_comes_late_gives_its_own_months(
    office: Bureau, draft: RegulationPage, clock: time_machine.Traveller
) -> None:
    """It may still have to be corrected: whoever is asked about it can be reached as long as after any other."""
    clock.move_to(LAST - timedelta(days=1))
    all_answered(office, draft)
    published_summary(office, draft)
    clock.move_to(LAST + SECOND)
    delete_contacts()
    assert contacts() == 2
    clock.move_to(LAST + timedelta(days=366))
    delete_contacts()
    assert contacts() == 0


def test_the_editors_of_the_section_are_written_to_before(
    office: Bureau, draft: RegulationPage, clock: time_machine.Traveller
) -> None:
    person(Role.EDITOR, SectionPageFactory(parent=office.site.home))
    clock.move_to(REMINDED - SECOND)
    remind_the_editors()
    assert letters() == []
    clock.move_to(REMINDED)
    remind_the_editors()
    (message,) = letters()
    assert message.to == [office[Role.EDITOR].email]
    for words in (draft.title, "2条意见", "2028年10月8日", f"/admin/comments/?draft={draft.pk}"):
        assert words in message.body


def test_nobody_is_written_to_twice(draft: RegulationPage, clock: time_machine.Traveller) -> None:
    clock.move_to(REMINDED)
    for _ in range(30):
        remind_the_editors()
        letters()
        prune()
        delete_contacts()
        clock.shift(timedelta(days=1))
    assert len(letters()) == 1
    assert contacts() == 0


def test_a_worker_that_was_stopped_that_day_tells_it_later(
    draft: RegulationPage, clock: time_machine.Traveller
) -> None:
    clock.move_to(LAST)
    remind_the_editors()
    assert len(letters()) == 1


def test_after_the_last_day_nobody_is_reminded(draft: RegulationPage, clock: time_machine.Traveller) -> None:
    clock.move_to(LAST + SECOND)
    remind_the_editors()
    assert letters() == []


@pytest.mark.parametrize("how", ["summary", "withdrawn", "sealed"])
def test_what_is_settled_needs_no_reminder(
    how: str, office: Bureau, draft: RegulationPage, clock: time_machine.Traveller
) -> None:
    clock.move_to(REMINDED - timedelta(days=2))
    if how == "summary":
        all_answered(office, draft)
        published_summary(office, draft)
    else:
        done(office, WithdrawalPage if how == "withdrawn" else SealingPage, draft)
    clock.move_to(REMINDED)
    remind_the_editors()
    assert letters() == []


def test_a_letter_that_waited_is_not_sent_when_the_summary_came_first(
    office: Bureau, draft: RegulationPage, clock: time_machine.Traveller
) -> None:
    clock.move_to(REMINDED)
    remind_the_editors()
    all_answered(office, draft)
    published_summary(office, draft)
    assert letters() == []


def test_comments_without_a_contact_need_no_reminder(office: Bureau, clock: time_machine.Traveller) -> None:
    with time_machine.travel(OPENED, tick=False):
        comment_on(open_draft(office))
    clock.move_to(REMINDED)
    remind_the_editors()
    assert letters() == []


def test_what_states_no_period_has_no_last_day() -> None:
    assert kept_without_summary(RegulationPage()) is None
