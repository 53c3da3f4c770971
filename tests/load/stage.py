"""What the benches stand on: the site with its demo content in a folder of its own, and servers that end with us."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "site"))
# Behind the libraries: scripts/elasticsearch.py has the name of one.
sys.path.append(str(ROOT / "scripts"))

import processes  # noqa: E402
import serve  # noqa: E402

from tests.load.load import HOST, Target, answers  # noqa: E402
from tests.load.registry import CannotRun  # noqa: E402

SECONDS_TO_START = 60

Stopped = processes.Stopped


def stop_when_told() -> None:
    """A signal, or the end of whoever started us, ends the servers too."""
    processes.end_with_parent()
    processes.stop_on_signals()


class Stage:
    """Prepared once for all benches. Nothing of it is in var/, and nothing of it is left afterwards."""

    def __init__(self, rounds: int, seconds: float, notices: int = 20_000) -> None:
        self.rounds = rounds
        self.seconds = seconds
        self.notices = notices
        self.port = processes.free_port()
        self._leave = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self.folder = Path(self._leave.enter_context(tempfile.TemporaryDirectory(prefix="gongshi-bench-")))
        try:
            self._prepare()
        except BaseException:
            self._leave.close()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._leave.close()

    def _prepare(self) -> None:
        """The site as `make run` prepares it, whatever database and engine the caller's environment names."""
        data = self.folder / "data"
        data.mkdir()
        os.environ.update(DATA_DIR=str(data), DATABASE_URL="", SEARCH_ENGINE="embedded", LOG_LEVEL="WARNING")
        os.environ.update(SITE_URL=f"http://{HOST}:{self.port}", ALLOWED_HOSTS="", TRUSTED_PROXIES="0")
        os.environ.update(serve.environment(self.port, debug=False))
        try:
            serve.collect_static(os.environ)
            serve.perform("Preparing a database …", serve.manage("migrate", "--noinput", "-v", "0"), os.environ)
            serve.perform("Loading the demo content …", serve.manage("demo"), os.environ)
        except SystemExit as reason:
            raise CannotRun(f"The site could not be prepared; see above. {reason}") from reason
        import django

        django.setup()

    @cached_property
    def site(self) -> Target:
        """Our home page. Logs at INFO, as in production: a line a request, into a file here."""
        return self.serve("home page", "portal.wsgi", {"LOG_LEVEL": "INFO"}, port=self.port)

    def serve(self, name: str, wsgi_module: str, env: Mapping[str, str], port: int | None = None) -> Target:
        """A gunicorn as `make run` has it: the same configuration file, two workers, four threads each."""
        target = Target(name, port or processes.free_port())
        log = self.folder / f"{target.port}.log"
        own = {"BIND": f"{HOST}:{target.port}", "WEB_WORKERS": "2", "WEB_THREADS": "4", **env}
        child = processes.start(
            [sys.executable, "-m", "gunicorn", "--no-control-socket", f"{wsgi_module}:application"],
            env={**os.environ, **own},
            log=log,
        )
        self._leave.callback(processes.end, child)
        if not processes.wait_until(lambda: answers(target), child, SECONDS_TO_START):
            raise CannotRun(f"The server of the {name} did not answer.\n{processes.last_lines(log)}")
        return target
