"""The outbox: with the act or not at all, ids only, tried again with patience, given up in the open."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from foundation import health_checks, outbox
from foundation.clock import now
from foundation.health import Level
from foundation.models import OutboxMessage, User
from foundation.outbox import delivery, registry
from foundation.outbox.delivery import lay_ticks, pause_after
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


class Calls(list[dict[str, Any]]):
    error: Exception | None = None

    def __call__(self, **ids: Any) -> None:
        self.append(ids)
        if self.error:
            raise self.error


@pytest.fixture(autouse=True)
def no_other_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_handlings", {})


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-09-17 10:00 +0800", tick=False) as travelling:
        yield travelling


def handled(topic: str = "post", *, outside: bool = False, error: Exception | None = None) -> Calls:
    calls = Calls()
    calls.error = error

    @outbox.handles(topic, outside=outside)
    def handler(**ids: Any) -> None:
        calls(**ids)

    return calls


def put(topic: str = "post", **ids: int | str) -> OutboxMessage:
    with transaction.atomic():
        return outbox.put(topic, **ids)


def fresh(message: OutboxMessage) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message.pk)


# --- putting ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_put() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        outbox.put("post", page=1)


def test_what_is_undone_leaves_no_message() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.put("post", page=1)
        raise RuntimeError
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "value", ["张三", "Zhang San", "zhang@example.invalid", "x" * 41, "", "13800000000", None, True, 1.5]
)
def test_only_numbers_and_codes_are_carried(value: Any) -> None:
    with pytest.raises(ValueError, match="只能带编号或代码"):
        put(page=1, who=value)
    assert not OutboxMessage.objects.exists()


def test_numbers_and_codes_arrive_as_they_were_put() -> None:
    calls = handled()
    put(page=7, role="reviewer", step="page.review")
    assert outbox.deliver_due() == 1
    assert calls == [{"page": 7, "role": "reviewer", "step": "page.review"}]


# --- delivering ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outside", [False, True])
def test_what_is_done_is_not_done_again(outside: bool) -> None:
    calls = handled(outside=outside)
    message = put(page=1)
    assert [outbox.deliver_due(), outbox.deliver_due()] == [1, 0]
    assert len(calls) == 1
    assert fresh(message).done_at is not None


def test_what_is_not_yet_due_waits(clock: time_machine.Traveller) -> None:
    calls = handled()
    with transaction.atomic():
        outbox.put("post", due_at=now() + timedelta(hours=1), page=1)
    assert outbox.deliver_due() == 0
    clock.shift(3600)
    assert (outbox.deliver_due(), len(calls)) == (1, 1)


def test_the_oldest_goes_first_and_no_more_than_asked_for() -> None:
    calls = handled()
    for page in range(5):
        put(page=page)
    assert outbox.deliver_due(limit=2) == 2
    assert [call["page"] for call in calls] == [0, 1]


def test_a_failing_handler_leaves_nothing_half_done_and_holds_up_no_other() -> None:
    @outbox.handles("half")
    def half() -> None:
        UserFactory(username="half-done")
        raise RuntimeError("Zhang San is not available")

    calls = handled()
    failing, other = put("half"), put(page=2)
    outbox.deliver_due()
    assert not User.objects.filter(username="half-done").exists()
    assert len(calls) == 1
    assert fresh(other).done_at is not None
    assert fresh(failing).done_at is None
    assert fresh(failing).attempts == 1


@pytest.mark.parametrize("outside", [False, True])
def test_an_error_is_kept_by_kind_and_place_and_never_by_its_words(outside: bool) -> None:
    handled(outside=outside, error=RuntimeError("Zhang San, zhang@example.invalid"))
    message = put(page=1)
    outbox.deliver_due()
    assert fresh(message).last_error.startswith("RuntimeError tests.foundation.test_outbox:")
    assert "Zhang" not in fresh(message).last_error


@pytest.mark.parametrize("outside", [False, True])
def test_eight_tries_with_growing_pauses_then_it_is_given_up(clock: time_machine.Traveller, outside: bool) -> None:
    calls = handled(outside=outside, error=OSError())
    message = put(page=1)
    pauses = []
    for _ in range(8):
        assert outbox.deliver_due() == 1
        assert outbox.deliver_due() == 0
        pauses.append(int((fresh(message).due_at - now()).total_seconds()))
        clock.move_to(fresh(message).due_at)
    assert pauses == [10, 30, 90, 270, 810, 2430, 3600, 3600]
    assert fresh(message).dead_at is not None
    clock.shift(100_000)
    assert (outbox.deliver_due(), len(calls)) == (0, 8)


def test_the_longest_pause_is_an_hour() -> None:
    assert pause_after(1) == timedelta(seconds=10)
    assert pause_after(500) == timedelta(hours=1)


def test_what_nobody_handles_is_an_error_like_another() -> None:
    message = put("nobody", page=1)
    outbox.deliver_due()
    assert fresh(message).attempts == 1
    assert "UnknownTopic" in fresh(message).last_error


def test_work_outside_holds_no_transaction(django_capture_on_commit_callbacks: Any) -> None:
    depth = len(connection.savepoint_ids)
    seen = []

    @outbox.handles("outside", outside=True)
    def outside() -> None:
        seen.append(len(connection.savepoint_ids))

    @outbox.handles("inside")
    def inside() -> None:
        seen.append(len(connection.savepoint_ids))

    put("outside")
    put("inside")
    outbox.deliver_due()
    assert seen[0] == depth
    assert seen[1] > depth


def test_work_outside_that_was_cut_off_is_taken_up_when_its_hour_comes(clock: time_machine.Traveller) -> None:
    calls = handled(outside=True)
    message = put(page=1)

    def killed(message: OutboxMessage, how: object) -> None:
        raise KeyboardInterrupt  # the claim is committed, the work is not done, and nobody writes down a failure

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivery, "_deliver_outside", killed)
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver_due()
    assert (outbox.deliver_due(), calls) == (0, [])
    clock.shift(delivery.LEASE.total_seconds())
    assert (outbox.deliver_due(), len(calls)) == (1, 1)
    assert fresh(message).attempts == 2


def test_two_handlers_for_one_topic_are_refused() -> None:
    handled()
    with pytest.raises(ValueError, match="Two handlers"):
        outbox.handles("post")(len)


# --- by the clock ----------------------------------------------------------------------------------------------------


def ticking(**pace: float) -> Calls:
    calls = Calls()

    @outbox.every(**pace)
    def tick() -> None:
        calls()

    lay_ticks()
    return calls


def test_what_comes_round_does_so_at_its_pace(clock: time_machine.Traveller) -> None:
    calls = ticking(minutes=10)
    for seconds, times in ((0, 1), (599, 1), (1, 2), (600, 3)):
        clock.shift(seconds)
        outbox.deliver_due()
        assert len(calls) == times
    assert OutboxMessage.objects.count() == 1


def test_missed_rounds_are_not_made_up_for(clock: time_machine.Traveller) -> None:
    calls = ticking(minutes=10)
    clock.shift(86_400 + 61)
    assert (outbox.deliver_due(), len(calls)) == (1, 1)
    assert OutboxMessage.objects.get().due_at - now() == timedelta(seconds=600 - 61)


def test_laid_once_however_often_a_worker_starts() -> None:
    ticking(hours=1)
    lay_ticks()
    assert OutboxMessage.objects.count() == 1


def test_what_no_longer_comes_round_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    ticking(hours=1)
    monkeypatch.setattr(registry, "_handlings", {})
    lay_ticks()
    assert not OutboxMessage.objects.exists()


def test_a_failing_round_is_never_given_up_and_shown_while_it_fails(clock: time_machine.Traveller) -> None:
    calls = ticking(minutes=10)
    calls.error = OSError()
    for _ in range(12):
        outbox.deliver_due()
        clock.move_to(OutboxMessage.objects.get().due_at)
    assert len(calls) == 12
    assert health_checks.outbox().level is Level.FAILURE
    calls.error = None
    outbox.deliver_due()
    assert health_checks.outbox().level is Level.OK


# --- what an operator sees and does ----------------------------------------------------------------------------------


def dead(topic: str = "post") -> OutboxMessage:
    return OutboxMessage.objects.create(
        topic=topic, created_at=now(), due_at=now(), attempts=8, dead_at=now(), last_error="OSError smtp:9"
    )


def test_nothing_waiting_is_well() -> None:
    put(page=1)
    assert health_checks.outbox().level is Level.OK


def test_one_that_waits_for_long_is_a_warning(clock: time_machine.Traveller) -> None:
    put(page=1)
    clock.shift(6 * 60)
    found = health_checks.outbox()
    assert found.level is Level.WARNING
    assert "已等了 6 分钟" in found.says


def test_one_given_up_is_named_with_how_to_retry() -> None:
    message = dead()
    found = health_checks.outbox()
    assert found.level is Level.FAILURE
    assert f"第 {message.pk} 号 post（OSError smtp:9）" in found.says
    assert "outbox_retry" in found.mend


def test_one_given_up_is_retried_by_number() -> None:
    calls = handled()
    message, other = dead(), dead()
    call_command("outbox_retry", str(message.pk))
    outbox.deliver_due()
    assert len(calls) == 1
    assert fresh(message).done_at is not None
    assert fresh(other).dead_at is not None


def test_all_are_retried_at_once() -> None:
    calls = handled()
    dead(), dead()
    call_command("outbox_retry", "--all")
    outbox.deliver_due()
    assert len(calls) == 2


@pytest.mark.parametrize("arguments", [[], ["1", "--all"], ["999999"]])
def test_a_retry_that_is_not_clear_changes_nothing(arguments: list[str]) -> None:
    message = dead()
    with pytest.raises(CommandError):
        call_command("outbox_retry", *arguments)
    assert fresh(message).dead_at is not None
