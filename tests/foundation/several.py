"""Several processes on one database, as they are in production: to press at the same moment, and to be killed.

On SQLite the database is a file of its own; on PostgreSQL, when the tests run there, a database of its own.
"""

import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql
from time_machine import escape_hatch

from tests.foundation import ROOT
from tests.servers import postgres_url

TESTS, WORKER = "tests.foundation.several_settings", "portal.settings.dev"
BEGIN = "import django, json, os, signal, sys, time; django.setup()\n"
PATIENCE = 60
Child = subprocess.Popen[str]


@dataclass
class Place:
    """A data folder and its database."""

    data: Path
    url: str
    scene: Any = None
    children: ExitStack = field(default_factory=ExitStack)

    def start(self, script: str, *, settings: str = TESTS) -> Child:
        """Run a script in a process of its own, which is gone when the test is."""
        child = subprocess.Popen(
            [sys.executable, "-c", BEGIN + script],
            env=self._environment(settings),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.children.callback(_end, child)
        return child

    def run(self, script: str, *, settings: str = TESTS) -> Any:
        """What a script prints, read as JSON."""
        said, _ = (child := self.start(script, settings=settings)).communicate(timeout=PATIENCE * 2)
        assert child.returncode == 0, said
        return json.loads(said) if said.strip() else None

    def count(self, query: str) -> int:
        """Ask the database itself: cheap enough to ask again and again."""
        if self.url:
            with psycopg.connect(self.url) as connection:
                return int((connection.execute(query).fetchone() or [0])[0])
        with closing(sqlite3.connect(self.data / "gongshi.sqlite3", timeout=20)) as database:
            return int(database.execute(query).fetchone()[0])

    def at_once(self, scripts: Sequence[str]) -> list[Any]:
        """Start them, wait until each says it is ready, let all go at the same moment, and give what each prints."""
        go = "print('ready', flush=True); sys.stdin.readline()\n"
        children = [self.start(script.replace("#GO#", go)) for script in scripts]
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        for child in children:
            assert child.stdin is not None
            child.stdin.write("go\n")
            child.stdin.flush()
        said = [child.communicate(timeout=PATIENCE)[0] for child in children]
        assert [child.returncode for child in children] == [0] * len(children), said
        return [json.loads(one) for one in said]

    def _environment(self, settings: str) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings,
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.url,
            "EMAIL_URL": f"filemail:///{self.data / 'mail'}",
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
        }


@contextmanager
def laid(folder: Path, scene: str = "print('null')") -> Iterator[Place]:
    """A place with its tables and a scene, from which `copy` makes others."""
    server = postgres_url()
    url = _make_database(server) if server else ""
    place = Place(folder, url)
    try:
        migrate = "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        place.scene = place.run(migrate + scene)
        yield place
    finally:
        place.children.close()
        _drop_database(url)


@contextmanager
def copy(place: Place, folder: Path) -> Iterator[Place]:
    """The same once more, for one test to spoil."""
    shutil.copytree(place.data, folder, dirs_exist_ok=True)
    url = _make_database(place.url, template=place.url) if place.url else ""
    other = Place(folder, url, place.scene)
    try:
        yield other
    finally:
        other.children.close()
        _drop_database(url)


def wait_for(happened: Callable[[], object], seconds: float = PATIENCE) -> None:
    # The test process may itself be on another day; waiting goes by the real clock.
    clock = escape_hatch.time.monotonic if escape_hatch.is_travelling() else time.monotonic
    deadline = clock() + seconds
    while not happened():
        assert clock() < deadline, "it did not happen"
        time.sleep(0.05)


def kill(child: Child) -> None:
    child.send_signal(signal.SIGKILL)
    child.wait(PATIENCE)


def _end(child: Child) -> None:
    if child.poll() is None:
        child.kill()
    child.communicate()


def _make_database(server: str, template: str = "") -> str:
    name = f"several_{secrets.token_hex(6)}"
    parts = urlsplit(server)
    source = sql.Identifier(urlsplit(template).path.strip("/") if template else "template1")
    with psycopg.connect(_maintenance(server), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), source))
    return urlunsplit(parts._replace(path=f"/{name}"))


def _drop_database(url: str) -> None:
    if url:
        name = urlsplit(url).path.strip("/")
        with psycopg.connect(_maintenance(url), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _maintenance(url: str) -> str:
    """Where one may stand while databases are made and dropped."""
    return urlunsplit(urlsplit(url)._replace(scheme="postgresql", path="/postgres"))
