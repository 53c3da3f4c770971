"""How paragraphs and lists lie: split by page ends, titles over several lines, uneven blank lines."""

from collections.abc import Iterator
from itertools import pairwise

from notices.provisions.outline import Role
from notices.provisions.provision import Kind, Provision
from notices.provisions.warnings.about import About
from notices.provisions.warnings.found import Warning, spoken


def split_paragraphs(about: About) -> Iterator[Warning]:
    split = [one for one in (*about.letter, *about.preamble, *about.outline.paragraphs) if len(one.lines) > 1]
    if about.layout.is_visual and len(split) > 5:
        lines = [line for one in split for line in one.lines]
        breaks = sum(len(one.lines) - 1 for one in split)
        yield about.one(
            "paragraph-split", lines, f"原文逐行换行，段落内断开{breaks}处；读的时候已连成整段，文字没有改动。"
        )
        return
    for one in split:
        yield about.one("paragraph-split", one.lines, f"{spoken(one.lines)}是同一段，被换页或换行拆开了；已连起来读。")


def split_titles(about: About) -> Iterator[Warning]:
    title, notice = about.fields["title"].lines, about.notice.lines if about.notice else ()
    for lines in dict.fromkeys((title, () if set(notice) <= set(title) else notice)):
        if len(lines) > 1:
            yield about.one("title-split", lines, f"标题分成了{len(lines)}行（{spoken(lines)}），已连起来读。")


def odd_endings(about: About) -> Iterator[Warning]:
    for place, (_, article) in enumerate(about.outline.articles):
        last = _last_of(article)
        text = last.text.rstrip()
        if text and text[-1] in "；;，,、：:" and not _is_cut_short(about, place):
            yield about.one(
                "odd-ending", [last.lines[-1]], f"{article.label}的末尾是“{text[-1]}”，应以句号结束，或者后面有缺漏。"
            )
    if about.layout.is_visual:
        yield from _goes_on_after_semicolon(about)


def _is_cut_short(about: About, place: int) -> bool:
    """The last article of a text whose list goes on in an annex."""
    return place == len(about.outline.articles) - 1 and about.extent.annex == about.extent.end


def _last_of(article: Provision) -> Provision:
    last = article
    while last.children:
        last = last.children[-1]
    return last


def _goes_on_after_semicolon(about: About) -> Iterator[Warning]:
    for paragraph in about.outline.paragraphs:
        for piece, after in zip(paragraph.pieces, paragraph.pieces[1:], strict=False):
            if piece.text[-1] in ";；":
                message = f"第{piece.line}行以分号收尾，第{after.line}行不是新的一项，已按同一段连读，请核对。"
                yield about.one("odd-ending", [after.line, piece.line], message)


def uneven_lists(about: About) -> Iterator[Warning]:
    if not about.layout.is_double_spaced:
        return
    gaps = {piece.line: piece.after_blank for piece in about.pieces}
    roots = [article for _, article in about.outline.articles]
    for root in (*roots, *about.outline.measures.tree):
        for holder in root.walk():
            listed = [child for child in holder.children if child.kind in (Kind.ITEM, Kind.LISTED)]
            tight = [child.lines[0] for child in listed[1:] if not gaps.get(child.lines[0], True)]
            if len(listed) >= 3 and tight and len(tight) < len(listed) - 1:
                lines = [child.lines[0] for child in listed]
                lines = [line for line in lines if line >= tight[0]]
                yield about.one("uneven-list", lines, f"{root.label}的列举有的隔一空行，有的不隔（{spoken(lines)}）。")


def uneven_blanks(about: About) -> Iterator[Warning]:
    """Blank lines between paragraphs here and there, in a text that mostly has none."""
    if about.layout.is_double_spaced or about.layout.is_visual:
        return
    texts = (Role.PROVISION, Role.HEADING)
    inside = [piece for piece in about.pieces if about.outline.roles.get(piece.line) in texts]
    headings = {line for one in about.outline.divisions for line in one.lines}
    headings |= {line for one in about.preamble for line in one.lines}
    headings |= {one.lines[0] for one in about.outline.measures.tree if one.kind is Kind.HEADING}
    odd = [
        piece.line
        for before, piece in pairwise(inside)
        if piece.after_blank and not headings & {before.line, piece.line}
    ]
    if not odd or len(odd) > len(inside) * 0.4 or len(inside) < 8:
        return
    text = {line.number: line.text for line in about.lines}
    first, last = inside[0].line, inside[-1].line
    blanks = [number for number, words in text.items() if not words and first - 2 < number < last]
    yield about.one("layout-blank", blanks, f"空行不匀：多数段落之间没有空行，{spoken(blanks)}却是空行。")


def rules(about: About) -> Iterator[Warning]:
    lines = [line.number for line in about.lines if line.furniture == "rule" and set(line.raw.strip()) & set("━─═┄")]
    if lines:
        yield about.one("rule-line", lines, f"{spoken(lines)}是用字符画的横线，不是文字。")
