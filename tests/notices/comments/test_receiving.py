"""A comment is received in time or not at all, once, with a number of its own; the name is under seal."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from foundation import ledger
from foundation.clock import SHANGHAI
from foundation.models import LedgerEntry, WithdrawalPage
from foundation.terms import term_of
from notices.comments.contacts import Contact, Unreadable, seal, unseal
from notices.comments.numbers import read_number
from notices.comments.receiving import NotOpen, Said, digest_of, receive
from notices.comments.states import State
from notices.models import Comment, RegulationPage
from tests.factories.acts import Bureau, bureau
from tests.factories.acts_on_acts import done
from tests.factories.comments import answered, comment_on, open_draft, published_summary

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 9, 1, 10, 0, 0, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def in_september() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(OPENS, tick=False) as clock:
        yield clock


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def draft(office: Bureau) -> RegulationPage:
    return open_draft(office)


def closes(draft: RegulationPage) -> datetime:
    term = term_of(draft)
    assert term is not None
    return term.closes_at


def test_the_period_runs_to_the_end_of_its_last_day(draft: RegulationPage) -> None:
    # Thirty days from 1 September end on 1 October, a holiday: moved to the first working day after.
    assert closes(draft) == datetime(2026, 10, 9, tzinfo=SHANGHAI)


def test_one_second_before_the_close_it_is_received(draft: RegulationPage) -> None:
    at = closes(draft) - SECOND
    assert comment_on(draft, at=at).received_at == at


@pytest.mark.parametrize("late", [timedelta(0), SECOND, timedelta(days=400)])
def test_at_the_close_and_after_it_is_refused_with_since_when_and_where(draft: RegulationPage, late: timedelta) -> None:
    with pytest.raises(NotOpen, match=r"已于 2026年10月8日（周四） 24:00 截止.*采纳情况将在这份征求意见稿的页面公布"):
        comment_on(draft, at=closes(draft) + late)
    assert not Comment.objects.exists()


def test_a_stated_hour_closes_at_that_hour(office: Bureau) -> None:
    draft = open_draft(office, period_close="17:30")
    assert comment_on(draft, at=datetime(2026, 10, 8, 17, 29, 59, tzinfo=SHANGHAI)).pk
    with pytest.raises(NotOpen, match="17:30:00 截止"):
        comment_on(draft, at=datetime(2026, 10, 8, 17, 30, 0, tzinfo=SHANGHAI))


def test_from_the_instant_of_publication_and_not_a_second_before(draft: RegulationPage) -> None:
    assert comment_on(draft, at=OPENS).pk
    with pytest.raises(NotOpen, match="10:00:00 开始，现在还不能提交"):
        comment_on(draft, at=OPENS - SECOND)


def test_a_withdrawn_draft_takes_none(office: Bureau, draft: RegulationPage) -> None:
    done(office, WithdrawalPage, draft)
    with pytest.raises(NotOpen, match="撤回，不再接收意见"):
        comment_on(draft)


def test_a_draft_without_a_period_takes_none(office: Bureau) -> None:
    draft = open_draft(office, period_label="", period_count=None)
    with pytest.raises(NotOpen):
        comment_on(draft)


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_numbers_of_a_year_follow_one_another_and_begin_anew(draft: RegulationPage) -> None:
    with time_machine.travel(datetime(2026, 9, 2, tzinfo=SHANGHAI), tick=False):
        numbers = [comment_on(draft, f"意见{each}").number for each in range(3)]
    assert [number[:13] for number in numbers] == ["YJ2026-000001", "YJ2026-000002", "YJ2026-000003"]
    assert all(read_number(number) == number for number in numbers)


def test_what_is_refused_takes_no_number(draft: RegulationPage) -> None:
    comment_on(draft)
    with pytest.raises(NotOpen):
        comment_on(draft, "太晚", at=closes(draft))
    assert comment_on(draft, "又一条").serial == 2


def test_one_form_sent_twice_is_one_comment(draft: RegulationPage) -> None:
    first = comment_on(draft, token="same")
    assert comment_on(draft, token="same").pk == first.pk
    assert comment_on(draft, "改了几个字。", token="same").pk != first.pk


def test_the_same_form_is_answered_with_its_receipt_after_the_close_too(draft: RegulationPage) -> None:
    first = comment_on(draft, token="same")
    assert comment_on(draft, token="same", at=closes(draft) + SECOND).pk == first.pk


def test_it_says_which_provision_it_is_about(draft: RegulationPage) -> None:
    about = comment_on(draft, address="art-3-4")
    assert (about.reference, about.text_id) == ("第三条第（四）项", draft.provision_set_id)
    assert comment_on(draft, "全文").where == "全文"


def test_the_digest_can_be_made_again_and_stands_in_the_ledger(draft: RegulationPage) -> None:
    one = Comment.objects.get(pk=comment_on(draft, contact=Contact("某单位", "0000-0000000")).pk)
    entry = LedgerEntry.objects.get(act="comment.received")
    assert digest_of(one) == one.digest == entry.subject_digest
    assert "某单位" not in str(entry.detail)
    assert ledger.verify() is None


def test_name_and_contact_are_not_readable_in_the_database(draft: RegulationPage) -> None:
    one = comment_on(draft, contact=Contact("张三丰单位", "0000-7654321"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_comment WHERE id = %s", [one.pk])
        row = " ".join(str(bytes(each) if isinstance(each, memoryview) else each) for each in cursor.fetchone())
    assert "张三丰" not in row
    assert "7654321" not in row
    assert unseal(bytes(one.contact), one.number) == Contact("张三丰单位", "0000-7654321")


def test_sealed_bytes_open_with_no_other_number(draft: RegulationPage) -> None:
    sealed = seal(Contact("某单位", ""), "YJ2026-000001-AAAA")
    assert sealed is not None
    with pytest.raises(Unreadable):
        unseal(sealed, "YJ2026-000002-AAAA")


def test_without_a_name_there_is_nothing_to_seal(draft: RegulationPage) -> None:
    assert comment_on(draft).contact is None


# --- what the database refuses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"opinion": "别的话"}, {"received_at": OPENS}, {"number": "YJ2026-000009-AAAA"}, {"contact": b"else"}],
    ids=lambda change: next(iter(change)),
)
def test_what_was_received_is_not_changed(draft: RegulationPage, change: dict[str, object]) -> None:
    one = comment_on(draft, contact=Contact("某单位", ""), at=OPENS + SECOND)
    with pytest.raises(IntegrityError, match="收到的意见不能改动"), transaction.atomic():
        Comment.objects.filter(pk=one.pk).update(**change)


def test_a_contact_may_be_deleted(draft: RegulationPage) -> None:
    one = comment_on(draft, contact=Contact("某单位", ""))
    assert Comment.objects.filter(pk=one.pk).update(contact=None) == 1


def test_a_comment_is_not_deleted(draft: RegulationPage) -> None:
    comment_on(draft)
    with pytest.raises(DatabaseError, match="收到的意见不能改动"), transaction.atomic():
        Comment.objects.all()._raw_delete("default")


def test_nothing_is_received_after_the_summary(
    office: Bureau, draft: RegulationPage, in_september: time_machine.Traveller
) -> None:
    answered(office, comment_on(draft), State.TAKEN)
    in_september.move_to(closes(draft))
    published_summary(office, draft)
    with pytest.raises(IntegrityError, match="不再接收意见"), transaction.atomic():
        receive(draft, Said("补一条", token="late"), arrived=OPENS + SECOND)
