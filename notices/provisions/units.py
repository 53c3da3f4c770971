"""Who leads, who is responsible, who cooperates: lines of their own, or in brackets at a measure's end."""

import re
from dataclasses import dataclass, replace

_KINDS = {"牵头": "lead", "主办": "lead", "责任": "responsible", "负责": "responsible", "落实": "responsible"}
_KINDS |= dict.fromkeys(("配合", "参与", "协办", "参加", "协同"), "cooperating")
_NAMED = re.compile(rf"({'|'.join(_KINDS)})(?:单位|部门|处室|机构|科室)[:：]")
_BRACKET = re.compile(r"[(（\[［【]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）\]］】][。.]?\s*$")
# …给予奖励。（省科技厅负责） within a paragraph, where the page put two together.
_BEHIND_STOP = re.compile(
    r"[。；;！!] ?[(（\[［]([^()（）\[\]［］]{2,200}(?:[(（][^()（）]{0,20}[)）][^()（）]{0,200}){0,4})[)）\]］]"
)
# What a clause of such a bracket ends with, and what its units then are.
_ACTS = (
    (re.compile(r"(?:共同|联合)?(?:负责)?牵头(?:负责|组织|落实|实施)?$"), "lead"),
    (re.compile(r"(?:共同|协同|积极)?(?:配合|参与|参加|协同|协助)(?:落实|实施)?$"), "cooperating"),
    (
        re.compile(r"(?:按照?|依)(?:各自)?职责(?:分工)?(?:分别)?(?:负责|落实|推进|实施|抓好落实)?$|(?:共同|分别)?(?:负责|落实|实施)$"),
        "responsible",
    ),
)  # fmt: skip
# 排在第一位的部门为牵头部门，下同
_ASIDE = re.compile(r"^(?:下同|以下(?:均|同).*|排在.*|列第一.*|.*不再(?:重复)?列出)$")
_AND_OTHERS = re.compile(r"等(?:有关|相关|各)?(?:部门|单位|地方)?$")
_BEGINS_LIST = re.compile(r"各[市州盟县区旗]{1,2}")  # 各市、县（区）人民政府 are named together
_LONGEST_BRACKET = 400
_NEXT_KEY = re.compile(r"[，,；;。][\u4e00-\u9fff]{2,8}[:：]")  # …；适用范围：…
_SEPARATOR = re.compile(r"[、，,；;](?![^（(]*[)）])")
_CLAUSE = re.compile(r"[，,；;。](?![^（(]*[)）])")


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
    return _NAMED.match(text.lstrip("(（【[［")) is not None


def units_in(text: str) -> Units:
    """The units a line names, or a paragraph in its last bracket."""
    bare = text.strip()
    if is_line_of_units(bare):
        bracketed = bare[0] in "(（【[［"
        return _named(bare.lstrip("(（【[［").rstrip("。.；;)）】]］") if bracketed else bare.rstrip("。.；;"))
    units = Units()
    last = _BRACKET.search(bare[-_LONGEST_BRACKET:])
    inner = [found[1] for found in _BEHIND_STOP.finditer(bare)]
    for inside in (*inner, *([last[1]] if last and last[1] not in inner[-1:] else [])):
        units |= _named(inside) if _NAMED.search(inside) else _by_clauses(inside)
    return units


def _by_clauses(text: str) -> Units:
    """省科技厅牵头，省财政厅、省教育厅，各市人民政府按职责分工负责: units wait for the word that says what they do."""
    units, waiting = Units(), ""
    for clause in _CLAUSE.split(text):
        clause = clause.strip()
        if not clause or _ASIDE.match(clause):
            continue
        for act, kind in _ACTS:
            done = act.search(clause)
            if done:
                who = "、".join(part for part in (waiting, clause[: done.start()]) if part)
                units |= replace(Units(), **{kind: names(who)})
                waiting = ""
                break
        else:
            waiting = "、".join(part for part in (waiting, clause) if part)
    return Units() if waiting else units


def _named(text: str) -> Units:
    units = Units()
    cuts = list(_NAMED.finditer(text))
    for cut, end in zip(cuts, [after.start() for after in cuts[1:]] + [len(text)], strict=True):
        said = _NEXT_KEY.split(text[cut.end() : end])[0]
        units |= replace(Units(), **{_KINDS[cut[1]]: names(said)})
    return units


def names(text: str) -> tuple[str, ...] | None:
    found: list[str] = []
    begun = ""
    for part in _SEPARATOR.split(text):
        name = begun + _AND_OTHERS.sub("", part.strip(" 。.；;　"))
        begun = f"{name}、" if _BEGINS_LIST.fullmatch(name) else ""
        if name and not begun:
            found.append(name)
    return tuple(found) or None
