"""What `restore` refuses before anything is touched, and what it runs afterwards."""

import io
import json
import tarfile
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


@pytest.mark.django_db
def test_accounts_are_work_that_is_not_replaced_unasked(data: Path, tmp_path: Path) -> None:
    (data / "media" / "kept.txt").unlink()
    User.objects.create_user("zhang")
    path = archive(tmp_path / "one.tar.gz", ORDINARY, manifest(CONTENT))
    refused(path, "这里已有数据库", data, yes=False)
