"""The other house style: 一、（一）1． with who leads and who is responsible."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from notices.provisions.marks import Level, Mark
from notices.provisions.paragraphs import Paragraph
from notices.provisions.provision import Addresses, Kind, Provision
from notices.provisions.units import Units, is_line_of_units, units_in

_LONGEST_TITLE = 40
_CLOSES = re.compile(
    r"(?:此|本|以上|上述)(?:政策|措施|意见|通知|办法|方案|规划|规定|细则|决定|通告|公告|条).{0,24}(?:起|施行|解释|执行|有效)"
)


_ONLY_UNITS = re.compile(r"[(（\[［【].*[)）\]］】][。.]?")
_STATES = re.compile(r"自.{2,20}起(?:施行|实施|执行|生效)|有效期(?:至|为|\d|[一二三四五六七八九十])")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: `section` is the label of what it stands under where numbers begin anew there."""

    provision: Provision
    section: str | None
    units: Units


@dataclass(slots=True)
class _Node:
    mark: Mark
    body: list[Paragraph]
    parent: "_Node | None"
    children: list["_Node"] = field(default_factory=list)

    @property
    def depth(self) -> Level:
        return self.mark.level


@dataclass(frozen=True, slots=True)
class Measures:
    """Headings and measures as a tree in order, the measures among them, and the sentences that close the text."""

    tree: tuple[Provision, ...]
    measures: tuple[Measure, ...]
    closing: Provision | None


def measures_of(body: Sequence[Paragraph], addresses: Addresses) -> Measures:
    body, closing = _closing(body, addresses)
    top = _grown(body)
    nodes = list(_walk(top))
    level = _level_of_measures(nodes)
    anew = _begins_anew([node for node in nodes if node.depth is level])
    built = _Builder(level, anew, _levels_of_sentences(nodes), addresses)
    tree = tuple(built.build(node) for node in top)
    return Measures(tree, tuple(built.measures), closing)


def _closing(body: Sequence[Paragraph], addresses: Addresses) -> tuple[Sequence[Paragraph], Provision | None]:
    last = body[-1] if body else None
    if last is None or last.mark is not None or not _CLOSES.match(last.text):
        return body, None
    return body[:-1], Provision(Kind.CLOSING, None, None, "", None, last.text, addresses.give("closing"), last.lines)


def _grown(body: Sequence[Paragraph]) -> list[_Node]:
    top: list[_Node] = []
    stack: list[_Node] = []
    for paragraph in body:
        if paragraph.mark is None:
            if stack:
                stack[-1].body.append(paragraph)
            continue
        while stack and stack[-1].depth >= paragraph.mark.level:
            stack.pop()
        node = _Node(paragraph.mark, [paragraph], stack[-1] if stack else None)
        (stack[-1].children if stack else top).append(node)
        stack.append(node)
    return top


