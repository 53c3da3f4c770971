"""What the worker does by the clock on the ground floor: frees stuck tasks, prunes what is done, notes the ledger's head."""

import io
import logging
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from foundation.clock import now
from foundation.ledger.daily import note_the_day
from foundation.models.outbox import OutboxMessage
from foundation.models.worker_heartbeat import WorkerHeartbeat
from foundation.outbox.registry import every

logger = logging.getLogger("gongshi.outbox")

KEPT = timedelta(days=30)
# A task that took this many workers with it is not given to another.
MOST_WORKERS = 5


@every(minutes=1)
def free_stuck_tasks() -> None:
    """A task whose worker was killed stays RUNNING for ever; give it to another. One that is merely long is left."""
    silent_since = now() - timedelta(seconds=settings.WORKER_SILENT_SECONDS)
    alive = set(WorkerHeartbeat.objects.filter(beaten_at__gte=silent_since).values_list("worker_id", flat=True))
    for row in DBTaskResult.objects.filter(status="RUNNING", started_at__lt=silent_since).only("pk", "worker_ids"):
        workers = row.worker_ids
        if workers and workers[-1] in alive:
            continue
        given_up = len(workers) >= MOST_WORKERS
        changes = {"status": "FAILED", "finished_at": now()} if given_up else {"status": "READY", "started_at": None}
        # Asked again in the update itself: another worker may have freed and taken it meanwhile.
        freed = DBTaskResult.objects.filter(pk=row.pk, status="RUNNING", started_at__lt=silent_since).update(**changes)
        if freed:
            logger.warning("task of a lost worker", extra={"task": str(row.pk), "given_up": given_up})


@every(hours=24)
def prune() -> None:
    """What is finished is kept a month. Dead messages stay until someone has looked at them."""
    past = now() - KEPT
    DBTaskResult.objects.filter(status__in=("SUCCESSFUL", "FAILED"), finished_at__lt=past).delete()
    OutboxMessage.objects.filter(~Q(done_at=None), done_at__lt=past).delete()
    WorkerHeartbeat.objects.filter(beaten_at__lt=past).delete()


@every(hours=24)
def prune_security_log() -> None:
    """The command itself: where it refuses, because too few days are set, the round fails and doctor names it."""
    call_command("prune_security_log", stdout=io.StringIO())


@every(hours=24)
def clear_sessions() -> None:
    call_command("clearsessions")


@every(hours=1)
def daily_anchor() -> None:
    """Asked every hour, done once a day: no day is missed because the worker was away at a certain hour."""
    note_the_day()
