"""Tests of the ground floor, and an installation of its own for those that need a whole one."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from tests.foundation.children import manage


@dataclass(frozen=True)
class Installation:
    """A data folder, and manage.py run on it as an operator runs it."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str | Path, refused: bool = False) -> str:
        """What the command says; all of it and its complaint when it is to be refused."""
        # The database of the surrounding test run is not this installation's.
        ours = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "DATABASE_URL": "", "DATA_DIR": str(self.data)}
        done = manage(arguments, {**os.environ, **ours, **self.environment})
        assert bool(done.returncode) is refused, done.stdout + done.stderr
        return done.stdout + done.stderr if refused else done.stdout

    def files(self) -> dict[str, tuple[bytes, int]]:
        """Every uploaded file and key, with its mode."""
        return {
            path.relative_to(self.data).as_posix(): (path.read_bytes(), path.stat().st_mode & 0o777)
            for folder in ("media", "keys")
            for path in sorted((self.data / folder).rglob("*"))
            if path.is_file()
        }

    def state(self) -> tuple[str, dict[str, tuple[bytes, int]]]:
        """All that a backup must bring back."""
        return self.run("dumpdata", "--indent=1"), self.files()
