"""How far the structure of a database has come, compared with what this program knows."""

from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Revision

from foundation.backup.errors import Refused
from foundation.models import User


def migration_heads() -> dict[str, list[str]]:
    """For each app the applied migrations no other applied one of the app follows."""
    loader = MigrationLoader(connection)
    squashed = {
        old for key, new in loader.replacements.items() if key in loader.applied_migrations for old in new.replaces
    }
    heads: dict[str, list[str]] = {}
    for app, name in sorted(set(loader.applied_migrations) - squashed):
        node = loader.graph.node_map.get((app, name))
        after = [child.key for child in node.children] if node else []
        if not any(key[0] == app and key in loader.applied_migrations for key in after):
            heads.setdefault(app, []).append(name)
    return heads


def refuse_newer(heads: dict[str, list[str]]) -> None:
    """A backup of a newer program holds tables this one does not know how to treat."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update((app, name) for app, name in migration.replaces)
    unknown = [f"{app}.{name}" for app, names in heads.items() for name in names if (app, name) not in known]
    if unknown:
        raise Refused(f"备份来自更新的程序：本程序没有 {'、'.join(unknown)}。请先升级程序，再恢复。")


def is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def holds_work() -> bool:
    """Whether a person has made anything here. What cannot be read is taken for work."""
    # To look into a SQLite file that is not there would make it, and as whoever runs this command.
    unopened = connection.vendor == "sqlite" and connection.connection is None
    if unopened and not Path(str(connection.settings_dict["NAME"])).exists():
        return False
    try:
        tables = set(connection.introspection.table_names())
        wanted = {User._meta.db_table, Revision._meta.db_table}
        if not tables & wanted:
            return bool(tables)
        return User.objects.exists() or Revision.objects.exists()
    except DatabaseError:
        return True
