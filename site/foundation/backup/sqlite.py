"""The SQLite database, copied and put back through SQLite's own online backup, beside a site that runs."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from django.db import connection, connections

from foundation.backup.errors import Refused
from foundation.backup.folders import hand_over

SIDE_FILES = ("-wal", "-shm", "-journal")
BROKEN = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
PATIENCE = 30


class SqliteStore:
    file = "gongshi.sqlite3"

    def __init__(self) -> None:
        self.path = Path(str(connection.settings_dict["NAME"]))
        self.touched = False
        self.aside: Path | None = None

    def dump(self, target: Path) -> None:
        if not self.path.is_file():
            raise Refused(f"数据库文件 {self.path} 不存在。请先运行 python manage.py migrate。")
        copy(self.path, target)
        with closing(sqlite3.connect(target)) as made:
            made.execute("PRAGMA journal_mode=DELETE")  # one file that needs no other beside it
        self.check(target)

    def check(self, file: Path) -> None:
        try:
            with closing(sqlite3.connect(file)) as opened:
                answer = opened.execute("PRAGMA integrity_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise Refused(f"数据库文件已损坏：{error}。") from error
        if answer != "ok":
            raise Refused(f"数据库文件已损坏：{answer}。")

    def keep(self, folder: Path) -> Callable[[], None]:
        """Keep the database as it is; answers what puts it back."""
        connections.close_all()
        former = folder / "former.sqlite3"
        if not self.path.is_file():
            return self._remove
        try:
            copy(self.path, former)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname not in BROKEN:
                raise Refused(f"现有数据库正被占用：{error}。请先停止网站和后台进程。") from error
            self.aside = folder
            return self._bring_back
        return lambda: self.load(former) if self.touched else None

    def load(self, file: Path) -> None:
        """Replace every page in one transaction: a process that has the file open sees the new contents, or the old."""
        connections.close_all()
        if self.aside:
            # A file so broken that it cannot be read cannot be written into either: it moves, with what belongs to it.
            _move(self.path, self.aside / "broken")
        new = not self.path.exists()
        self.touched = True
        try:
            copy(file, self.path)
        except (Refused, sqlite3.DatabaseError) as error:
            self.touched = False  # the transaction was rolled back
            raise Refused(f"写入数据库没有成功：{error} 请先停止网站和后台进程，再试一次。") from error
        # Housekeeping, which a reader who is still there may put off.
        with closing(sqlite3.connect(self.path)) as live, suppress(sqlite3.OperationalError):
            live.execute("PRAGMA journal_mode=WAL")
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if new:
            hand_over(self.path, like=self.path.parent)

    def _remove(self) -> None:
        connections.close_all()
        for name in ("", *SIDE_FILES):
            Path(f"{self.path}{name}").unlink(missing_ok=True)

    def _bring_back(self) -> None:
        if self.aside:
            if (self.aside / "broken").exists():
                self._remove()
            _move(self.aside / "broken", self.path)


def _move(database: Path, target: Path) -> None:
    for name in ("", *SIDE_FILES):
        if (part := Path(f"{database}{name}")).exists():
            os.replace(part, f"{target}{name}")


def copy(source: Path, target: Path, patience: float = PATIENCE) -> None:
    """All pages in one step: the copy is of one instant, whatever is written meanwhile."""
    give_up = time.monotonic() + patience

    def lose_patience(status: int, remaining: int, total: int) -> None:
        # Python's loop would wait for a lock for ever.
        if status not in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE) and time.monotonic() > give_up:
            raise Refused("数据库一直被占用，等不到空闲。")

    with (
        closing(sqlite3.connect(source, timeout=patience)) as opened,
        closing(sqlite3.connect(target, timeout=patience)) as made,
    ):
        opened.backup(made, pages=-1, progress=lose_patience, sleep=0.2)
