"""Triggers that let rows be added to a table and never changed or removed, on both databases. For migrations and tests."""

from typing import Any

WORDS = "存证账只能追加，不能改动或删除。"


def forbid_changes(schema_editor: Any, table: str) -> None:
    """Put the triggers on a table."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for statement in _postgresql(table) if connection.vendor == "postgresql" else _sqlite(table):
            cursor.execute(statement)


def allow_changes(schema_editor: Any, table: str) -> None:
    """Take them off: for a reverse migration, and for tests that must empty their database."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for event in ("update", "delete", "truncate"):
            name = f"{table}_no_{event}"
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for event in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"""CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        *(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
            for event in ("UPDATE", "DELETE")
        ),
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ]
