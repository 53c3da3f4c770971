"""The whole site as subprocesses: fresh data, migrations, demo, static files, gunicorn and the worker."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from time_machine import escape_hatch

from scripts import processes

SECONDS_TO_START = 90
# Ours must not reach the site under test: it runs as a newcomer would run it.
NOT_PASSED_ON = ("DATABASE_URL", "SEARCH_ENGINE", "ELASTICSEARCH_HOSTS", "CI")


@dataclass(frozen=True, slots=True)
class RunningSite:
    address: str
    data: Path


def real_time() -> float:
    """The test process may itself be on another day."""
    return escape_hatch.time.time() if escape_hatch.is_travelling() else time.time()


def environment(data: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DEBUG": "0",
        "DATA_DIR": str(data),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "BIND": f"127.0.0.1:{port}",
        "LOG_LEVEL": "WARNING",
        "GONGSHI_STARTED": str(real_time()),
        "PYTHONPATH": os.pathsep.join((str(processes.ROOT), str(processes.ROOT / "site"))),
    }


@contextlib.contextmanager
def running_site(data: Path) -> Iterator[RunningSite]:
    """Everything is stopped at the end, however the tests end; a killed pytest takes its children with it."""
    port = processes.free_port()
    env = environment(data, port)
    command = [sys.executable, "-m", "tests.browser.serve"]
    prepare([*command, "migrate", "--noinput", "-v", "0"], env)
    prepare([*command, "demo"], env)
    collect_static(env)
    log = data / "web.log"
    web = processes.start([*command, "web"], env=env, log=log)
    worker = processes.start([*command, "worker", "--no-reload", "--queue-name", "*"], env=env, log=data / "worker.log")
    try:
        if not processes.wait_until(lambda: answers(env["SITE_URL"]), web, SECONDS_TO_START):
            raise RuntimeError(f"The site did not start:\n{processes.last_lines(log)}")
        yield RunningSite(env["SITE_URL"], data)
    finally:
        processes.end(worker)
        processes.end(web)


def prepare(command: list[str], env: dict[str, str]) -> None:
    done = subprocess.run(command, env=env, cwd=processes.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[2:])} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


def collect_static(env: dict[str, str]) -> None:
    """As `make run` does: only when something has changed since."""
    scripts = str(processes.ROOT / "scripts")
    prepare(
        [sys.executable, "-c", "import os, serve; serve.collect_static(os.environ)"], {**env, "PYTHONPATH": scripts}
    )


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError):
        return False
