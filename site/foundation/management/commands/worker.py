"""The background worker: runs queued tasks, delivers the outbox, and says every few seconds that it lives."""

import logging
import os
import threading
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from foundation.clock import now
from foundation.models.worker_heartbeat import WorkerHeartbeat
from foundation.outbox import deliver_due
from foundation.outbox.delivery import lay_ticks
from foundation.startup import refuse_to_start

logger = logging.getLogger("gongshi.outbox")

# A change is to be found within two seconds of its commit: this, the writing of it, and a margin for what came before it.
SECONDS_BETWEEN_ROUNDS = 0.5


class Command(DatabaseWorker):
    help = "运行后台任务（邮件、检索更新等）。"

    def configure_logging(self, verbosity: int) -> None:
        """The settings decide what is logged; the library would turn its loggers up again."""

    def handle(self, *, worker_id: str, **options: Any) -> None:
        refuse_to_start()
        stop = threading.Event()
        beat(worker_id)  # before the first round: it looks for workers that are lost
        # Threads of their own: a long task must neither look like a dead worker nor keep the mail waiting.
        threads = [threading.Thread(target=beat_until, args=(stop, worker_id), daemon=True)]
        # With --reload this is only the parent, which watches the files; the child does the work.
        watches = options["reload"] and not options["batch"] and os.environ.get(DJANGO_AUTORELOAD_ENV) != "true"
        if not watches and not options["batch"]:
            threads.append(threading.Thread(target=deliver_until, args=(stop,), daemon=True))
        for thread in threads:
            thread.start()
        try:
            super().handle(worker_id=worker_id, **options)
            if options["batch"]:
                while deliver_due():
                    pass
        finally:
            stop.set()
            for thread in threads:
                # A delivery cut off here is undone, and made by the next worker.
                thread.join(timeout=5)
            WorkerHeartbeat.objects.filter(worker_id=worker_id).delete()


def beat(worker_id: str) -> None:
    WorkerHeartbeat.objects.update_or_create(
        worker_id=worker_id,
        defaults={"beaten_at": now()},
        create_defaults={"beaten_at": now(), "started_at": now()},
    )


def beat_until(stop: threading.Event, worker_id: str) -> None:
    while True:
        try:
            beat(worker_id)
        except DatabaseError:
            connection.close()  # try again with a fresh connection at the next beat
        if stop.wait(settings.WORKER_HEARTBEAT_SECONDS):
            connection.close()
            return


def deliver_until(stop: threading.Event) -> None:
    while True:
        try:
            close_old_connections()
            lay_ticks()
            while deliver_due(limit=1) and not stop.is_set():
                pass
        except DatabaseError as error:
            # The database is away, or busy for longer than one waits: the next round tries again.
            logger.warning("outbox round broke off", extra={"error": type(error).__name__})
            connection.close()
        if stop.wait(SECONDS_BETWEEN_ROUNDS):
            connection.close()
            return
