"""The background worker: runs queued tasks, and says every few seconds that it lives."""

import threading
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from foundation.clock import now
from foundation.models.worker_heartbeat import WorkerHeartbeat
from foundation.startup import refuse_to_start


class Command(DatabaseWorker):
    help = "运行后台任务（邮件、检索更新等）。"

    def configure_logging(self, verbosity: int) -> None:
        """The settings decide what is logged; the library would turn its loggers up again."""

    def handle(self, *, worker_id: str, **options: Any) -> None:
        refuse_to_start()
        stop = threading.Event()
        # A thread of its own: a long task must not look like a dead worker.
        pulse = threading.Thread(target=beat_until, args=(stop, worker_id), daemon=True)
        pulse.start()
        try:
            super().handle(worker_id=worker_id, **options)
        finally:
            stop.set()
            pulse.join(timeout=2)
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
