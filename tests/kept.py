"""The database as every test finds it, kept aside, so that a test that commits can be followed by any other.

A transactional test cannot be rolled back. Django would empty all tables after it, also of the rows that migrations laid
and that nothing makes again (the root page, the collection of all files), and the triggers would refuse.
"""

import sqlite3
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Composed, Identifier
from wagtail.models import Site

SCHEMA = "kept"


class Kept:
    def __init__(self) -> None:
        self._file: sqlite3.Connection | None = None

    def keep(self) -> None:
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            self._file = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(self._file)
        else:
            with connection.cursor() as cursor:
                cursor.execute(SQL("CREATE SCHEMA {}").format(Identifier(SCHEMA)))
                for table in _tables():
                    cursor.execute(_filled("CREATE TABLE {there} AS TABLE {here}", table))
                cursor.execute(
                    SQL("CREATE TABLE {}.sequences AS SELECT * FROM pg_sequences").format(Identifier(SCHEMA))
                )

    def restore(self) -> None:
        if self._file is not None:
            connection.ensure_connection()
            self._file.backup(connection.connection)
        else:
            with connection.cursor() as cursor:
                # Neither triggers nor foreign keys are asked: every row stands as it stood.
                cursor.execute("SET session_replication_role = replica")
                cursor.execute(SQL("TRUNCATE {}").format(SQL(", ").join(map(Identifier, _tables()))))
                for table in _tables():
                    cursor.execute(_filled("INSERT INTO {here} TABLE {there}", table))
                cursor.execute("SET session_replication_role = origin")
                cursor.execute(
                    SQL(
                        "SELECT setval(quote_ident(sequencename), coalesce(last_value, 1), last_value IS NOT NULL)"
                        " FROM {}.sequences WHERE schemaname = 'public'"
                    ).format(Identifier(SCHEMA))
                )
        Site.clear_site_root_paths_cache()


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def _filled(words: str, table: str) -> Composed:
    parts: dict[str, Any] = {"here": Identifier("public", table), "there": Identifier(SCHEMA, table)}
    return SQL(words).format(**parts)
