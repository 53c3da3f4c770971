"""Who leads, who is responsible, who cooperates: lines of their own, or in brackets at a measure's end."""

import re
from dataclasses import dataclass, replace

_KINDS = {"牵头": "lead", "主办": "lead", "责任": "responsible", "负责": "responsible", "落实": "responsible"}
_KINDS |= {
    "配合": "cooperating",
    "参与": "cooperating",
    "协办": "cooperating",
    "参加": "cooperating",
    "协同": "cooperating",
}
_NAMED = re.compile(rf"({'|'.join(_KINDS)})(?:单位|部门|处室|机构|科室)[:：]")
_BRACKET = re.compile(r"[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）][。.]?\s*$")
_LED = re.compile(
    r"^(.+?)(?:等)?(?:牵头|负责牵头)(?:[,，;；、](.+?)(?:等)?(按职责分工负责|按照?职责分工(?:落实|负责)?|负责|配合|参与|参加|落实))?[。]?$"
)
_SHARED = re.compile(r"^(.+?)(?:等)?(?:按照?(?:各自)?职责分工)?(?:负责|落实)$")
_LONGEST_BRACKET = 400
_SEPARATOR = re.compile(r"[、，,；;](?![^（(]*[)）])")


@dataclass(frozen=True, slots=True)
class Units:
    lead: tuple[str, ...] | None = None
    responsible: tuple[str, ...] | None = None
    cooperating: tuple[str, ...] | None = None

    def __or__(self, other: "Units") -> "Units":
        return Units(
            _both(self.lead, other.lead),
            _both(self.responsible, other.responsible),
            _both(self.cooperating, other.cooperating),
        )

    def __bool__(self) -> bool:
        return bool(self.lead or self.responsible or self.cooperating)


def _both(one: tuple[str, ...] | None, two: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return (one or ()) + (two or ()) if one or two else None


def is_line_of_units(text: str) -> bool:
    """牵头单位：… as a line of its own, bracketed or not."""
    return _NAMED.match(text.lstrip("(（【[")) is not None


def units_in(text: str) -> Units:
    """The units a line names, or a paragraph in its last bracket."""
    bare = text.strip()
    if is_line_of_units(bare):
        return _named(bare.lstrip("(（【[").rstrip("。.；;)）】]") if bare[0] in "(（【[" else bare.rstrip("。.；;"))
    found = _BRACKET.search(bare[-_LONGEST_BRACKET:])
    if found is None:
        return Units()
    inside = found[1]
    if _NAMED.search(inside):
        return _named(inside)
    led = _LED.match(inside)
    if led:
        others = names(led[2]) if led[2] else None
        helps = bool(led[3]) and led[3] in ("配合", "参与", "参加")
        return Units(names(led[1]), None if helps else others, others if helps else None)
    shared = _SHARED.match(inside)
    return Units(responsible=names(shared[1])) if shared else Units()


def _named(text: str) -> Units:
    units = Units()
    cuts = list(_NAMED.finditer(text))
    for cut, end in zip(cuts, [after.start() for after in cuts[1:]] + [len(text)], strict=True):
        units |= replace(Units(), **{_KINDS[cut[1]]: names(text[cut.end() : end])})
    return units


def names(text: str) -> tuple[str, ...] | None:
    found = tuple(name for name in (part.strip(" 。.；;　") for part in _SEPARATOR.split(text)) if name)
    return found or None
