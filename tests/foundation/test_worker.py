"""The worker, killed at any point: nothing lost, nothing done twice. And what it does by the clock."""

import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from foundation import ledger
from foundation.clock import now
from foundation.ledger.daily import anchors_file, note_the_day
from foundation.models import LedgerAnchor, LedgerEntry, OutboxMessage, WorkerHeartbeat
from foundation.outbox import delivery, registry, upkeep
from tests.factories.people import UserFactory
from tests.foundation.several import WORKER, Place, copy, hear, kill, laid, wait_for

SCENE = """
from foundation.roles import Role
from tests.factories.acts import bureau, draft, submit
office = bureau()
submit(draft(office), office[Role.EDITOR])
print(json.dumps({"reviewer": office[Role.REVIEWER].email}))
"""

# A worker whose handlers leave a mark: a group in the database, or a letter in a file.
RUN = """
from pathlib import Path
from django.contrib.auth.models import Group
from django.core.management import call_command
from foundation.outbox import handles
data = Path(os.environ["DATA_DIR"])
def pause(number):
    say("begun")
    if (data / "hold").exists():
        (data / "hold").read_text()
@handles("mark")
def mark(number):
    Group.objects.create(name=f"mark-{number}-{os.getpid()}")
    pause(number)
@handles("letter", outside=True)
def letter(number):
    pause(number)
    with (data / "letters").open("a") as letters:
        letters.write(f"{number}\\n")
call_command("worker", "--no-reload", "--no-startup-delay", "--interval=0.2", "--queue-name=*")
"""
PUT = """
from django.db import transaction
from foundation.outbox import put
with transaction.atomic():
    for number in range({count}):
        put("{topic}", number=number)
"""
ASK = """
from django.contrib.auth.models import Group
from django_tasks_db.models import DBTaskResult
from foundation.models import OutboxMessage, WorkerHeartbeat
rows = OutboxMessage.objects.filter(topic__in=("mark", "letter"))  # what comes round puts messages of its own
print(json.dumps({
    "marks": sorted(int(name.split("-")[1]) for name in Group.objects.filter(name__startswith="mark-").values_list("name", flat=True)),
    "waiting": rows.filter(done_at=None).count(), "attempts": sorted(set(rows.values_list("attempts", flat=True))),
    "tasks": sorted(DBTaskResult.objects.values_list("status", flat=True)),
    "workers": len(set(name.split("-")[2] for name in Group.objects.filter(name__startswith="mark-").values_list("name", flat=True))),
    "alive": WorkerHeartbeat.objects.count(),
}))
"""


@pytest.fixture(scope="module")
def scene(migrated: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with laid(migrated, tmp_path_factory.mktemp("laid"), SCENE) as place:
        place.run("from foundation.models import OutboxMessage as M; M.objects.all().delete()")
        yield place


@pytest.fixture
def place(scene: Place, tmp_path: Path) -> Iterator[Place]:
    with copy(scene, tmp_path / "data") as other:
        yield other


def done(place: Place) -> bool:
    waiting = "SELECT count(*) FROM foundation_outboxmessage WHERE done_at IS NULL AND topic NOT LIKE 'every:%'"
    return place.count(waiting) == 0


@pytest.mark.parametrize("topic", ["mark", "letter"])
def test_a_worker_killed_while_it_delivers_loses_nothing_and_repeats_nothing(place: Place, topic: str) -> None:
    place.run(PUT.format(topic=topic, count=3))
    os.mkfifo(place.data / "hold")  # nobody ever writes to it
    first = place.start(RUN, settings=WORKER)
    hear(first, "begun")
    kill(first)
    seen = place.run(ASK)
    assert (seen["marks"], seen["waiting"]) == ([], 3)
    (place.data / "hold").unlink()
    place.an_hour_later()
    place.start(RUN, settings=WORKER)
    wait_for(lambda: done(place))
    if topic == "mark":
        assert place.run(ASK)["marks"] == [0, 1, 2]
    else:
        assert sorted((place.data / "letters").read_text().split()) == ["0", "1", "2"]


def test_two_workers_share_the_work_and_do_each_thing_once(place: Place) -> None:
    place.run(PUT.format(topic="mark", count=60))
    for _ in range(2):
        place.start(RUN, settings=WORKER)
    wait_for(lambda: done(place))
    seen = place.run(ASK)
    assert seen["marks"] == list(range(60))
    assert seen["attempts"] == [1]


def test_a_task_whose_worker_was_killed_is_done_by_the_next(place: Place) -> None:
    os.mkfifo(place.data / "hold")  # nobody ever writes to it
    place.run(
        f"from tests.processes.tasks import wait_while_held as w; w.enqueue({str(place.data)!r})", settings=WORKER
    )
    first = place.start(RUN, settings=WORKER)
    hear(first, "begun")
    kill(first)
    assert place.run(ASK)["tasks"] == ["RUNNING"]
    (place.data / "hold").unlink()
    place.an_hour_later()
    place.start(RUN, settings=WORKER)
    wait_for(lambda: place.count("SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"))
    assert (place.data / "begun").read_text() == "xx"


def test_told_to_stop_it_ends_at_once_and_cleanly(place: Place) -> None:
    worker = place.start(RUN, settings=WORKER)
    place.run(PUT.format(topic="mark", count=1))
    wait_for(lambda: done(place))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait() == 0
    assert place.run(ASK)["alive"] == 0


def test_a_batch_delivers_all_and_ends(place: Place) -> None:
    place.run(PUT.format(topic="mark", count=3))
    worker = place.start(RUN.replace('"--no-reload"', '"--no-reload", "--batch"'), settings=WORKER)
    assert worker.wait() == 0
    assert place.run(ASK)["marks"] == [0, 1, 2]


def test_a_submitted_page_becomes_a_letter(place: Place) -> None:
    place.run(
        "from wagtail.models import TaskState; from django.db import transaction; from foundation.outbox import put\n"
        "with transaction.atomic(): put('step_waiting', state=TaskState.objects.get().pk)"
    )
    place.start(RUN, settings=WORKER)
    wait_for(lambda: done(place))
    (letter,) = (place.data / "mail").iterdir()
    assert f"To: {place.scene['reviewer']}" in letter.read_text()


# --- by the clock ----------------------------------------------------------------------------------------------------


@pytest.fixture
def settings(settings: django_settings, tmp_path: Path) -> django_settings:
    settings.DATA_DIR = tmp_path
    return settings


def running(*workers: str, minutes: float = 5) -> DBTaskResult:
    row: DBTaskResult = DBTaskResult.objects.create(
        status="RUNNING", started_at=now() - timedelta(minutes=minutes), args_kwargs={"args": [], "kwargs": {}},
        task_path="x.y", backend_name="default", run_after=now(), worker_ids=list(workers),
    )  # fmt: skip
    return row


def heard_of(worker: str, ago: timedelta) -> None:
    WorkerHeartbeat.objects.create(worker_id=worker, started_at=now() - ago, beaten_at=now() - ago)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "status"),
    [
        (("lost",), "READY"),
        (("silent",), "READY"),
        (("alive",), "RUNNING"),
        (("alive", "lost"), "READY"),
        (("lost", "alive"), "RUNNING"),
        (("a", "b", "c", "d", "lost"), "FAILED"),
    ],
)
def test_only_what_a_lost_worker_left_is_freed(row: tuple[str, ...], status: str) -> None:
    heard_of("alive", timedelta(seconds=1))
    heard_of("silent", timedelta(minutes=1))
    stuck = running(*row)
    upkeep.free_stuck_tasks()
    assert DBTaskResult.objects.get(pk=stuck.pk).status == status


