"""The table of environment variables in the documentation is the list the settings read."""

import re
from pathlib import Path

from portal.settings.environment import BASE_DIR, env


def test_every_variable_is_in_the_table_and_no_other() -> None:
    text = (Path(BASE_DIR) / "docs" / "operations.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE)) == set(env.scheme)


def test_settings_read_only_declared_variables() -> None:
    used: set[str] = set()
    for file in (Path(BASE_DIR) / "site" / "portal" / "settings").glob("*.py"):
        used |= set(re.findall(r'env\("([A-Z_]+)"\)', file.read_text(encoding="utf-8")))
    assert used == set(env.scheme)


def test_nothing_else_reads_the_environment() -> None:
    readers = [
        file.relative_to(BASE_DIR).as_posix()
        for folder in ("site", "notices", "search")
        for file in (Path(BASE_DIR) / folder).rglob("*.py")
        if re.search(r"os\.(environ|getenv)", file.read_text(encoding="utf-8"))
    ]
    # wsgi names the settings module, as Django's own template does; the backup hands pg_dump its environment; the worker
    # asks whether it is Django's reloader that started it; the reader of pdf files hands its child next to nothing of it.
    assert set(readers) <= {
        "site/portal/wsgi.py",
        "site/foundation/backup/postgres.py",
        "site/foundation/management/commands/worker.py",
        "notices/provisions/sources/pdf.py",
    }