def _walk(nodes: Sequence[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _level_of_measures(nodes: Sequence[_Node]) -> Level:
    """The deepest level counted through the whole text; else the level most sections are divided by."""
    levels = {level: [node for node in nodes if node.depth is level] for level in Level}
    for level in (Level.DECIMAL, Level.BRACKETED, Level.CHINESE):
        counted = [node.mark.number for node in levels[level]]
        parents = {id(node.parent) for node in levels[level]}
        if len(parents) > 1 and counted == list(range(1, len(counted) + 1)):
            return level
    sections, divided = levels[Level.CHINESE], levels[Level.BRACKETED]
    parents = {id(node.parent) for node in divided}
    if len(divided) >= 2 and len(parents) * 2 >= len(sections):
        return Level.BRACKETED
    return next((level for level in (Level.CHINESE, Level.BRACKETED, Level.DECIMAL) if levels[level]), Level.CHINESE)


def _begins_anew(nodes: Sequence[_Node]) -> bool:
    orders = [node.mark.number for node in nodes]
    return len(set(orders)) != len(orders)


def _levels_of_sentences(nodes: Sequence[_Node]) -> set[Level]:
    """Where most begin with a long sentence, a short first sentence is no title either."""
    found = set()
    for level in {node.depth for node in nodes}:
        titled = [_title_and_text(node)[0] is not None for node in nodes if node.depth is level]
        if len(titled) >= 3 and sum(titled) * 2 < len(titled):
            found.add(level)
    return found


class _Builder:
    def __init__(self, level: Level, anew: bool, sentences: set[Level], addresses: Addresses) -> None:
        self.level = level
        self.anew = anew
        self.sentences = sentences
        self.addresses = addresses
        self.measures: list[Measure] = []

    def build(self, node: _Node, path: tuple[int, ...] = ()) -> Provision:
        if node.depth is self.level:
            return self._measure(node)
        title, text = self._title_and_text(node)
        path = (*path, node.mark.number)
        address = self.addresses.give("s-" + "-".join(map(str, path)))
        children = tuple(self.build(child, path) for child in node.children)
        lines = tuple(line for paragraph in node.body for line in paragraph.lines)
        return Provision(Kind.HEADING, node.mark.number, None, node.mark.label, title, text, address, lines, children)

    def _measure(self, node: _Node) -> Provision:
        title, own = self._title_and_text(node)
        section = node.parent.mark if node.parent and self.anew else None
        wished = f"m-{section.number}-{node.mark.number}" if section else f"m-{node.mark.number}"
        address = self.addresses.give(wished)
        children = tuple(self._below(child, address) for child in node.children)
        inside = [paragraph for below in _walk([node]) for paragraph in below.body]
        units = Units()
        for paragraph in inside:
            units |= units_in(paragraph.text)
        whole = [own, *(p.whole for child in _walk(node.children) for p in child.body if not is_line_of_units(p.text))]
        lines = tuple(dict.fromkeys(line for paragraph in inside for line in paragraph.lines))
        text = "\n".join(part for part in whole if part)
        provision = Provision(
            Kind.MEASURE, node.mark.number, None, node.mark.label, title, text, address, lines, children
        )
        self.measures.append(Measure(provision, section.label.rstrip("、.") if section else None, units))
        return provision

    def _title_and_text(self, node: _Node) -> tuple[str | None, str]:
        return _title_and_text(node, only_headings=node.depth in self.sentences)

    def _below(self, node: _Node, parent: str) -> Provision:
        kind = Kind.ITEM if node.depth <= Level.BRACKETED else Kind.LISTED
        step = str(node.mark.number) if kind is Kind.ITEM else f"n{node.mark.number}"
        address = self.addresses.give(f"{parent}-{step}")
        text = "\n".join(p.text for p in node.body if p.text)
        children = tuple(self._below(child, address) for child in node.children)
        lines = tuple(dict.fromkeys(line for below in _walk([node]) for p in below.body for line in p.lines))
        return Provision(kind, node.mark.number, None, node.mark.label, None, text, address, lines, children)


def _says_more(tail: str) -> bool:
    return bool(tail.strip()) and not _ONLY_UNITS.fullmatch(tail.strip())


def _title_and_text(node: _Node, *, only_headings: bool = False) -> tuple[str | None, str]:
    """The words up to the first full stop are the title, if they are short and more than the units follows."""
    first = node.body[0].text
    rest = [paragraph.text for paragraph in node.body[1:] if not is_line_of_units(paragraph.text)]
    head, stop, tail = first.partition("。")
    short = len(head) <= _LONGEST_TITLE
    if short and not stop:
        spaced_out = all(len(part) == 1 for part in head.split())
        title, texts = "".join(head.split()) if spaced_out else head.rstrip("：:"), rest
    elif short and not only_headings and not _STATES.search(head) and (_says_more(tail) or rest or node.children):
        title, texts = head, [tail.strip(), *rest]
    else:
        return None, "\n".join(part for part in (first, *rest) if part)
    return title or None, "\n".join(part for part in texts if part)
