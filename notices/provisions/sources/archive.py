"""Opens a zip that may mean harm: what it says of itself is not believed, only what comes out is counted."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field

from notices.provisions.sources.source import CannotRead

CHUNK = 64 * 1024
AT_MOST_PARTS = 5_000
AT_MOST_PART = 64 * 1024 * 1024
AT_MOST_TOTAL = 160 * 1024 * 1024
# Word's XML seldom shrinks to less than a fiftieth. Small parts may shrink to anything.
AT_MOST_RATIO = 300
RATIO_COUNTS_FROM = 2 * 1024 * 1024

_BROKEN = "这个文件不完整或已损坏，打不开。请用 Word 或 WPS 打开原件另存一份，再上传。"
_BOMB = "这个文件解压后大得不正常，为了安全没有读取。请用 Word 或 WPS 打开原件另存一份，再上传。"
_LOCKED = "这个文件加了密码，读不了。请去掉密码另存一份，再上传。"

_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, KeyError)


@dataclass(slots=True)
class Archive:
    """The parts of one file, read within limits that hold for all of them together."""

    _zip: zipfile.ZipFile
    _read: int = 0
    names: frozenset[str] = field(default_factory=frozenset)

    def read(self, name: str) -> bytes:
        """The content of a part; empty when there is none of this name."""
        if name not in self.names:
            return b""
        try:
            return self._content(self._zip.getinfo(name))
        except _FAULTS as fault:
            raise CannotRead(_BROKEN) from fault

    def _content(self, part: zipfile.ZipInfo) -> bytes:
        if part.flag_bits & 0x1:
            raise CannotRead(_LOCKED)
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise CannotRead(_BROKEN)
        content = bytearray()
        with self._zip.open(part) as stream:
            while chunk := stream.read(CHUNK):
                content += chunk
                self._read += len(chunk)
                tight = len(content) > RATIO_COUNTS_FROM and len(content) > AT_MOST_RATIO * max(part.compress_size, 1)
                if tight or len(content) > AT_MOST_PART or self._read > AT_MOST_TOTAL:
                    raise CannotRead(_BOMB)
        return bytes(content)


def open_archive(data: bytes) -> Archive:
    """The archive in these bytes."""
    # Counted before the directory is read, for each of its entries becomes an object.
    if data.count(b"PK\x01\x02") > AT_MOST_PARTS:
        raise CannotRead(_BOMB)
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS as fault:
        raise CannotRead(_BROKEN) from fault
    return Archive(opened, names=frozenset(opened.namelist()))


def names_in(data: bytes) -> frozenset[str]:
    """What the parts are called; raises CannotRead for what is no whole zip."""
    return open_archive(data).names
