"""Puts an article together: its paragraphs, items, and lists within them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from notices.provisions.marks import Level, Mark
from notices.provisions.numerals import in_chinese, number
from notices.provisions.paragraphs import Paragraph, is_heading_like
from notices.provisions.provision import Addresses, Kind, Provision

_INLINE = re.compile(r"(?:(?<=[:：])|(?<=[;；。])|(?<=[,，])) *([(（][一二三四五六七八九十]{1,3}[)）])")


@dataclass(slots=True)
class _Node:
    mark: Mark | None
    text: str
    lines: list[int]
    children: list["_Node"] = field(default_factory=list)


def article_of(body: Sequence[Paragraph], addresses: Addresses) -> Provision:
    """The article whose paragraphs these are; the first carries its number."""
    mark = body[0].mark
    if mark is None:
        raise ValueError("An article begins with its number.")
    label = mark.label
    address = addresses.give(f"art-{mark.number}" + (f"z{mark.suffix}" if mark.suffix else ""))
    first = body[0].text
    whole = "\n".join(part for part in (first, *(paragraph.whole for paragraph in body[1:])) if part)
    lines = tuple(dict.fromkeys(line for paragraph in body for line in paragraph.lines))
    title = _name(body)
    nodes = _nodes(body)
    children = tuple(_children(nodes[1:] if title == first else nodes, address, addresses))
    return Provision(Kind.ARTICLE, mark.number, mark.suffix, label, title, whole, address, lines, children)


def _name(body: Sequence[Paragraph]) -> str | None:
    """第三条 【目的】…, or a line of its own such as 第六条 国际创新园申报条件."""
    found = re.match(r"[【\[]([^】\]]{1,30})[】\]]", body[0].text)
    if found:
        return found[1]
    piece = body[0].pieces[0]
    return body[0].text if len(body) > 1 and len(body[0].pieces) == 1 and is_heading_like(piece) else None


def _nodes(body: Sequence[Paragraph]) -> list[_Node]:
    """Paragraphs and items in order; each list mark goes below the nearest shallower one before it."""
    top: list[_Node] = []
    stack: list[_Node] = []
    for place, paragraph in enumerate(body):
        mark = paragraph.mark if place else None
        lines = list(paragraph.lines)
        if mark is None:
            if paragraph.text or not place:
                first, items = _inline(paragraph.text, lines)
                top += [_Node(None, first, lines), *items]
            stack = []
            continue
        node = _Node(mark, paragraph.text, lines)
        while stack and (stack[-1].mark is None or stack[-1].mark.level >= mark.level):
            stack.pop()
        (stack[-1].children if stack else top).append(node)
        stack.append(node)
    return top


def _inline(text: str, lines: list[int]) -> tuple[str, list[_Node]]:
    """Items run on in one paragraph: …条件：（一）…；（二）…。"""
    cuts = list(_INLINE.finditer(text))
    values = [number(cut[1][1:-1]) for cut in cuts]
    if len(cuts) < 2 or values != list(range(1, len(cuts) + 1)):
        return text, []
    ends = [cut.start() for cut in cuts[1:]] + [len(text)]
    items = []
    for cut, value, end in zip(cuts, values, ends, strict=True):
        mark = Mark(Level.BRACKETED, value or 0, None, f"（{in_chinese(value or 0)}）", cut.end(), True, True, False)
        items.append(_Node(mark, text[cut.end() : end].strip(), lines))
    return text[: cuts[0].start()].rstrip(), items


def _children(nodes: Sequence[_Node], parent: str, addresses: Addresses) -> Iterator[Provision]:
    count = 0
    holder = parent
    for node in nodes:
        if node.mark is None:
            count += 1
            address = addresses.give(f"{parent}-p{count}")
            holder = address
            yield Provision(Kind.PARAGRAPH, count, None, f"第{count}款", None, node.text, address, tuple(node.lines))
        else:
            yield _item(node, parent, holder, addresses)


def _item(node: _Node, parent: str, holder: str, addresses: Addresses) -> Provision:
    """An item's address hangs on the article; a second list in it hangs on its own paragraph."""
    assert node.mark is not None  # noqa: S101  (held by who calls)
    kind = Kind.ITEM if node.mark.level in (Level.CHINESE, Level.BRACKETED) else Kind.LISTED
    step = f"{node.mark.number}" if kind is Kind.ITEM else f"n{node.mark.number}"
    wished = f"{parent}-{step}"
    if addresses.is_given(wished) and holder != parent:
        wished = f"{holder}-{step}"
    address = addresses.give(wished)
    children = tuple(_item(child, address, address, addresses) for child in node.children)
    lines = tuple(dict.fromkeys((*node.lines, *(line for child in children for line in child.lines))))
    return Provision(kind, node.mark.number, None, node.mark.label, None, node.text, address, lines, children)
