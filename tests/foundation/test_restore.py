"""Restoring: what is refused before anything is touched, and what is put back when it fails half-way."""

import io
import json
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection

from foundation.backup import afterwards, restoring
from foundation.backup.sqlite import SqliteStore
from foundation.models import User
from tests.foundation import Installation

Members = list[tuple[tarfile.TarInfo, bytes]]
CONTENT = {"database/gongshi.sqlite3": b"rows", "media/documents/a.txt": b"words"}


def entry(name: str, content: bytes = b"", **fields: Any) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, content


def manifest(content: dict[str, bytes], **changes: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "kind": "gongshi-data",
        "made_at": "2026-11-21T10:00:00+08:00",
        "vendor": connection.vendor,
        "migrations": {"foundation": ["0001_user"]},
        "versions": {},
        "keys": 0,
        "members": {name: sha256(held).hexdigest() for name, held in content.items()},
        **changes,
    }


def archive(path: Path, members: Members, about: dict[str, Any] | None) -> Path:
    if about is not None:
        members = [*members, entry("manifest.json", json.dumps(about).encode())]
    with tarfile.open(path, "w:gz") as tar:
        for info, content in members:
            tar.addfile(info, io.BytesIO(content))
    return path


@pytest.fixture
def data(tmp_path: Path, settings: django_settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "kept.txt").write_text("原有文件")
    settings.DATA_DIR, settings.MEDIA_ROOT, settings.KEYS_DIR = folder, folder / "media", folder / "keys"
    # The database of the tests lives in memory and could not be restored; that is not what is asked here.
    monkeypatch.setattr(restoring, "current_store", SqliteStore)
    return folder


def refused(path: Path, says: str, data: Path, **options: Any) -> None:
    before = {each: each.stat().st_mtime_ns for each in data.rglob("*")}
    with pytest.raises(CommandError, match=says):
        call_command("restore", str(path), **{"yes": True, **options})
    assert {each: each.stat().st_mtime_ns for each in data.rglob("*")} == before, "refused, and yet something changed"


ORDINARY = [entry(*row) for row in CONTENT.items()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("members", "about", "says"),
    [
        pytest.param(ORDINARY, None, "已损坏或不完整", id="no manifest"),
        pytest.param(ORDINARY, {"members": {}}, "与清单不符", id="a member the manifest does not know"),
        pytest.param(ORDINARY[:1], {}, "media/documents/a.txt 与清单不符", id="a member is missing"),
        pytest.param([ORDINARY[0], entry("media/documents/a.txt", b"forged")], {}, "与清单不符", id="another content"),
        pytest.param([*ORDINARY, ORDINARY[0]], {}, "出现了两次", id="a member twice"),
        pytest.param([*ORDINARY, entry("media/../../far.txt")], {}, "指向别处", id="a name that climbs out"),
        pytest.param([*ORDINARY, entry("/etc/far.txt")], {}, "指向别处", id="an absolute name"),
        pytest.param([*ORDINARY, entry("media\\..\\far")], {}, "指向别处", id="a name for another system"),
        pytest.param(
            [*ORDINARY, entry("media/link", type=tarfile.SYMTYPE, linkname="/etc/passwd")], {}, "不是普通文件", id="link"
        ),
        pytest.param(
            [*ORDINARY, entry("media/hard", type=tarfile.LNKTYPE, linkname="media/documents/a.txt")], {}, "不是普通文件",
            id="hard link",
        ),
        pytest.param([*ORDINARY, entry("media/device", type=tarfile.CHRTYPE)], {}, "不是普通文件", id="device"),
        pytest.param(ORDINARY, {"vendor": "oracle"}, "备份来自 oracle", id="another database"),
        pytest.param(ORDINARY, {"format": 2}, "请先升级程序", id="a newer format"),
        pytest.param(
            ORDINARY, {"migrations": {"foundation": ["9999_later"]}}, "没有 foundation.9999_later", id="a newer program"
        ),
        pytest.param(ORDINARY, {"kind": "gongshi-keys"}, "这是密钥备份，不是数据备份", id="keys for data"),
        pytest.param(ORDINARY, {"kind": "other"}, "不是本系统的备份", id="not ours"),
        pytest.param(ORDINARY, {"migrations": ["0001"]}, "已损坏或不完整", id="a manifest of another shape"),
    ],
)  # fmt: skip
def test_an_archive_that_is_not_right_is_refused_untouched(
    members: Members, about: dict[str, Any] | None, says: str, data: Path, tmp_path: Path
) -> None:
    whole = None if about is None else {**manifest(CONTENT), **about}
    refused(archive(tmp_path / "one.tar.gz", members, whole), says, data)


@pytest.mark.django_db
@pytest.mark.parametrize("extra", ["script.sh", "keys/stolen.key", "database/other.sqlite3"])
def test_an_archive_with_a_file_that_is_no_part_of_a_backup_is_refused(extra: str, data: Path, tmp_path: Path) -> None:
    content = {**CONTENT, extra: b"#!"}
    path = archive(tmp_path / "one.tar.gz", [entry(*row) for row in content.items()], manifest(content))
    refused(path, "不属于备份的文件", data)


@pytest.mark.django_db
@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_cut_archive_is_refused(share: float, data: Path, tmp_path: Path) -> None:
    path = archive(tmp_path / "one.tar.gz", ORDINARY, manifest(CONTENT))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    refused(path, "已损坏或不完整", data)


@pytest.mark.django_db
def test_a_file_that_is_no_archive_or_is_not_there_is_refused(data: Path, tmp_path: Path) -> None:
    (tmp_path / "words.tar.gz").write_text("不是档案")
    refused(tmp_path / "words.tar.gz", "已损坏或不完整", data)
    refused(tmp_path / "absent.tar.gz", "打不开", data)


def test_a_step_after_restoring_that_fails_is_named_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(afterwards, "_steps", [])
    said: list[str] = []

    @afterwards.after_restore("重建检索索引")
    def break_down() -> None:
        raise RuntimeError

    afterwards.after_restore("重建缓存")(lambda: None)
    assert afterwards.run_afterwards(said.append) == ["重建检索索引"]
    assert said == ["重建缓存：完成。"]


# --- on a whole installation -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with a page, a file and a key, and its backup."""
    folder = tmp_path_factory.mktemp("laid")
    (folder / "data" / "media").mkdir(parents=True)
    (folder / "data" / "keys").mkdir()
    (folder / "data" / "media" / "a.txt").write_text("备份时的文件")
    (folder / "data" / "keys" / "one.key").write_text("备份时的密钥")
    (folder / "backups").mkdir()
    (folder / "safe").mkdir()
    installation = Installation(folder / "data")
    installation.run("migrate", "-v0")
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


def test_a_backup_of_an_older_structure_is_brought_up_to_date(place: Path) -> None:
    installation = Installation(place / "data")
    installation.run("migrate", "-v0", "axes", "0009")
    installation.run("backup", place / "older.tar.gz")
    installation.run("migrate", "-v0")
    assert "备份的结构比程序旧" in installation.run("restore", place / "older.tar.gz", "--yes")
    installation.run("migrate", "--check")


@pytest.mark.django_db
def test_accounts_are_work_that_is_not_replaced_unasked(data: Path, tmp_path: Path) -> None:
    (data / "media" / "kept.txt").unlink()
    User.objects.create_user("zhang")
    path = archive(tmp_path / "one.tar.gz", ORDINARY, manifest(CONTENT))
    refused(path, "这里已有数据库", data, yes=False)
