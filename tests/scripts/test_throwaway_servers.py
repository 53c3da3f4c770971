"""The servers that tests run beside: there while the command runs, gone afterwards."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def beside(server: str, code: str, tmp_path: Path) -> list[str]:
    """Run Python beside the server; the lines it printed. Its exit code is 3, which must come through."""
    command = [
        sys.executable,
        SCRIPTS / f"{server}.py",
        "run",
        "--",
        sys.executable,
        "-c",
        f"{code}\nraise SystemExit(3)",
    ]
    done = subprocess.run(
        command, env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Where the server's unprivileged user can go: pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory(prefix="gongshi-servers-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.mark.server
@pytest.mark.postgres
def test_postgres_answers_at_the_address_given_and_leaves_nothing(open_folder):
    code = "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']); print(c.info.server_version, c.info.encoding)"
    version, encoding = beside("postgres", code, open_folder)[0].split()
    assert int(version) >= 140000
    assert encoding == "utf-8"
    assert list(open_folder.iterdir()) == []


@pytest.mark.server
@pytest.mark.postgres
def test_postgres_is_gone_when_its_script_is_stopped(open_folder):
    code = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(600)"
    script = subprocess.Popen(
        [sys.executable, SCRIPTS / "postgres.py", "run", "--", sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(open_folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert script.stdout
    assert script.stdout.readline().startswith("postgres://")
    script.terminate()
    assert script.wait(120) == 128 + signal.SIGTERM
    script.communicate()
    assert list(open_folder.iterdir()) == []


@pytest.mark.server
@pytest.mark.elasticsearch
def test_elasticsearch_answers_at_the_address_given_and_leaves_nothing(open_folder):
    hosts, allowed = beside(
        "elasticsearch",
        "import os, urllib.request as u\n"
        "host = os.environ['ELASTICSEARCH_HOSTS']\n"
        "print(u.build_opener(u.ProxyHandler({})).open(host + '/_cluster/health').read().decode())\n"
        "print(os.environ['GONGSHI_ELASTICSEARCH'])",
        open_folder,
    )
    assert json.loads(hosts)["status"] in ("green", "yellow")
    assert allowed == "1"
    assert list(open_folder.iterdir()) == []


@pytest.mark.parametrize("server", ["postgres", "elasticsearch"])
@pytest.mark.parametrize("arguments", [[], ["run"], ["run", "--"], ["start", "--", "true"]])
def test_a_wrong_call_is_answered_with_how_it_goes(server, arguments):
    done = subprocess.run(
        [sys.executable, SCRIPTS / f"{server}.py", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Usage: ")
