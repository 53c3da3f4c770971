"""The outline beside the raw text: chapters that fold, articles with their addresses, gaps and repeats told in place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from notices.models import Provision
from notices.provisions.numerals import in_chinese
from notices.provisions.rows import missing_after

_HEADS = ("part", "subpart", "chapter", "section", "heading")
_LEAVES = ("preamble", "article", "measure", "closing", "annex")
_NAMES = {"preamble": "引言", "closing": "结尾", "annex": "附件"}
_WORDS = 26


@dataclass(slots=True)
class Leaf:
    label: str
    words: str
    address: str
    line: int
    inside: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    label: str
    line: int
    depth: int
    address: str = ""
    leaves: list[Leaf] = field(default_factory=list)

    @property
    def span(self) -> str:
        labels = [leaf.label for leaf in self.leaves]
        return "—".join(dict.fromkeys((labels[0], labels[-1]))) if labels else ""

    @property
    def faults(self) -> list[str]:
        return [fault for leaf in self.leaves for fault in leaf.faults]


def outline_of(provisions: Sequence[Provision], missing: Sequence[int]) -> list[Group]:
    after = missing_after(provisions, missing)
    seen: set[tuple[str, int, int]] = set()
    groups: list[Group] = []
    for row in provisions:
        if row.kind in _HEADS:
            groups.append(Group(f"{row.label} {row.title}".strip(), row.first_line, row.depth, row.address))
        elif row.kind in _LEAVES:
            if not groups:
                groups.append(Group("", row.first_line, 0))
            groups[-1].leaves.append(_leaf(row, after.get(row.address, []), seen))
        elif groups and groups[-1].leaves:
            groups[-1].leaves[-1].inside += row.kind in ("item", "listed")
    first = next((leaf for group in groups for leaf in group.leaves if leaf.address.startswith("art")), None)
    if missing and min(missing) == 1 and first is not None:
        first.faults.append("前面缺第一条")
    return groups


def _leaf(row: Provision, gap: Sequence[int], seen: set[tuple[str, int, int]]) -> Leaf:
    words = row.title or row.text
    leaf = Leaf(
        row.label or _NAMES.get(row.kind, row.kind),
        words[:_WORDS] + ("…" if len(words) > _WORDS else ""),
        row.address,
        row.first_line,
    )
    if row.kind in ("article", "measure") and row.number:
        name = (row.kind, row.number, row.suffix or 0)
        if name in seen:
            leaf.faults.append("条号重复")
        seen.add(name)
    if gap:
        leaf.faults.append("后面缺" + "、".join(f"第{in_chinese(number)}条" for number in gap[:5]))
    return leaf
