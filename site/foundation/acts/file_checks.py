"""What is looked for in a file before it is kept, and what was found. What to look for an app says; here it is asked.

A file is known by the digest of its bytes: the same bytes were looked over once, whatever they are called.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.conf import settings
from django.core.files import File
from django.db.models import QuerySet

from foundation.clock import now
from foundation.models.checked_file import CheckedFile


class Weight(StrEnum):
    REFUSES = "refuses"  # the file is not taken
    BARS = "bars"  # taken, but nothing that carries it passes review
    CONFIRMS = "confirms"  # whoever reviews sees it and answers for it


@dataclass(frozen=True, slots=True)
class FileFinding:
    """One thing found in a file, in words."""

    code: str
    says: str
    weight: Weight


class Looker(Protocol):
    """What an app offers: a look at the bytes, and a name under which they may be kept."""

    def look(self, name: str, data: bytes, *, at_most: int) -> list[FileFinding]: ...
    def name(self, name: str) -> str: ...


_lookers: list[Looker] = []


def file_looker(looker: Looker) -> Looker:
    """Register who looks files over. There is one."""
    _lookers[:] = [looker]
    return looker


def looks_are_taken() -> bool:
    return bool(_lookers)


def kept_name(name: str) -> str:
    """The name a file is kept under: safe, and still what its owner called it."""
    return _lookers[0].name(name) if _lookers else name


def look_over(name: str, file: "File[Any]") -> list[FileFinding]:
    """Everything found in these bytes. Noted by their digest, unless they are refused; asked twice, looked at once."""
    if not _lookers:
        return []
    if (before := getattr(file, "looked_over", None)) is not None and before[0] == name:
        found: list[FileFinding] = before[1]
        return found
    at_most = settings.ATTACHMENT_MAX_BYTES
    data = _beginning(file, at_most + 1)
    findings = _lookers[0].look(name, data, at_most=at_most)
    if not refused(findings):
        _note(data, findings)
    file.looked_over = name, findings  # type: ignore[attr-defined]
    return findings


def look_over_stored(file: Any) -> list[FileFinding]:
    """The same for a document or picture that is laid already: what would be refused today is noted as barring."""
    with file.file.open("rb") as stream:
        data = stream.read()
    findings = _lookers[0].look(file.file.name, data, at_most=settings.ATTACHMENT_MAX_BYTES) if _lookers else []
    findings = [FileFinding(one.code, one.says, _without_refusal(one.weight)) for one in findings]
    _note(data, findings)
    return findings


def refused(findings: Iterable[FileFinding]) -> list[str]:
    return [one.says for one in findings if one.weight is Weight.REFUSES]


def found_in(digests: Collection[str]) -> dict[str, list[FileFinding]]:
    """Digest -> what was found; a digest that was never looked over is not there. One query."""
    rows = CheckedFile.objects.filter(digest__in=digests).values_list("digest", "findings")
    return {digest: findings_of(findings) for digest, findings in rows}


def found_by_sha1(hashes: Collection[str]) -> dict[str, list[FileFinding]]:
    """The same for a list, by the hash Wagtail keeps with each document. For showing only: nothing is decided by it."""
    rows = CheckedFile.objects.filter(sha1__in=hashes).values_list("sha1", "findings")
    return {sha1: findings_of(findings) for sha1, findings in rows}


def found_in_file(file: Any) -> list[str]:
    """What a person is told of one stored document or picture."""
    digest = digest_of_file(file)
    if not _lookers or not digest:
        return []
    findings = found_in([digest]).get(digest)
    return ["这个文件还没有检查过。"] if findings is None else [one.says for one in findings]


def findings_of(stored: Iterable[dict[str, str]]) -> list[FileFinding]:
    return [FileFinding(one["code"], one["says"], Weight(one["weight"])) for one in stored]


def digest_of_file(file: Any) -> str:
    """Of a stored document or picture; empty when its bytes are missing."""
    digest = hashlib.sha256()
    try:
        with file.file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except (OSError, ValueError):
        return ""
    return digest.hexdigest()


def unchecked(files: QuerySet[Any]) -> Iterable[Any]:
    """Those of them whose bytes nobody has looked over. Reads them all."""
    known = set(CheckedFile.objects.values_list("digest", flat=True))
    for file in files.order_by("pk").iterator(chunk_size=200):
        digest = digest_of_file(file)
        if digest and digest not in known:
            yield file


def _note(data: bytes, findings: list[FileFinding]) -> None:
    stored = [{"code": one.code, "says": one.says, "weight": one.weight.value} for one in findings]
    CheckedFile.objects.update_or_create(
        digest=hashlib.sha256(data).hexdigest(),
        defaults={
            "sha1": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
            "size": len(data),
            "findings": stored,
            "checked_at": now(),
        },
    )


def _beginning(file: "File[Any]", length: int) -> bytes:
    file.seek(0)
    data: bytes = file.read(length)
    file.seek(0)
    return data


def _without_refusal(weight: Weight) -> Weight:
    return Weight.BARS if weight is Weight.REFUSES else weight
