"""The SQLite database, copied and put back through SQLite's own online backup, beside a site that runs."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
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
            return self._set_aside(folder)
        return lambda: self.load(former)

    def load(self, file: Path) -> None:
        """Replace every page in one transaction: a process that has the file open sees the new contents, or the old."""
        connections.close_all()
        new = not self.path.exists()
        try:
            copy(file, self.path)
            with closing(sqlite3.connect(self.path)) as live:
                live.execute("PRAGMA journal_mode=WAL")
                live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.DatabaseError as error:
            raise Refused(f"写入数据库失败：{error}。请先停止网站和后台进程。") from error
        if new:
            hand_over(self.path, like=self.path.parent)

    def _remove(self) -> None:
        connections.close_all()
        for name in ("", *SIDE_FILES):
            Path(f"{self.path}{name}").unlink(missing_ok=True)

    def _set_aside(self, folder: Path) -> Callable[[], None]:
        """A file so broken that it cannot be read cannot be written into either: move it away, with what belongs to it."""
        for name in ("", *SIDE_FILES):
            if (part := Path(f"{self.path}{name}")).exists():
                os.replace(part, folder / f"broken{name}")

        def put_back() -> None:
            self._remove()
            for name in ("", *SIDE_FILES):
                if (part := folder / f"broken{name}").exists():
                    os.replace(part, f"{self.path}{name}")

        return put_back


def copy(source: Path, target: Path, patience: float = PATIENCE) -> None:
    """All pages in one step: the copy is of one instant, whatever is written meanwhile."""
    give_up = time.monotonic() + patience

    def lose_patience(status: int, remaining: int, total: int) -> None:
        # Python's loop would wait for a lock for ever.
        if status not in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE) and time.monotonic() > give_up:
            raise Refused("数据库一直被占用，等不到空闲。请先停止网站和后台进程，再试一次。")

    with closing(sqlite3.connect(source, timeout=patience)) as opened, closing(sqlite3.connect(target)) as made:
        opened.backup(made, pages=-1, progress=lose_patience, sleep=0.2)
