"""Where an archive goes. It gets its name only when it is whole, and never takes the name of another."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from foundation.backup.errors import Refused

SUFFIXES = (".tar.gz", ".tgz")


def place(given: str, stem: str, at: datetime) -> Path:
    """The file to write: the one named, or a dated one in the folder named."""
    path = Path(given).expanduser().resolve()
    if path.is_dir():
        path = path / f"{stem}-{at:%Y%m%d-%H%M%S}.tar.gz"
    elif not path.name.endswith(SUFFIXES):
        raise Refused(f"{path} 不是已有的目录，也不是以 .tar.gz 结尾的文件名。请先建立目录，或写明文件名。")
    # Not made here: a missing folder may be a disk that is not mounted.
    if not path.parent.is_dir():
        raise Refused(f"目录 {path.parent} 不存在。请先建立目录；如果是外接磁盘，请确认已经挂载。")
    if path.exists():
        raise Refused(f"{path} 已经存在，不会覆盖。请换一个文件名。")
    for folder, says in ((settings.MEDIA_ROOT, "上传文件目录"), (settings.KEYS_DIR, "密钥目录")):
        if path.is_relative_to(Path(folder).resolve()):
            raise Refused(f"{path} 在{says}里。请写到别的目录。")
    return path


def keys_apart(backup: Path, keys: Path) -> None:
    """Whoever carries the folder of backups away must not carry the keys with it."""
    if keys.parent.is_relative_to(backup.parent):
        raise Refused("密钥不能和备份放在同一个目录里：拿到其中一份的人就拿到了全部。请用 --keys 指定另一处。")


@contextmanager
def draft(final: Path) -> Iterator[Path]:
    """A folder beside the file to be made; what is written there as `archive` gets its name at the end."""
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=final.parent) as name:
        folder = Path(name)
        yield folder
        _publish(folder / "archive", final)


def _publish(written: Path, final: Path) -> None:
    with written.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(written, final)  # unlike rename, fails when the name was taken meanwhile
    except FileExistsError as error:
        raise Refused(f"{final} 已经存在，不会覆盖。请换一个文件名。") from error
    except OSError:  # a file system without hard links
        written.rename(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name too must outlive a power cut
    finally:
        os.close(folder)
