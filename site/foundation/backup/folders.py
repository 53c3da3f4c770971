"""A folder whose contents are exchanged whole, the former kept until the end."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from foundation.backup.errors import Refused

STAGING = ".restore-"


class Exchange:
    """New contents wait inside the folder itself, so that a mounted or linked folder serves as well as a plain one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        if not self.folder.exists():
            self.folder.mkdir(parents=True)
            hand_over(self.folder, like=self.folder.parent)
        self.stage = Path(tempfile.mkdtemp(prefix=STAGING, dir=self.folder))
        self.new, self.old = self.stage / "new", self.stage / "old"
        self.new.mkdir()
        self.old.mkdir()
        self._moved: list[tuple[Path, Path]] = []

    def put_in(self) -> None:
        hand_over(self.new, like=self.folder)
        for entry in self._contents():
            self._move(entry, self.old)
        for entry in list(self.new.iterdir()):
            self._move(entry, self.folder)

    def take_back(self) -> None:
        """Undo what was done of put_in, however far it came."""
        while self._moved:
            before, after = self._moved.pop()
            os.rename(after, before)

    def _move(self, entry: Path, folder: Path) -> None:
        os.rename(entry, folder / entry.name)
        self._moved.append((entry, folder / entry.name))

    def make_private(self) -> None:
        """For the running account alone, whatever the archive or the umask says."""
        for path in (self.folder, self.new, *self.new.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)

    def keep_old(self, suffix: str) -> Path | None:
        """Keep what was here before beside the folder; answers where, if there was anything."""
        kept = None
        if any(self.old.iterdir()):
            self.old.chmod(0o700)
            kept = Path(shutil.move(self.old, f"{self.folder}{suffix}"))
        self.clear()
        return kept

    def clear(self) -> None:
        shutil.rmtree(self.stage, ignore_errors=True)

    def _contents(self) -> list[Path]:
        return [entry for entry in self.folder.iterdir() if not entry.name.startswith(STAGING)]


def plain_files(folder: Path) -> Iterator[Path]:
    """Every file below, in a settled order. A link or a device is refused rather than silently left out."""
    for here, folders, names in os.walk(folder.resolve()):
        folders[:] = sorted(name for name in folders if not name.startswith(STAGING))
        for name in [*folders, *sorted(names)]:
            path = Path(here, name)
            if path.is_symlink() or not (path.is_file() or path.is_dir() or not path.exists()):
                raise Refused(f"{path} 是链接或特殊文件，无法备份。请换成普通文件或目录。")
        yield from (Path(here, name) for name in sorted(names))


def hand_over(path: Path, *, like: Path) -> None:
    """Restored by root, the files must still belong to the account that runs the site."""
    if os.geteuid() != 0:
        return
    owner = like.stat()
    for each in (path, *path.rglob("*")):
        os.chown(each, owner.st_uid, owner.st_gid, follow_symlinks=False)
