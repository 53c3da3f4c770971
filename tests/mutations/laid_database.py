"""The tests' SQLite database with the migrations already run: a plugin for the runs of the measure.

Migrating takes most of the time of a small selection, and no fault stands in a migration. They are run once, in a sound
copy, into a file; each run takes that file into its memory before it migrates. Nothing else is kept: the triggers, the
calendar and whatever else is laid after migrating is laid by the run itself, with the fault in it.

    python -m tests.mutations.laid_database FILE    # make the file
"""

import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

FILE = "GONGSHI_LAID_DATABASE"


def pytest_configure() -> None:
    if not os.environ.get(FILE):
        return
    from django.db.backends.signals import connection_created

    connection_created.connect(_take, weak=False)


def _take(connection: Any, **kwargs: Any) -> None:
    """Into the memory of a database just made; one with tables in it has them already."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        return
    if connection.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        source = sqlite3.connect(os.environ[FILE])
        source.backup(connection.connection)
        source.close()


def make(file: Path) -> None:
    """Run the migrations and nothing that follows them. The file gets its name when it is whole."""
    import django
    from django.conf import settings

    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    os.environ.pop("DATABASE_URL", None)
    being_made = file.with_suffix(".making")
    being_made.unlink(missing_ok=True)
    settings.DATABASES["default"]["NAME"] = str(being_made)
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    connection.cursor().execute("PRAGMA journal_mode=DELETE")  # one file that needs no other beside it
    connection.close()
    being_made.rename(file)


if __name__ == "__main__":
    sys.path[:0] = ["site"]
    make(Path(sys.argv[1]))
