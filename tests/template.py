"""A migrated database, made once and copied by every process that needs one.

Migrating an empty database costs half a minute of CPU, a copy little. The template is named after the migrations
it was made from. It holds their tables and rows only: the copy is migrated too, which finds every migration applied and
still does what follows a migration (content types, permissions, triggers, calendar).
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.creation import BaseDatabaseCreation

FOLDER = Path(settings.DATA_DIR) / "templates"


def template_name() -> str:
    """The same name for the same migrations of all installed apps, ours and others'."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{file.name}\n".encode() + file.read_bytes())
    return f"migrated_{digest.hexdigest()[:16]}"


@contextmanager
def copied_test_databases() -> Iterator[None]:
    """While this holds, Django makes its test databases from the template."""
    with _one_process_at_a_time():
        begin = _sqlite(_ready_file()) if connection.vendor == "sqlite" else _postgresql(_ready_database())
    with begin:
        yield


# --- SQLite: a file ---


def _ready_file() -> Path:
    ready = FOLDER / f"{template_name()}.sqlite3"
    if not ready.exists():
        new = ready.with_suffix(f".{os.getpid()}")
        _migrate(str(new))
        new.replace(ready)
    return ready


@contextmanager
def _sqlite(template: Path) -> Iterator[None]:
    held: list[sqlite3.Connection] = []

    def begin(creation: BaseDatabaseCreation, verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        name = str(creation._get_test_db_name())
        held.append(_copy(template, name))  # a database in memory lives as long as somebody holds it open
        return name

    with patch.object(type(connection.creation), "_create_test_db", begin):
        yield
    for one in held:
        one.close()


def _copy(template: Path, name: str) -> sqlite3.Connection:
    copy = sqlite3.connect(name, uri=name.startswith("file:"), check_same_thread=False)
    source = sqlite3.connect(template)
    source.backup(copy)
    source.close()
    return copy


# --- PostgreSQL: a database of the same server ---


def _ready_database() -> str:
    name = template_name()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return name
        cursor.execute(f"CREATE DATABASE {name}_new")
    _migrate(f"{name}_new")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name}_new RENAME TO {name}")
    return name


@contextmanager
def _postgresql(template: str) -> Iterator[None]:
    with patch.dict(connection.settings_dict["TEST"], {"TEMPLATE": template}):
        yield


# --- both ---


def _migrate(name: str) -> None:
    """Apply all migrations to the database of this name, and nothing that follows them."""
    connection.close()
    with (
        patch.dict(connection.settings_dict, {"NAME": name}),
        patch("django.core.management.commands.migrate.emit_pre_migrate_signal"),
        patch("django.core.management.commands.migrate.emit_post_migrate_signal"),
    ):
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
        connection.close()


@contextmanager
def _one_process_at_a_time() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
