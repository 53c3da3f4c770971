"""What costs much to lay and may be used by all workers of one test run: laid by whoever comes first."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest


def folder_of_the_run(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that all workers of this run have in common."""
    own = factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@contextmanager
def shared(folder: Path, name: str, lay: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """What `lay` gives: by the first who asks, who also takes it away once nobody uses it any more.

    Whoever dies gives up their locks. Whoever comes after it was taken away lays it anew.
    """
    note = folder / f"{name}.laid"
    with ExitStack() as leaving:
        with locked(folder / f"{name}.laying", fcntl.LOCK_EX):
            if note.exists():
                place, _, given = note.read_text().partition("\n")
                leaving.enter_context(locked(Path(place) / "using", fcntl.LOCK_SH))
            else:
                place = tempfile.mkdtemp(prefix=f"{name}-", dir=folder)
                given = leaving.enter_context(lay(Path(place) / "data"))
                note.write_text(f"{place}\n{given}")
                leaving.callback(_wait_for_the_last, note, Path(place) / "using")
        yield given


def _wait_for_the_last(note: Path, using: Path) -> None:
    with locked(note.with_suffix(".laying"), fcntl.LOCK_EX):
        note.unlink()
    with locked(using, fcntl.LOCK_EX):
        pass


@contextmanager
def locked(path: Path, how: int) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, how)
        yield
