"""The database in use, behind one face: SQLite or PostgreSQL."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.db import connection

from foundation.backup.errors import Refused
from foundation.backup.postgres import PostgresStore
from foundation.backup.sqlite import SqliteStore


class Store(Protocol):
    # The name of its file inside an archive.
    file: str

    def dump(self, target: Path) -> None: ...
    def check(self, file: Path) -> None: ...

    def keep(self, folder: Path) -> Callable[[], None]:
        """Keep a copy of the database as it is; answers what puts it back if it was changed since."""

    def load(self, file: Path) -> None:
        """Replace the whole database, or nothing of it."""


def current_store() -> Store:
    if connection.vendor == "postgresql":
        return PostgresStore()
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or name == ":memory:" or name.startswith("file:"):
        raise Refused(f"这种数据库（{connection.vendor}：{name}）不能由本命令备份或恢复。")
    return SqliteStore()
