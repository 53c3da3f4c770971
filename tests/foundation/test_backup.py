"""Backups: made beside a running site, rehearsed on a whole installation, and never half there."""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from foundation.backup import postgres
from foundation.backup.errors import Refused
from foundation.backup.sqlite import copy
from tests.foundation import Installation

WORK = """
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from foundation.models import SectionPage, User
User.objects.create_superuser("zhang", "zhang@example.invalid", "Right-password-1")
get_document_model().objects.create(title="名单", file=ContentFile("一、二、三".encode(), name="名单.txt"))
page = SectionPage.objects.get(slug="guides")
page.intro = "怎样查名单。"
page.save_revision()
"""
LOSS = """
from foundation.models import BureauIdentity
BureauIdentity.objects.update(name="")
"""
DATABASE_URL = os.environ.get("DATABASE_URL", "")


def furnish(installation: Installation) -> None:
    installation.run("start_site", "--name", "示例市科学技术局")
    installation.run("shell", "-v0", "-c", WORK)
    keys = installation.data / "keys"
    keys.mkdir(mode=0o700)
    (keys / "evidence-1.key").write_bytes(os.urandom(32))
    (keys / "evidence-1.key").chmod(0o600)


@pytest.fixture(scope="module")
def furnished(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(installed, tmp_path_factory.mktemp("furnished") / "data"))
    furnish(Installation(folder))
    return folder


@pytest.fixture
def installation(furnished: Path, tmp_path: Path) -> Installation:
    for name in ("backups", "safe"):
        (tmp_path / name).mkdir()
    return Installation(Path(shutil.copytree(furnished, tmp_path / "data")))


def rehearse(installation: Installation, folder: Path) -> None:
    """Back up, lose everything, restore, compare."""
    before = installation.state()
    archive, keys = folder / "backups" / "one.tar.gz", folder / "safe" / "keys.tar.gz"
    installation.run("backup", archive, "--keys", keys)
    shutil.rmtree(installation.data)
    installation.data.mkdir()
    if not installation.environment:
        installation.run("restore", archive, "--keys", keys)
    else:
        installation.run("shell", "-v0", "-c", LOSS)
        installation.run("restore", archive, "--keys", keys, "--yes")
    assert installation.state() == before
    assert (installation.data / "keys").stat().st_mode & 0o777 == 0o700
    left = {path.name for path in installation.data.iterdir()} - {"search", "search-archive"}
    assert left <= {"gongshi.sqlite3", "media", "keys"}, "nothing of the work of restoring stays behind"


def test_a_backup_brings_back_what_was_lost(installation: Installation, tmp_path: Path) -> None:
    rehearse(installation, tmp_path)


