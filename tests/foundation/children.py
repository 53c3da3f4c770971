"""Processes for the tests to start, press and kill: forked from a nursery that has Django set up, one for each settings."""

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
# Long beyond doubt: not how long anything may take, but when to say that it hangs.
PATIENCE = 300


class Child:
    """As much of a `subprocess.Popen` as the tests ask for."""

    def __init__(self, stdin: IO[str], stdout: IO[str], end: IO[str]) -> None:
        self.stdin, self.stdout, self._end = stdin, stdout, end
        said = end.readline()
        assert said, "the nursery is gone"
        self.pid = int(said)
        self.returncode: int | None = None

    def wait(self, timeout: float = PATIENCE) -> int:
        if self.returncode is None:
            ready, _, _ = select.select([self._end], [], [], timeout)
            if not ready:
                raise subprocess.TimeoutExpired(f"child {self.pid}", timeout)
            self.returncode = int(self._end.readline())
        return self.returncode

    def poll(self) -> int | None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def send_signal(self, signum: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signum)

    def communicate(self) -> str:
        """The rest of what it prints, up to its end."""
        with patience_with(self), contextlib.suppress(BrokenPipeError):
            self.stdin.close()
        with patience_with(self):
            said = self.stdout.read()
            self.wait()
        return said

    def end(self) -> None:
        """Whatever it is doing, it is gone afterwards, and nothing of it is left open."""
        self.send_signal(signal.SIGKILL)
        self.wait()
        for stream in (self.stdin, self.stdout, self._end):
            with contextlib.suppress(BrokenPipeError):
                stream.close()


@contextlib.contextmanager
def patience_with(child: Child) -> Iterator[None]:
    """A child that hangs is killed, and whoever reads from it comes to the end."""
    watchdog = Timer(PATIENCE, child.send_signal, [signal.SIGKILL])
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


@dataclass(frozen=True)
class Done:
    """A command that has run to its end."""

    returncode: int
    stdout: str
    stderr: str


def start(script: str, environment: Mapping[str, str]) -> Child:
    """Run this script in a process of its own, its output to be read while it runs."""
    theirs_in, ours_in = os.pipe()
    ours_out, theirs_out = os.pipe()
    ours_end = _born({"script": script}, environment, (theirs_in, theirs_out, 2))
    os.close(theirs_in)
    os.close(theirs_out)
    return Child(open(ours_in, "w"), open(ours_out), open(ours_end))


def manage(arguments: tuple[str | Path, ...], environment: Mapping[str, str]) -> Done:
    """manage.py as an operator runs it, up to its end."""
    argv = [str(each) for each in (ROOT / "manage.py", *arguments)]
    with open(os.devnull) as nothing, tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complained:
        streams = (nothing.fileno(), said.fileno(), complained.fileno())
        ours_end = _born({"argv": argv}, environment, streams)
        with open(os.devnull, "w") as stdin, open(os.devnull) as stdout, open(ours_end) as end:
            code = Child(stdin, stdout, end).wait()
        for file in (said, complained):
            file.seek(0)
        return Done(code, said.read(), complained.read())


def _born(birth: dict[str, object], environment: Mapping[str, str], streams: tuple[int, int, int]) -> int:
    """Ask for a child; the pipe on which its number comes first and its exit code last."""
    ours, theirs = os.pipe()
    asked = json.dumps({**birth, "env": dict(environment), "cwd": str(ROOT)}).encode()
    socket.send_fds(_nursery_for(environment), [asked], [*streams, theirs])
    os.close(theirs)
    return ours


_nurseries: dict[tuple[str, str], socket.socket] = {}


def _nursery_for(environment: Mapping[str, str]) -> socket.socket:
    """The nursery of these settings on this kind of database, started when first asked for; it ends with us."""
    settings, url = environment["DJANGO_SETTINGS_MODULE"], environment.get("DATABASE_URL", "")
    kind = settings, url.partition(":")[0]
    if kind not in _nurseries:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, tempfile.TemporaryDirectory() as nowhere:
            nursery = subprocess.Popen(
                [sys.executable, "-m", "tests.foundation.nursery", str(theirs.fileno())],
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": settings,
                    "DATABASE_URL": url,
                    "DATA_DIR": nowhere,
                    "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
                },
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )

        def end() -> None:
            ours.close()
            nursery.wait(PATIENCE)

        atexit.register(end)
        _nurseries[kind] = ours
    return _nurseries[kind]
