"""What the supervisor starts, it stops: seen from outside, with small processes in place of web and worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
# Each member of the family has a child of its own, as gunicorn has.
MEMBER = "sleep 600 & sleep 600"
# Seconds. Not how long anything may take, but when to say that it hangs.
PATIENCE = 120
DRIVER = """
import os, sys
sys.path.insert(0, {scripts!r})
import processes, serve
processes.end_with_parent()
processes.adopt_orphans()
processes.stop_on_signals()
family = serve.Family({commands!r}, os.environ)
serve.Family.stop.__kwdefaults__["patience"] = {patience}
sys.exit(family.run(lambda: True, "ready"))
"""


def start_family(web: str = MEMBER, worker: str = MEMBER, patience: float = PATIENCE) -> "subprocess.Popen[str]":
    """In a process group of its own, up to its greeting. A member that obeys is given time enough to do so."""
    commands = {"web": ["sh", "-c", web], "worker": ["sh", "-c", worker]}
    code = DRIVER.format(scripts=str(SCRIPTS), commands=commands, patience=patience)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, process_group=0)


@pytest.fixture
def family() -> Iterator["subprocess.Popen[str]"]:
    started = start_family()
    assert started.stdout
    assert started.stdout.readline() == "ready\n"
    yield started
    if living(started.pid):
        os.killpg(started.pid, signal.SIGKILL)
    started.communicate()


def living(group: int) -> list[str]:
    """The commands of the group's members that run."""
    listing = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(None, 2) for line in listing.splitlines())
    return [row[2] for row in rows if int(row[0]) == group and not row[1].startswith("Z")]


def gone(group: int, command: str = "") -> bool:
    """Whether all of the group, or those running this command, come to their end. Only the system knows, and is asked."""
    deadline = time.monotonic() + PATIENCE
    while any(each.startswith(command) for each in living(group)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_it_ends_all_and_tells_the_caller(family, signum):
    family.send_signal(signum)
    assert family.wait(PATIENCE) == 128 + signum
    assert living(family.pid) == []


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_to_the_group_leaves_nothing(family, signum):
    os.killpg(family.pid, signum)
    family.wait(PATIENCE)
    assert gone(family.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent is gone")
def test_its_children_end_even_when_it_is_killed_outright(family):
    family.kill()
    family.wait(PATIENCE)
    # What the members themselves have started is theirs to end (gunicorn's workers do); sh does not.
    assert gone(family.pid, "sh -c")


def test_when_one_dies_the_rest_is_stopped_and_it_says_which(tmp_path):
    os.mkfifo(tmp_path / "now")
    family = start_family(worker=f"read word < {tmp_path}/now; exit 7")
    assert family.stdout
    assert family.stdout.readline() == "ready\n"
    (tmp_path / "now").write_text("\n")
    printed, _ = family.communicate(timeout=PATIENCE)
    assert family.returncode == 1
    assert "worker意外停止（退出码 7）" in printed
    assert living(family.pid) == []


def test_one_that_will_not_stop_is_killed():
    family = start_family(web="trap '' TERM INT; echo deaf; while :; do sleep 1; done", patience=0.1)
    assert family.stdout
    assert {family.stdout.readline() for _ in range(2)} == {"ready\n", "deaf\n"}
    family.terminate()
    assert family.wait(PATIENCE) == 128 + signal.SIGTERM
    assert living(family.pid) == []
    family.communicate()


def test_a_taken_port_is_refused_in_a_sentence_before_anything_starts(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run_serve("--port", str(taken.getsockname()[1]), data=tmp_path)
    assert done.returncode == 1
    assert "已被别的程序占用" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "8000.5"])
def test_a_wrong_port_is_refused_in_a_sentence(tmp_path, port):
    done = run_serve(f"--port={port}", data=tmp_path)
    assert done.returncode == 1
    assert f"端口“{port}”不对" in done.stderr


def run_serve(*arguments: str, data: Path) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "DATA_DIR": str(data)}
    command = [sys.executable, SCRIPTS / "serve.py", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)
