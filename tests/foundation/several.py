"""Several processes on one database, as they are in production: to press at the same moment, and to be killed.

On SQLite the database is a file of its own; on PostgreSQL, when the tests run there, a database of its own.
"""

import json
import os
import secrets
import shutil
import signal
import sqlite3
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

from tests.foundation.children import PATIENCE, Child, patience_with, start
from tests.servers import postgres_url

TESTS, WORKER = "tests.foundation.several_settings", "portal.settings.dev"
BEGIN = """
import django, json, os, signal, sys
django.setup()
from django.db import connection

def say(word):
    print(word, flush=True)

def go():
    say("ready")
    sys.stdin.readline()

def hold(module, name):
    '''Stop once inside the transaction, after this function of it, until let on.'''
    function = getattr(module, name)
    def held(*args, **kwargs):
        answer = function(*args, **kwargs)
        setattr(module, name, function)
        say("inside")
        sys.stdin.readline()
        return answer
    setattr(module, name, held)

def say_when_coming():
    '''At the statement that asks for the lock: on SQLite that is the BEGIN, on PostgreSQL the server tells more.'''
    def watch(execute, sql, *rest):
        if connection.vendor == "postgresql" or sql.startswith("BEGIN"):
            connection.execute_wrappers.remove(watch)
            say("coming")
        return execute(sql, *rest)
    connection.execute_wrappers.append(watch)
"""
LATER = """
from datetime import timedelta
from django_tasks_db.models import DBTaskResult
from foundation.clock import now
from foundation.models import OutboxMessage, WorkerHeartbeat
past = now() - timedelta(hours=1)
OutboxMessage.objects.filter(done_at=None).update(due_at=past)
WorkerHeartbeat.objects.update(started_at=past, beaten_at=past)
DBTaskResult.objects.filter(status="RUNNING").update(started_at=past)
"""
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@dataclass
class Place:
    """A data folder and its database."""

    data: Path
    url: str
    scene: Any = None
    children: ExitStack = field(default_factory=ExitStack)

    def start(self, script: str, *, settings: str = TESTS) -> Child:
        """Run a script in a process of its own, which is gone when the test is."""
        child = start(BEGIN + script, self._environment(settings))
        self.children.callback(child.end)
        return child

    def run(self, script: str, *, settings: str = TESTS) -> Any:
        """What a script prints, read as JSON."""
        child = self.start(script, settings=settings)
        said = child.communicate()
        assert child.returncode == 0, said
        return json.loads(said) if said.strip() else None

    def an_hour_later(self) -> None:
        """What a dead worker left looks as it will in an hour: silent, its claims run out, all that comes round due."""
        self.run(LATER)

    def count(self, query: str) -> int:
        """Ask the database itself: cheap enough to ask again and again."""
        if self.url:
            with psycopg.connect(self.url) as connection:
                return int((connection.execute(query).fetchone() or [0])[0])
        with closing(sqlite3.connect(self.data / "gongshi.sqlite3", timeout=20)) as database:
            return int(database.execute(query).fetchone()[0])

    def at_once(self, scripts: Sequence[str], rounds: int = 1) -> list[Any]:
        """Let all go at the same moment, as often as each calls `go()`, and give what each prints at the end."""
        children = [self.start(script) for script in scripts]
        for _ in range(rounds):
            for child in children:
                hear(child, "ready")
            for child in children:
                let_on(child)
        return [_answer(child) for child in children]

    def meanwhile(self, first: str, second: str) -> tuple[Any, Any]:
        """The first stops inside its transaction, the second comes with what it knew before, the first goes on."""
        one, other = self.start(first), self.start(second.replace("go()\n", "go()\nsay_when_coming()\n"))
        for child in (one, other):
            hear(child, "ready")
        let_on(one)
        hear(one, "inside")
        let_on(other)
        hear(other, "coming")
        if self.url:
            # Only the server knows that someone waits for a lock, and it has to be asked.
            wait_for(lambda: self.count(WAITING))
        let_on(one)
        return _answer(one), _answer(other)

    def _environment(self, settings: str) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings,
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.url,
            "EMAIL_URL": f"filemail:///{self.data / 'mail'}",
            "LOG_LEVEL": "ERROR",
        }


@contextmanager
def migrated(folder: Path, installed: Path) -> Iterator[Place]:
    """Tables and nothing more: of the installation there is what the tests' settings add, or a PostgreSQL of its own."""
    server = postgres_url()
    url = _make_database(server) if server else ""
    place = Place(folder, url)
    try:
        if not url:
            shutil.copytree(installed, folder, dirs_exist_ok=True)
        place.run("from django.core.management import call_command; call_command('migrate', verbosity=0)")
        yield place
    finally:
        place.children.close()
        _drop_database(url)


@contextmanager
def laid(template: Place, folder: Path, scene: str) -> Iterator[Place]:
    """A place with its tables and a scene, from which `copy` makes others."""
    with copy(template, folder) as place:
        place.scene = place.run(scene)
        yield place


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


def hear(child: Child, word: str) -> None:
    """Wait until it says so. One that dies, or keeps silent too long, has said nothing."""
    with patience_with(child):
        assert any(line == f"{word}\n" for line in child.stdout), f"it never said “{word}”"


def let_on(child: Child) -> None:
    child.stdin.write("go\n")
    child.stdin.flush()


def _answer(child: Child) -> Any:
    said = child.communicate()
    assert child.returncode == 0, said
    return json.loads(said.splitlines()[-1])


def wait_for(happened: Callable[[], object], seconds: float = PATIENCE) -> None:
    """For what only a database can tell, which calls nobody: asked again and again, until a deadline."""
    # The test process may itself be on another day; waiting goes by the real clock.
    clock = escape_hatch.time.monotonic if escape_hatch.is_travelling() else time.monotonic
    deadline = clock() + seconds
    while not happened():
        assert clock() < deadline, "it did not happen"
        time.sleep(0.05)


def kill(child: Child) -> None:
    child.send_signal(signal.SIGKILL)
    child.wait()


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
