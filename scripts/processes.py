"""What the scripts share: processes that never outlive the script that started them. Standard library only."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]

END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Stopped(BaseException):
    """A signal asked us to stop. Not an Exception, so that no handler for errors swallows it."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.exit_code = 128 + signum


def stop_on_signals() -> None:
    """Turn the signals that ask for an end into an exception, so that `finally` blocks run."""

    def stop(signum: int, frame: FrameType | None) -> None:
        ignore_signals()
        raise Stopped(signum)

    for each in END_SIGNALS:
        signal.signal(each, stop)


def ignore_signals() -> None:
    """While tidying up: a second signal must not interrupt it."""
    for each in END_SIGNALS:
        signal.signal(each, signal.SIG_IGN)


def end_with_parent(signum: int = signal.SIGTERM) -> None:
    """Receive `signum` when the process that started this one is gone, even by kill -9. Linux only; else nothing."""
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)


def adopt_orphans() -> None:
    """Grandchildren whose parent dies become our children, so that `end_orphans` finds them. Linux only."""
    if _libc:
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_orphans() -> None:
    """Kill whatever the ended children have left behind."""
    listing = Path(f"/proc/self/task/{os.getpid()}/children")
    while listing.exists() and (pids := listing.read_text().split()):
        for pid in map(int, pids):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def start(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    owner: pwd.struct_passwd | None = None,
    cwd: Path = ROOT,
    log: Path | None = None,
    capture: bool = False,
    apart: bool = False,
) -> "subprocess.Popen[bytes]":
    """Start a child in our own process group (one kill of the group ends all), tied to our life.

    `apart`: in a group of its own, which `end_group` ends without ending ours.
    """
    us = os.getpid()

    def tie() -> None:
        # Runs in the child after it has changed its user, which would undo this.
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        end_with_parent()
        if os.getppid() != us:  # we died in between
            os._exit(1)

    with contextlib.ExitStack() as stack:
        output = stack.enter_context(log.open("wb")) if log else None
        return subprocess.Popen(
            list(command),
            env=dict(os.environ if env is None else env),
            cwd=cwd,
            stdin=subprocess.DEVNULL if log else None,
            stdout=subprocess.PIPE if capture else output,
            stderr=subprocess.STDOUT if log else None,
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
            preexec_fn=tie,
            start_new_session=apart,
        )


def end(child: "subprocess.Popen[bytes]", signum: int = signal.SIGTERM, patience: float = 10) -> None:
    """Ask, wait, then insist."""
    if child.poll() is None:
        child.send_signal(signum)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def end_group(child: "subprocess.Popen[bytes]", patience: float = 20) -> None:
    """The same for a child that was started apart, with everything it started itself."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(patience)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def run(command: Sequence[str], env: Mapping[str, str], cwd: Path | None = None) -> int:
    """Run a command to its end, ending it when something ends us; returns its exit code as a shell would."""
    try:
        child = start(command, env=env, cwd=cwd or Path.cwd())
    except OSError as error:
        raise SystemExit(f"Cannot run {command[0]}: {error.strerror}.") from error
    try:
        code = child.wait()
    finally:
        end(child)
    return 128 - code if code < 0 else code


def unprivileged(*preferred: str) -> pwd.struct_passwd | None:
    """Database servers refuse to run as root. As root: whom to run them as. Otherwise nobody has to change."""
    if os.geteuid() != 0:
        return None
    for name in (*preferred, "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise SystemExit("Running as root, and there is no account to run the server as. Please make a user `nobody`.")


@contextlib.contextmanager
def temporary_folder(owner: pwd.struct_passwd | None) -> Iterator[Path]:
    """A folder for a throwaway server's data, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="gongshi-"))
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], child: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Poll until it is ready. False when the child has ended or the time is up."""
    deadline = time.monotonic() + seconds
    while child.poll() is None and time.monotonic() < deadline:
        if ready():
            return True
        time.sleep(0.1)
    return False


def last_lines(log: Path, count: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])


def command_after_dashes(usage: str) -> list[str]:
    """Read `run -- COMMAND …` from the command line."""
    arguments = sys.argv[1:]
    if arguments[:1] != ["run"] or arguments[1:2] != ["--"] or not arguments[2:]:
        raise SystemExit(usage)
    return arguments[2:]
