"""The whole site as subprocesses: fresh data, migrations, demo, static files, gunicorn and the worker."""

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from time_machine import escape_hatch

from scripts import processes

SECONDS_TO_START = 300
RUN = [sys.executable, "-m", "tests.browser.serve"]
# Ours must not reach the site under test: it runs as a newcomer would run it.
NOT_PASSED_ON = ("DATABASE_URL", "SEARCH_ENGINE", "ELASTICSEARCH_HOSTS", "CI")


@dataclass(frozen=True, slots=True)
class RunningSite:
    address: str
    env: Mapping[str, str]

    def as_json(self) -> str:
        """What another worker of the run needs in order to use it too."""
        return json.dumps({"address": self.address, "env": dict(self.env)})

    def starts(self) -> list[str]:
        """Where nobody's crawl starts, asked of the site itself: its data is not ours to read."""
        ask = "from foundation.crawl import NOBODY, starts_for; print(*starts_for(NOBODY), sep='\\n')"
        return perform([*RUN, "shell", "-v", "0", "-c", ask], self.env).split()


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
    with ThreadPoolExecutor() as meanwhile:
        collected = meanwhile.submit(collect_static, env)
        perform([*RUN, "migrate", "--noinput", "-v", "0"], env)
        perform([*RUN, "demo"], env)
        collected.result()
    with contextlib.ExitStack() as stopping:

        def start(name: str, *arguments: str) -> "subprocess.Popen[bytes]":
            child = processes.start([*RUN, *arguments], env=env, log=data / f"{name}.log")
            stopping.callback(processes.end, child)
            return child

        web = start("web", "web")
        start("worker", "worker", "--no-reload", "--queue-name", "*")
        if not processes.wait_until(lambda: answers(env["SITE_URL"]), web, SECONDS_TO_START):
            raise RuntimeError(f"The site did not start:\n{processes.last_lines(data / 'web.log')}")
        yield RunningSite(env["SITE_URL"], env)


def perform(command: list[str], env: Mapping[str, str]) -> str:
    done = subprocess.run(command, env=dict(env), cwd=processes.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[2:])} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def collect_static(env: dict[str, str]) -> None:
    """As `make run` does: only when something has changed since."""
    scripts = str(processes.ROOT / "scripts")
    collect = "import os, serve; serve.collect_static(os.environ)"
    perform([sys.executable, "-c", collect], {**env, "PYTHONPATH": scripts})


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError):
        return False
