"""Restoring on a whole installation: what is replaced and kept, and what is put back when it fails half-way."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.foundation import Installation


@pytest.fixture(scope="module")
def laid(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with a page, a file and a key, and its backup."""
    folder = tmp_path_factory.mktemp("laid")
    shutil.copytree(installed, folder / "data")
    (folder / "data" / "keys").mkdir()
    (folder / "data" / "media" / "a.txt").write_text("备份时的文件")
    (folder / "data" / "keys" / "one.key").write_text("备份时的密钥")
    (folder / "backups").mkdir()
    (folder / "safe").mkdir()
    installation = Installation(folder / "data")
    installation.run("start_site", "--name", "备份时的名称")
    installation.run("backup", folder / "backups/one.tar.gz", "--keys", folder / "safe/keys.tar.gz")
    return folder


@pytest.fixture
def place(laid: Path, tmp_path: Path) -> Path:
    """The same installation, after more work was done on it."""
    folder = Path(shutil.copytree(laid, tmp_path / "place"))
    (folder / "data" / "media" / "b.txt").write_text("后来的文件")
    (folder / "data" / "keys" / "one.key").write_text("后来的密钥")
    with closing(sqlite3.connect(folder / "data" / "gongshi.sqlite3")) as database, database:
        database.execute("UPDATE foundation_bureauidentity SET name = '后来的名称'")
    return folder


def name_in(data: Path) -> str:
    with closing(sqlite3.connect(data / "gongshi.sqlite3")) as database:
        return str(database.execute("SELECT name FROM foundation_bureauidentity").fetchone()[0])


def test_work_that_is_there_is_replaced_only_when_told_to(place: Path) -> None:
    installation = Installation(place / "data")
    assert "这里已有数据库、上传文件" in installation.run("restore", place / "backups/one.tar.gz", refused=True)
    assert name_in(place / "data") == "后来的名称"
    installation.run("restore", place / "backups/one.tar.gz", "--yes")
    assert name_in(place / "data") == "备份时的名称"
    assert set(installation.files()) == {"media/a.txt", "keys/one.key"}


def test_the_keys_that_were_there_are_kept_beside_the_restored_ones(place: Path) -> None:
    keys = place / "safe" / "keys.tar.gz"
    said = Installation(place / "data").run("restore", place / "backups/one.tar.gz", "--keys", keys, "--yes")
    assert "原密钥没有删除" in said
    (kept,) = (place / "data").glob("keys-before-*")
    assert (kept / "one.key").read_text() == "后来的密钥"
    assert (place / "data/keys/one.key").read_text() == "备份时的密钥"
    assert (place / "data/keys/one.key").stat().st_mode & 0o777 == 0o600


BREAKDOWNS = {
    "the database": "sqlite.copy = break_down_at(2, sqlite.copy)",
    "the files": "folders.os.rename = break_down_at(3, os.rename)",
    "the keys": "folders.Exchange.put_in = break_down_at(2, folders.Exchange.put_in)",
    "the structure": "restoring._bring_up_to_date = break_down_at(1, None)",
    "a stopped service": "restoring._bring_up_to_date = lambda say: os.kill(os.getpid(), signal.SIGTERM)",
}
BREAK = """
import os, signal
from django.core.management import call_command
from foundation.backup import folders, restoring, sqlite
def break_down_at(count, act):
    calls = []
    def run(*arguments, **options):
        calls.append(1)
        if len(calls) == count:
            raise OSError("磁盘坏了")
        return act(*arguments, **options)
    return run
{breakdown}
call_command("restore", {archive!r}, keys={keys!r}, yes=True)
"""


@pytest.mark.parametrize("breakdown", BREAKDOWNS.values(), ids=BREAKDOWNS.keys())
def test_a_restore_that_breaks_down_leaves_the_former_state(breakdown: str, place: Path) -> None:
    installation = Installation(place / "data")

    def held() -> tuple[str, dict[str, bytes]]:
        return name_in(place / "data"), {name: content for name, (content, _) in installation.files().items()}

    before = held()
    code = BREAK.format(breakdown=breakdown, archive=f"{place}/backups/one.tar.gz", keys=f"{place}/safe/keys.tar.gz")
    assert "已退回恢复前的状态" in installation.run("shell", "-v0", "-c", code, refused=True)
    assert held() == before
    assert {path.name for path in (place / "data").iterdir()} - {"search"} == {"gongshi.sqlite3", "media", "keys"}


def garbled(database: Path) -> None:
    database.write_bytes(b"not a database any more" * 4096)


def absent(database: Path) -> None:
    database.unlink()


def older(database: Path) -> None:
    """As a process that died left it: rows in the side file that is not yet merged."""
    with closing(sqlite3.connect(database)) as holder:
        holder.execute("UPDATE foundation_bureauidentity SET name = '未合并'")
        holder.commit()
        for side in ("-wal", "-shm"):
            shutil.copy(f"{database}{side}", f"{database}{side}.kept")
    for side in ("-wal", "-shm"):
        Path(f"{database}{side}.kept").rename(f"{database}{side}")


@pytest.mark.parametrize("harm", [garbled, absent, older])
def test_whatever_became_of_the_database_the_backup_comes_in_its_place(
    harm: Callable[[Path], None], place: Path
) -> None:
    harm(place / "data" / "gongshi.sqlite3")
    installation = Installation(place / "data")
    installation.run("restore", place / "backups/one.tar.gz", "--yes")
    assert name_in(place / "data") == "备份时的名称"
    assert installation.run("migrate", "--check") == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_restored_by_root_the_data_still_belong_to_the_account_of_the_site(place: Path) -> None:
    for path in (place / "data").iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    os.chown(place / "data", 1234, 1234)
    keys = place / "safe/keys.tar.gz"
    Installation(place / "data").run("restore", place / "backups/one.tar.gz", "--keys", keys)
    owners = {path.relative_to(place).as_posix(): path.stat().st_uid for path in (place / "data").rglob("*")}
    assert set(owners.values()) == {1234}, owners


def test_a_backup_of_an_older_structure_is_brought_up_to_date(place: Path) -> None:
    installation = Installation(place / "data")
    installation.run("migrate", "-v0", "axes", "0009")
    installation.run("backup", place / "older.tar.gz")
    installation.run("migrate", "-v0")
    assert "备份的结构比程序旧" in installation.run("restore", place / "older.tar.gz", "--yes")
    installation.run("migrate", "--check")