@pytest.fixture
def postgres_installation(tmp_path: Path) -> Iterator[Installation]:
    """A database of its own beside the one of the tests, dropped afterwards."""
    name = f"gongshi_rehearsal_{os.getpid()}"
    url = urlunsplit(urlsplit(DATABASE_URL)._replace(path=f"/{name}"))
    for folder in ("backups", "safe"):
        (tmp_path / folder).mkdir()
    with psycopg.connect(DATABASE_URL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield Installation(tmp_path / "data", {"DATABASE_URL": url})
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
@pytest.mark.skipif(not DATABASE_URL.startswith("postgres"), reason="DATABASE_URL is not PostgreSQL")
def test_a_backup_of_postgresql_brings_back_what_was_lost(postgres_installation: Installation, tmp_path: Path) -> None:
    (postgres_installation.data / "media").mkdir(parents=True)
    postgres_installation.run("migrate", "-v0")
    furnish(postgres_installation)
    rehearse(postgres_installation, tmp_path)


def test_an_archive_tells_what_it_holds_and_is_for_its_owner_alone(installation: Installation, tmp_path: Path) -> None:
    installation.run("backup", tmp_path / "backups", "--keys", tmp_path / "safe")
    (archive,) = (tmp_path / "backups").iterdir()
    (keys,) = (tmp_path / "safe").iterdir()
    assert archive.stat().st_mode & 0o777 == keys.stat().st_mode & 0o777 == 0o600
    with tarfile.open(archive) as tar:
        held = {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]
    manifest = json.loads(held.pop("manifest.json"))
    assert manifest["members"] == {name: sha256(content).hexdigest() for name, content in held.items()}
    assert manifest["vendor"] == "sqlite"
    assert manifest["format"] == 1
    assert manifest["made_at"].endswith("+08:00")
    assert manifest["migrations"]["contenttypes"] == ["0002_remove_content_type_name"]
    assert {"django", "wagtail"} <= manifest["versions"].keys()
    assert not any("key" in name for name in held), "keys are kept apart"


def test_without_keys_asked_for_the_backup_says_that_they_are_missing(
    installation: Installation, tmp_path: Path
) -> None:
    assert "密钥没有备份（有 1 个）" in installation.run("backup", tmp_path / "backups")


def test_a_backup_never_overwrites(installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "one.tar.gz").write_text("先前的备份")
    assert "已经存在，不会覆盖" in installation.run("backup", tmp_path / "one.tar.gz", refused=True)
    assert (tmp_path / "one.tar.gz").read_text() == "先前的备份"


@pytest.mark.parametrize(
    ("target", "keys", "says"),
    [
        ("backups", "backups", "密钥不能和备份放在同一个目录"),
        ("backups", "backups/inside/keys.tar.gz", "密钥不能和备份放在同一个目录"),
        ("backups/one.tar.gz", "link/keys.tar.gz", "密钥不能和备份放在同一个目录"),
        ("data/media/one.tar.gz", None, "上传文件目录里"),
        ("data/keys/one.tar.gz", None, "密钥目录里"),
        ("not-mounted/one.tar.gz", None, "不存在"),
        ("no-such-folder", None, "不是已有的目录"),
    ],
)
def test_a_backup_is_not_written_to_the_wrong_place(
    target: str, keys: str | None, says: str, tmp_path: Path, settings: django_settings
) -> None:
    for name in ("backups/inside", "data/media", "data/keys"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "backups")
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "data/media", tmp_path / "data/keys"
    with pytest.raises(CommandError, match=says):
        call_command("backup", str(tmp_path / target), keys=str(tmp_path / keys) if keys else None)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_backup_that_fails_leaves_nothing_behind(installation: Installation, tmp_path: Path) -> None:
    (installation.data / "media" / "outside").symlink_to("/etc/hostname")
    assert "是链接或特殊文件" in installation.run("backup", tmp_path / "backups", refused=True)
    assert not list((tmp_path / "backups").iterdir())


def test_a_copy_made_while_the_site_writes_is_of_one_instant(tmp_path: Path) -> None:
    live, stop = tmp_path / "live.sqlite3", threading.Event()
    with closing(sqlite3.connect(live)) as made:
        made.executescript("PRAGMA journal_mode=WAL; CREATE TABLE debit (n); CREATE TABLE credit (n);")

    def write() -> None:
        with closing(sqlite3.connect(live, timeout=30)) as writer:
            while not stop.is_set():
                with writer:  # both rows or neither
                    writer.execute("INSERT INTO debit VALUES (1)")
                    writer.execute("INSERT INTO credit VALUES (1)")

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for number in range(20):
            copy(live, tmp_path / f"{number}.sqlite3")
    finally:
        stop.set()
        writing.join()
    for number in range(20):
        with closing(sqlite3.connect(tmp_path / f"{number}.sqlite3")) as copied:
            debits, credits = copied.execute(
                "SELECT (SELECT count(*) FROM debit), (SELECT count(*) FROM credit)"
            ).fetchone()
            assert debits == credits


def test_a_locked_database_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    source, target = tmp_path / "source.sqlite3", tmp_path / "target.sqlite3"
    for path in (source, target):
        with closing(sqlite3.connect(path)) as made:
            made.execute("CREATE TABLE t (n)")
    with closing(sqlite3.connect(target)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refused, match="一直被占用"):
            copy(source, target, patience=0.1)


def test_the_password_of_postgresql_is_never_an_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], dict[str, str]]] = []

    def run(arguments: list[str], *, env: dict[str, str], **rest: object) -> subprocess.CompletedProcess[str]:
        seen.append((arguments, env))
        return subprocess.CompletedProcess(arguments, 0, "", "")

    given = {"HOST": "db", "PORT": 5432, "USER": "gongshi", "PASSWORD": "not-to-be-seen", "NAME": "g", "OPTIONS": {}}
    monkeypatch.setattr(postgres, "connection", type("Connection", (), {"settings_dict": given}))
    monkeypatch.setattr(postgres.subprocess, "run", run)
    monkeypatch.setattr(postgres, "find", lambda tool: tool)
    postgres.PostgresStore().dump(Path("/nowhere"))
    ((arguments, environment),) = seen
    assert "not-to-be-seen" not in " ".join(arguments)
    assert environment["PGPASSWORD"] == "not-to-be-seen"


def test_missing_postgresql_tools_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    with pytest.raises(Refused, match="没有找到 pg_dump。请安装"):
        postgres.find("pg_dump")
    for version in ("9.6", "17", "15"):
        tool = tmp_path / version / "bin" / "pg_dump"
        tool.parent.mkdir(parents=True)
        tool.touch(mode=0o755)
    assert postgres.find("pg_dump") == str(tmp_path / "17/bin/pg_dump")
