"""The warnings about a draft set as a person works through them: each with a name that lasts from reading to reading."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from notices.models import ProvisionSet
from notices.provision_sets import edits_of, reading_of
from notices.provisions import Reading
from notices.provisions.placing import onto_raw
from notices.provisions.warnings.found import Edit, Warning

# Told of, and settled elsewhere: choosing the day answers the one; no hand-waving answers the other.
CHOOSE_THE_DAY = "effective-rule"
NOTHING_TO_READ = "no-provisions"


@dataclass(frozen=True, slots=True)
class Finding:
    """`placed` are its edits on the raw lines. The same slip has the same `key` while its own line is left alone."""

    warning: Warning
    placed: tuple[Edit, ...]
    key: str
    is_left: bool = False

    @property
    def is_sure(self) -> bool:
        return bool(self.warning.repairs) and not self.is_left

    @property
    def mark(self) -> tuple[str, int]:
        return self.warning.code, self.warning.line


def findings_of(one: ProvisionSet, reading: Reading) -> list[Finding]:
    raw = one.raw_text.split("\n")
    before = edits_on(one)
    left = {each["key"] for each in one.left_as_is}
    found = []
    for warning in reading.warnings:
        placed = tuple(onto_raw(raw[each.line - 1], before.get(each.line, []), each)[0] for each in warning.repairs)
        key = _key(warning, placed)
        found.append(Finding(warning, placed, key, key in left))
    return found


def open_findings(one: ProvisionSet, reading: Reading | None = None) -> list[Finding]:
    """Neither accepted nor left as they are."""
    return [each for each in findings_of(one, reading or reading_of(one)) if not each.is_left]


def edits_on(one: ProvisionSet) -> dict[int, list[Edit]]:
    lines: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits_of(one):
        lines[edit.line].append(edit)
    return lines


def edit_of(kept: dict[str, Any]) -> Edit:
    return Edit(kept["line"], kept["start"], kept["end"], kept["text"])


def _key(warning: Warning, placed: tuple[Edit, ...]) -> str:
    name = [warning.code, warning.line, [(one.line, one.start, one.end, one.text) for one in placed]]
    return hashlib.sha256(json.dumps(name, ensure_ascii=False).encode()).hexdigest()[:12]