@pytest.mark.django_db
def test_a_task_just_begun_is_left_alone() -> None:
    fresh = running("lost", minutes=0.1)
    upkeep.free_stuck_tasks()
    assert DBTaskResult.objects.get(pk=fresh.pk).status == "RUNNING"


@pytest.mark.django_db
def test_what_is_finished_is_kept_a_month() -> None:
    for days in (29, 31):
        past = now() - timedelta(days=days)
        OutboxMessage.objects.create(topic=f"done-{days}", created_at=past, due_at=past, done_at=past)
        OutboxMessage.objects.create(topic=f"dead-{days}", created_at=past, due_at=past, dead_at=past)
        row = running("x")
        DBTaskResult.objects.filter(pk=row.pk).update(status="SUCCESSFUL", finished_at=past)
    upkeep.prune()
    assert sorted(OutboxMessage.objects.values_list("topic", flat=True)) == ["dead-29", "dead-31", "done-29"]
    assert DBTaskResult.objects.count() == 1


def test_the_ground_floor_comes_round_by_the_clock() -> None:
    ours = [topic.rpartition(".")[2] for topic in registry.ticks() if "foundation.outbox.upkeep" in topic]
    assert ours == ["clear_sessions", "daily_anchor", "free_stuck_tasks", "prune", "prune_security_log"]


@pytest.mark.django_db
@pytest.mark.usefixtures("settings")
def test_the_first_round_of_everything_runs_and_succeeds() -> None:
    delivery.lay_ticks()
    while delivery.deliver_due():
        pass
    assert OutboxMessage.objects.filter(attempts__gt=0, done_at=None).count() == 0, "what a round lays is done as well"
    assert not OutboxMessage.objects.exclude(last_error="").exists()


# --- the daily anchor ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("settings")
def test_the_head_is_noted_once_a_day_and_the_file_verifies() -> None:
    actor = UserFactory()
    for hour in ("2026-09-17 09:00", "2026-09-17 23:59", "2026-09-18 00:01", "2026-09-18 10:00"):
        with time_machine.travel(f"{hour} +0800", tick=False):
            ledger.append("test.act", actor=actor, subject=hour)
            note_the_day()
    assert [row.seq for row in LedgerAnchor.objects.all()] == [1, 3]
    assert len(anchors_file().read_text().splitlines()) == 2
    assert anchors_file().stat().st_mode & 0o777 & ~0o640 == 0
    call_command("verify_ledger", "--anchors", str(anchors_file()))


@pytest.mark.django_db
@pytest.mark.usefixtures("settings")
def test_an_operator_sets_an_anchor_at_will(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ledger_anchor")
    assert "还是空的" in capsys.readouterr().out
    assert not anchors_file().exists()
    ledger.append("test.act", actor=UserFactory(), subject="x")
    call_command("ledger_anchor")
    assert "已为第 1 号设锚点" in capsys.readouterr().out
    assert LedgerEntry.objects.get().digest in anchors_file().read_text()


@pytest.mark.django_db
@pytest.mark.usefixtures("settings")
def test_a_line_cut_short_by_a_power_failure_does_not_swallow_the_next() -> None:
    ledger.append("test.act", actor=UserFactory(), subject="x")
    anchors_file().write_text('{"seq": 1, "dig')
    call_command("ledger_anchor")
    assert len(anchors_file().read_text().splitlines()) == 2


@pytest.mark.django_db
def test_an_anchor_that_cannot_be_written_is_not_set(settings: django_settings) -> None:
    ledger.append("test.act", actor=UserFactory(), subject="x")
    settings.DATA_DIR = settings.DATA_DIR / "nowhere"
    with pytest.raises(OSError, match="nowhere"):
        note_the_day()
    assert not LedgerAnchor.objects.exists()
    assert os.listdir(settings.DATA_DIR.parent) == []
