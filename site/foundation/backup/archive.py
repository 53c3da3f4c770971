"""The archive file: written with a digest of every member, and read once from end to end before it is believed."""

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from foundation.backup.errors import Refused
from foundation.backup.manifest import KINDS, NAME, UNREADABLE, Manifest

DAMAGED = "档案已损坏或不完整：{}。请换用另一份备份。"
BLOCK = 1 << 20
LARGEST_MANIFEST = 256 << 20


class HashingReader:
    """Takes the digest of what passes through it, so that a file is read once."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.source.read(size)
        self.digest.update(block)
        return block


def write(path: Path, members: Iterable[tuple[str, Path]], about: Manifest) -> Manifest:
    """Write a new archive, readable by its owner alone. The manifest comes last: a cut archive has none."""
    digests: dict[str, str] = {}
    with (
        os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        tarfile.open(fileobj=file, mode="w:gz", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, source in members:
            try:
                stream = source.open("rb")
            except FileNotFoundError:
                continue  # deleted while the site runs: no longer part of it
            with stream:
                reader = HashingReader(stream)
                tar.addfile(_header(name, os.fstat(stream.fileno())), reader)
            digests[name] = reader.digest.hexdigest()
        manifest = replace(about, members=digests)
        raw = manifest.dumps()
        info = tarfile.TarInfo(NAME)
        info.size, info.mode = len(raw), 0o600
        tar.addfile(info, io.BytesIO(raw))
    return manifest


def _header(name: str, stat: os.stat_result) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = stat.st_size, int(stat.st_mtime), stat.st_mode & 0o777
    return info


def inspect(file: BinaryIO, kind: str) -> Manifest:
    """Read the whole archive, writing nothing. Answers the manifest only when every name and digest is right."""
    digests: dict[str, str] = {}
    raw = b""
    try:
        with tarfile.open(fileobj=file, mode="r:gz") as tar:
            for member in tar:
                _refuse_name(member, digests)
                source = tar.extractfile(member)
                if source is None:
                    raise Refused(DAMAGED.format(f"读不出 {member.name}"))
                if member.name == NAME:
                    raw = source.read(LARGEST_MANIFEST)
                else:
                    digests[member.name] = _digest(source)
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, UnicodeError) as error:
        raise Refused(DAMAGED.format("读到一半读不下去")) from error
    if not raw:
        raise Refused(UNREADABLE)
    manifest = Manifest.loads(raw)
    if manifest.kind != kind:
        raise Refused(f"这是{KINDS[manifest.kind]}，不是{KINDS[kind]}。请核对文件。")
    if wrong := sorted({*digests.items()} ^ {*manifest.members.items()}):
        raise Refused(DAMAGED.format(f"{wrong[0][0]} 与清单不符"))
    return manifest


def _refuse_name(member: tarfile.TarInfo, seen: dict[str, str]) -> None:
    """Only plain files, under names that stay inside, each once."""
    path = PurePosixPath(member.name)
    inside = not path.is_absolute() and ".." not in path.parts and path.as_posix() == member.name and path.parts
    if not inside or "\\" in member.name or "\0" in member.name:
        raise Refused(f"档案里有指向别处的文件名 {member.name!r}，不予恢复。请确认档案的来源。")
    if not member.isreg():
        raise Refused(f"档案里的 {member.name!r} 不是普通文件，不予恢复。请确认档案的来源。")
    if member.name in seen:
        raise Refused(DAMAGED.format(f"{member.name} 出现了两次"))


def _digest(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := source.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def extract(file: BinaryIO, prefix: str, folder: Path) -> None:
    """Unpack what an inspected archive has under a prefix. The data filter is the second lock on the same door."""
    file.seek(0)
    with tarfile.open(fileobj=file, mode="r:gz") as tar:
        for member in tar:
            if member.name.startswith(prefix):
                tar.extract(member.replace(name=member.name.removeprefix(prefix)), folder, filter="data")


def unpacked_size(file: BinaryIO) -> int:
    file.seek(0)
    with tarfile.open(fileobj=file, mode="r:gz") as tar:
        return sum(member.size for member in tar)
