"""What many tests begin with is built once and afterwards laid by its statements alone.

Building a bureau asks the database some four hundred times, most of it Django finding out what it already found out for
the test before. The next test that stands at the same place replays what the first one wrote, in the same order and
past the same triggers, and gets copies of the same objects. Where a test stands is told by what was laid in it so far,
and by the very words of what it wrote besides: whoever has written anything else, lives at another hour, has other
settings, or has no transaction to be rolled back, builds as ever.
"""

import copy
import functools
import json
import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import time_machine
from django.conf import UserSettingsHolder, settings
from django.db import connection
from django.db.models import Model
from wagtail.models import Site

from foundation.clock import now

WRITES = ("INSERT", "UPDATE", "DELETE", "SELECT SETVAL")
FRESH_FOR = timedelta(hours=1)
PLAIN = (str, int, date, time, Enum, bytes, UUID, type(None))
TIME = re.compile(r"\d\d:\d\d:\d\d")

Place = tuple[Hashable, ...]
Statement = tuple[str, Any, bool]
Build = TypeVar("Build", bound=Callable[..., Any])


@dataclass
class Laid:
    moment: datetime
    made: Any
    statements: list[Statement]
    after_commit: list[Any]
    sequences: dict[str, int | None]
    # What became of the rows that were given, in the order given.
    given: list[dict[str, Any]]


@dataclass
class Ground:
    """The database of this process; when it is emptied, what was laid on it is forgotten."""

    # None: something was written that nobody can lay again.
    place: Place | None = ()
    # The moment of what was last laid, or written otherwise.
    last: datetime | None = None
    file: Hashable = None
    written: list[Statement] = field(default_factory=list)
    rolled_back: int = 0
    # What was laid before is laid again: its place is known, whatever it writes.
    laying_again: bool = False
    laid: dict[Place, list[Laid]] = field(default_factory=dict)


ground = Ground()


@contextmanager
def watched(*, build_anew: bool = False, file: Hashable = None) -> Iterator[None]:
    """A test begins, and every statement that writes is taken down."""
    ground.place, ground.last, ground.written = None if build_anew else (), None, []
    if file != ground.file:
        ground.file = file
        _forget_what_stands_on_words()

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if sql.startswith("ROLLBACK"):
            # What was written since the savepoint is gone, and nobody here knows which part that is.
            ground.place = None
            ground.rolled_back += 1
        elif sql.lstrip()[:20].upper().startswith(WRITES):
            if not ground.laying_again:
                _step_aside(sql, params)
            ground.written.append((sql, params, many))
        return done

    with connection.execute_wrapper(look):
        yield


def _step_aside(sql: str, params: Any) -> None:
    """Something was written that is not laid: the place is now told by the words of it as well.

    Not so in PostgreSQL, where the numbers that rows get depend on the tests before.
    """
    if ground.place is None or connection.vendor == "postgresql":
        ground.place = None
        return
    words = f"{sql}{params!r}"
    if TIME.search(words):
        ground.last = now()
    before = ground.place[-1] if ground.place else None
    if isinstance(before, bytes):
        ground.place = (*ground.place[:-1], blake2b(before + words.encode()).digest())
    else:
        ground.place = (*ground.place, blake2b(words.encode()).digest())


def _forget_what_stands_on_words() -> None:
    """Tests of another file hardly write the same, and what is laid takes room."""
    for place in [place for place in ground.laid if any(isinstance(part, bytes) for part in place)]:
        del ground.laid[place]


def laid_once(build: Build) -> Build:
    @functools.wraps(build)
    def lay(*args: Any, **kwargs: Any) -> Any:
        step = _step(build, args, kwargs)
        if ground.place is None or step is None or not _in_the_transaction_of_a_test():
            return build(*args, **kwargs)
        place, moment = (*ground.place, step), _moment()
        rows = [one for one in (*args, *kwargs.values()) if isinstance(one, Model)]
        known = ground.laid.setdefault(place, [])
        for laid in known:
            if timedelta(0) <= moment - laid.moment <= FRESH_FOR:
                made = _again(laid, rows)
                break
        else:
            before, written, waiting = _sequences(), len(ground.written), len(connection.run_on_commit)
            rolled_back, values = ground.rolled_back, [_values(row) for row in rows]
            with _no_time_passing(), time_machine.travel(moment, tick=False):
                made = build(*args, **kwargs)
            if ground.rolled_back != rolled_back:
                return made
            after = _sequences()
            laid = Laid(
                moment,
                copy.deepcopy(made),
                ground.written[written:],
                connection.run_on_commit[waiting:],
                {sequence: value for sequence, value in before.items() if after[sequence] != value},
                [_changed(row, value) for row, value in zip(rows, values, strict=True)],
            )
            known.append(laid)
        # What follows stands on these very rows: a bureau of another hour is another place.
        ground.place, ground.last = (*place, laid.moment), laid.moment
        return made

    return lay  # type: ignore[return-value]


