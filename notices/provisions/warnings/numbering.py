"""Gaps, repeats and disorder in the numbers, and numbers a scanner misread."""

from collections.abc import Iterator, Sequence

from notices.provisions.numerals import in_chinese
from notices.provisions.provision import Kind, Provision
from notices.provisions.warnings.about import About
from notices.provisions.warnings.found import Edit, Warning


def articles(about: About) -> Iterator[Warning]:
    seen: set[tuple[int, int]] = set()
    last: Provision | None = None
    for _, article in about.outline.articles:
        number, order = article.number or 0, (article.number or 0, article.suffix or 0)
        line = article.lines[0]
        before = last.number or 0 if last else 0
        if order in seen:
            yield about.one("repeated-article", [line], f"{article.label}出现了两次，请核对条号。")
        elif last is not None and order < (before, last.suffix or 0):
            yield about.one("out-of-order", [line], f"{article.label}排在{last.label}之后，次序不对，请核对条号。")
        elif number > before + 1 and (last is not None or about.missing):
            absent = [in_chinese(gap) for gap in range(before + 1, number) if gap in about.missing]
            if absent:
                where = f"{last.label}之后是{article.label}" if last else f"正文从{article.label}开始"
                yield about.one(
                    "missing-article", [line], f"{where}，缺{_listed(absent)}。请核对是原文缺号，还是漏录。"
                )
        seen.add(order)
        last = article


def _listed(numbers: Sequence[str]) -> str:
    if len(numbers) > 4:
        return f"第{numbers[0]}条至第{numbers[-1]}条"
    return "、".join(f"第{number}条" for number in numbers)


def chapters(about: About) -> Iterator[Warning]:
    last: dict[Kind, int] = {}
    for division in about.outline.divisions:
        before = last.get(division.kind, 0)
        if division.kind is Kind.SECTION and division.number == 1:
            before = 0
        if division.number > before + 1 and (division.number != 1):
            yield about.one("missing-chapter", division.lines[:1], f"{division.label}之前缺一个序号，请核对。")
        elif division.number == before:
            yield about.one("repeated-chapter", division.lines[:1], f"{division.label}出现了两次，请核对。")
        last[division.kind] = division.number
        last = {kind: count for kind, count in last.items() if _is_above(kind, division.kind)}


def _is_above(kind: Kind, other: Kind) -> bool:
    order = (Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION)
    return order.index(kind) <= order.index(other)


def items(about: About) -> Iterator[Warning]:
    roots = [article for _, article in about.outline.articles]
    for root in (*roots, *about.outline.measures.tree):
        for holder in root.walk():
            yield from _in_list(about, holder.children)
    yield from _in_list(about, about.outline.measures.tree)


def _in_list(about: About, children: Sequence[Provision]) -> Iterator[Warning]:
    last: Provision | None = None
    for child in children:
        if child.kind is Kind.PARAGRAPH:
            continue
        number = child.number or 0
        if last is not None and _is_same_list(last, child):
            before = last.number or 0
            if number > before + 1:
                message = f"{last.label}之后是{child.label}，中间缺号，请核对。"
                yield about.one("missing-item", [child.lines[0]], message)
            elif number == before:
                yield about.one("repeated-item", [child.lines[0]], f"{child.label}出现了两次，请核对。")
            elif 1 < number < before:
                message = f"{child.label}排在{last.label}之后，次序不对，请核对。"
                yield about.one("out-of-order", [child.lines[0]], message)
        last = child


def _is_same_list(last: Provision, child: Provision) -> bool:
    return last.kind is child.kind and (last.label[:1] == "（") == (child.label[:1] == "（")


def misread(about: About) -> Iterator[Warning]:
    """第＋条, 笫三条, l、 taken for what they must be."""
    for place, piece in enumerate(about.pieces):
        mark = piece.mark
        if mark is None or mark.is_clean or not about.extent.taken[place]:
            continue
        as_it_stands = piece.raw[: mark.end].rstrip()
        mend = mark.label
        edit = Edit(piece.line, piece.start, piece.start + len(as_it_stands), mend)
        yield about.one("ocr-heading", [piece.line], f"“{as_it_stands}”像是识别错误，应为“{mend}”。", [edit])
