"""The folder of the embedded index: which generation counts, who may write, and what changed while one is rebuilt.

current            the name of the generation that answers
v1-3f2a…/          a generation: a tantivy index
writer.lock        held by whoever writes
rebuild.lock       held by whoever rebuilds
building.json      a rebuild on its way: its generation, and the last key that is safely in it
journal.jsonl      what was written since that rebuild began, to be repeated in its generation
"""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.engines.fields import VERSION
from search.engines.protocol import EngineAway

SECONDS_TO_WAIT = 20.0
SECONDS_BETWEEN = 0.02


@dataclass(frozen=True, slots=True)
class Building:
    generation: str
    after: str = ""


class Folder:
    def __init__(self, path: Path, *, is_private: bool = False) -> None:
        self.path = path
        self.is_private = is_private
        self.pointer = path / "current"
        self.building_file = path / "building.json"
        self.journal = path / "journal.jsonl"

    def make(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if self.is_private:
                self.path.chmod(0o700)
        except OSError as error:
            raise EngineAway(f"不能建立索引目录 {self.path}：{error.strerror}。") from error
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise EngineAway(f"索引目录 {self.path} 不可写。")

    # --- generations ---

    def current(self) -> str:
        """The generation that answers; empty when there is none yet."""
        try:
            return self.pointer.read_text().strip()
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise EngineAway(f"读不了索引目录 {self.path}：{error.strerror}。") from error

    @staticmethod
    def is_of_this_version(generation: str) -> bool:
        return generation.startswith(f"v{VERSION}-")

    def new_generation(self) -> str:
        name = f"v{VERSION}-{secrets.token_hex(6)}"
        (self.path / name).mkdir()
        return name

    def point_to(self, generation: str) -> None:
        """At once and whole: a reader sees the old name or the new one."""
        beside = self.path / f"current.{os.getpid()}"
        beside.write_text(generation)
        os.replace(beside, self.pointer)

    def tidy(self) -> None:
        """Remove generations nobody points to. Readers that still have one open keep it until they let go."""
        building = self.building()
        kept = {self.current(), building.generation if building else ""}
        for path in self.path.iterdir():
            if path.is_dir() and path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)

    def hand_over(self) -> None:
        """What root made, by a command or a restore, belongs to whom the data folder belongs to: the service writes it."""
        if os.geteuid() != 0:
            return
        owner = self.path.parent.stat()
        if (owner.st_uid, owner.st_gid) == (0, 0):
            return
        with contextlib.suppress(FileNotFoundError):  # merged away by another process meanwhile
            for path in (self.path, *self.path.rglob("*")):
                os.chown(path, owner.st_uid, owner.st_gid)

    # --- locks, let go by the system when a process dies ---

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        with self._locked("writer.lock", SECONDS_TO_WAIT) as got:
            if not got:
                raise EngineAway(f"索引目录 {self.path} 一直被别的进程占着写，等了 {SECONDS_TO_WAIT:g} 秒。")
            yield

    @contextlib.contextmanager
    def rebuilding(self) -> Iterator[bool]:
        """Answers if this process is the one that may rebuild."""
        with self._locked("rebuild.lock", 0) as got:
            yield got

    @contextlib.contextmanager
    def _locked(self, name: str, patience: float) -> Iterator[bool]:
        self.make()
        deadline = time.monotonic() + patience
        with open(self.path / name, "a") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        yield False
                        return
                    time.sleep(SECONDS_BETWEEN)
            yield True

    # --- a rebuild on its way ---

    def building(self) -> Building | None:
        try:
            data = json.loads(self.building_file.read_text())
            return Building(str(data["generation"]), str(data["after"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def note(self, building: Building) -> None:
        beside = self.path / f"building.{os.getpid()}"
        beside.write_text(json.dumps({"generation": building.generation, "after": building.after}))
        os.replace(beside, self.building_file)

    def end_building(self) -> None:
        self.building_file.unlink(missing_ok=True)
        self.journal.unlink(missing_ok=True)

    def add_to_journal(self, entries: list[dict[str, Any]]) -> None:
        with open(self.journal, "a", encoding="utf-8") as file:
            for entry in entries:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def read_journal(self, start: int = 0) -> tuple[list[dict[str, Any]], int]:
        """What was written from a place on, and where it ends. A line cut off by a kill was never carried out."""
        try:
            with open(self.journal, "rb") as file:
                file.seek(start)
                data = file.read()
        except FileNotFoundError:
            return [], start
        whole = data.rfind(b"\n") + 1
        entries = []
        for line in data[:whole].splitlines():
            with contextlib.suppress(ValueError):
                entries.append(json.loads(line))
        return entries, start + whole
