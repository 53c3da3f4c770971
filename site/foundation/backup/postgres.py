"""The PostgreSQL database, by PostgreSQL's own tools. Nothing about the connection is ever an argument others can read."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection, connections

from foundation.backup.errors import Refused

DEBIAN = Path("/usr/lib/postgresql")
OPTIONS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "service": "PGSERVICE",
    "passfile": "PGPASSFILE",
}
# `pg_restore --clean` leaves what the archive does not know, such as a newer program's tables, and stumbles over
# their references. What an extension owns stays: an ordinary account could not make it again.
EMPTY_THE_SCHEMA = """
DO $$
DECLARE doomed text;
BEGIN
  FOR doomed IN
    SELECT format('DROP %s IF EXISTS %s CASCADE',
        CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
        oid::regclass)
      FROM pg_class c
     WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                       AND (d.deptype = 'e' OR (relkind = 'S' AND d.deptype IN ('a', 'i'))))
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)
      FROM pg_proc p
     WHERE pronamespace = current_schema()::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                       AND d.deptype = 'e')
  LOOP
    EXECUTE doomed;
  END LOOP;
END $$;
"""


class PostgresStore:
    file = "gongshi.dump"

    def __init__(self) -> None:
        self.touched = False

    def dump(self, target: Path) -> None:
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", failed="导出数据库")

    def check(self, file: Path) -> None:
        run("pg_restore", "--list", str(file), failed="读取档案中的数据库")

    def keep(self, folder: Path) -> Callable[[], None]:
        """Keep the database as it is; answers what puts it back."""
        former = folder / "former.dump"
        self.dump(former)
        return lambda: self.load(former) if self.touched else None

    def load(self, file: Path) -> None:
        """Empty and fill the schema in one transaction. Through files: a broken pipe would look like the end of it."""
        connections.close_all()
        empty, fill = file.with_suffix(".empty.sql"), file.with_suffix(".fill.sql")
        empty.write_text(EMPTY_THE_SCHEMA, encoding="utf-8")
        clean = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--no-comments")
        run("pg_restore", *clean, f"--file={fill}", str(file), failed="读取档案中的数据库")
        once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        self.touched = True
        try:
            run("psql", *once, f"--file={empty}", f"--file={fill}", failed="写入数据库")
        except Refused:
            self.touched = False  # the transaction was rolled back
            raise
        fill.unlink()


def run(tool: str, *arguments: str, failed: str) -> None:
    done = subprocess.run(  # noqa: S603  (our own arguments, and no shell)
        [find(tool), *arguments],
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        says = (done.stderr.strip().splitlines() or ["没有说明原因"])[0]
        hint = "请先停止网站和后台进程，再试一次。" if "lock timeout" in says else "请据此检查数据库后再试。"
        raise Refused(f"{failed}没有成功（{tool}：{says}）。{hint}")


def find(tool: str) -> str:
    if found := shutil.which(tool):
        return found
    versions = [path for path in DEBIAN.glob(f"*/bin/{tool}") if os.access(path, os.X_OK)]
    if not versions:
        raise Refused(f"没有找到 {tool}。请安装 PostgreSQL 客户端（例如 apt install postgresql-client），再试一次。")
    return str(max(versions, key=lambda path: [int(part) for part in re.findall(r"\d+", path.parts[-3])]))


def environment() -> dict[str, str]:
    """Arguments can be read by every account of the machine, the environment by this one alone."""
    given: dict[str, Any] = connection.settings_dict
    ours = {
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": given["NAME"],
        # A site that still runs must make the restore fail with a sentence, not hang.
        "PGOPTIONS": "-c lock_timeout=30s -c client_min_messages=warning",
        **{name: given["OPTIONS"].get(option) for option, name in OPTIONS.items()},
    }
    return {**os.environ, "LC_ALL": "C.UTF-8", **{name: str(value) for name, value in ours.items() if value}}
