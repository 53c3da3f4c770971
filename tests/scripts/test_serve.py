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
MEMBER = "sleep 60 & sleep 60"
DRIVER = """
import os, sys
sys.path.insert(0, {scripts!r})
import processes, serve
processes.end_with_parent()
processes.adopt_orphans()
processes.stop_on_signals()
family = serve.Family({commands!r}, os.environ)
sys.exit(family.run(lambda: True, "ready"))
"""


def start_family(web: str = MEMBER, worker: str = MEMBER) -> "subprocess.Popen[str]":
    """In a process group of its own, up to its greeting."""
    commands = {"web": ["sh", "-c", web], "worker": ["sh", "-c", worker]}
    code = DRIVER.format(scripts=str(SCRIPTS), commands=commands)
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


def all_gone(group: int, seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while living(group) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not living(group)


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_it_ends_all_and_tells_the_caller(family, signum):
    family.send_signal(signum)
    assert family.wait(10) == 128 + signum
    assert living(family.pid) == []


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_to_the_group_leaves_nothing(family, signum):
    os.killpg(family.pid, signum)
    family.wait(10)
    assert all_gone(family.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent is gone")
def test_its_children_end_even_when_it_is_killed_outright(family):
    family.kill()
    family.wait(10)
    # What the members themselves have started is theirs to end (gunicorn's workers do); sh does not.
    deadline = time.monotonic() + 5
    while any(command.startswith("sh -c") for command in living(family.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [command for command in living(family.pid) if command.startswith("sh -c")]


def test_when_one_dies_the_rest_is_stopped_and_it_says_which():
    family = start_family(worker="sleep 0.5; exit 7")
    printed, _ = family.communicate(timeout=15)
    assert family.returncode == 1
    assert "worker意外停止（退出码 7）" in printed
    assert living(family.pid) == []


def test_one_that_will_not_stop_is_killed():
    family = start_family(web="trap '' TERM INT; while :; do sleep 1; done")
    assert family.stdout
    family.stdout.readline()
    family.terminate()
    assert family.wait(15) == 128 + signal.SIGTERM
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