class LaidOnce:
    """Before the bases of a factory: what it makes is laid."""

    @classmethod
    def create(cls, **fields: Any) -> Any:
        return _made_by(cls, **fields)


@laid_once
def _made_by(factory: Any, **fields: Any) -> Any:
    return factory._generate("create", fields)


def _again(laid: Laid, rows: list[Model]) -> Any:
    with connection.cursor() as cursor:
        for name, value in laid.sequences.items():
            # A sequence does not go back with the transaction; the statements name the numbers of the first time.
            cursor.execute("SELECT setval(%s, %s, %s)", [name, value or 1, value is not None])
        ground.laying_again = True
        try:
            for sql, params, many in laid.statements:
                (cursor.executemany if many else cursor.execute)(sql, params)
        finally:
            ground.laying_again = False
    connection.run_on_commit += [(set(connection.savepoint_ids), *rest) for _, *rest in laid.after_commit]
    if any('"wagtailcore_site"' in sql for sql, _, _ in laid.statements):
        Site.clear_site_root_paths_cache()
    for row, values in zip(rows, laid.given, strict=True):
        for name, value in values.items():
            setattr(row, name, copy.copy(value))
    return copy.deepcopy(laid.made)


def _moment() -> datetime:
    """The second that has begun: two tests that travel to one instant do not reach a line in the same millisecond. Not
    before what was laid or written in this very second; whoever travelled back meanwhile means it."""
    begun = now().replace(microsecond=0)
    last = ground.last or begun
    return last if timedelta(0) <= last - begun < timedelta(seconds=1) else begun


@contextmanager
def _no_time_passing() -> Iterator[None]:
    """Where a test has travelled, building takes none of its time: the next to travel there is as far when it is laid."""
    traveller = time_machine.traveller_stack[-1] if time_machine.traveller_stack else None
    begun = now()
    yield
    if traveller is not None and traveller._tick:
        traveller.shift(begun - now())


def _step(build: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Hashable | None:
    given = [_plain(one) for one in (*args, *kwargs.values())]
    if any(one is None for one in given):
        return None
    # Files and keys lie where the settings of the test say.
    folders = (str(settings.MEDIA_ROOT), str(settings.KEYS_DIR))
    return (build.__module__, build.__qualname__, *given, *kwargs, *folders, _settings_of_the_test())


def _settings_of_the_test() -> str:
    """What the test has set for itself."""
    held, said = settings._wrapped, []
    while isinstance(held, UserSettingsHolder):
        said.append({name: value for name, value in vars(held).items() if name != "default_settings"})
        held = held.default_settings
    return repr(said)


def _plain(value: Any) -> Hashable | None:
    """An argument that says all about itself; a bureau is told by its section and people, a row by all that it holds."""
    if isinstance(value, Model):
        return _row(value)
    if isinstance(value, type):
        return value
    if section := getattr(value, "section", None):
        people = getattr(value, "people", {})
        return ("section", section.pk, *((role, user.pk) for role, user in people.items()))
    if isinstance(value, list | tuple):
        inside = [_plain(one) for one in value]
        return None if None in inside else (type(value), *inside)
    if isinstance(value, dict):
        return _plain(list(value.items()))
    if is_dataclass(value):
        said = _plain([getattr(value, each.name) for each in fields(value)])
        return said and (type(value), said)
    if isinstance(value, Path):
        return str(value)
    return (type(value), value) if isinstance(value, PLAIN) else None


def _values(row: Model) -> dict[str, Any]:
    return {
        each.attname: row.__dict__[each.attname] for each in row._meta.concrete_fields if each.attname in row.__dict__
    }


def _changed(row: Model, before: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in _values(row).items() if name not in before or before[name] != value}


def _row(row: Model) -> Hashable | None:
    """The values the object has now, which need not be those of the database."""
    if row.pk is None or row.get_deferred_fields() or any(row.__dict__.get("_cluster_related_objects", {}).values()):
        return None
    values = (each.get_prep_value(getattr(row, each.attname)) for each in row._meta.concrete_fields)
    return (type(row), *(value if isinstance(value, PLAIN) else json.dumps(value, default=str) for value in values))


def _sequences() -> dict[str, int | None]:
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'")
        return dict(cursor.fetchall())


def _in_the_transaction_of_a_test() -> bool:
    blocks = connection.atomic_blocks
    return bool(blocks) and blocks[0]._from_testcase
