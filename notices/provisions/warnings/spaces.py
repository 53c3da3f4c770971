"""Spaces that do not belong: inside words and around digits, at line ends, or lost after 第N条."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from notices.provisions.ending import DATE_ALONE, ORGAN, begins_with_day, is_signature
from notices.provisions.folding import HAN
from notices.provisions.lines import Line
from notices.provisions.marks import Level, mark_of
from notices.provisions.outline import Role
from notices.provisions.warnings.about import About
from notices.provisions.warnings.found import Edit, Warning, spoken

_STRAY = re.compile(
    rf"(?<=[{HAN}）)》”、，。；：%]) +(?=[{HAN}（(《“])|(?<=[{HAN}]) +(?=\d)(?!\d[\d-]{{6}})"
    rf"|(?<=[\d%]) +(?=[{HAN}])|(?<=[，。；：,;]) +(?=[\d{HAN}])"
    rf"|(?<=[{HAN}]) +(?=[，。；：”])|(?<=[{HAN}]) +(?=[A-Za-zⅠ-Ⅻ²] ?[{HAN}])"
)
_SPACED_OUT = re.compile(rf"^(?:[{HAN}] +){{1,10}}[{HAN}]$")
# 5.1.2 省级…, 主  任：孙某, 召 集 人：…: a number, or a label spaced out to the width of others.
_LAID_OUT = re.compile(rf"^(?:\d{{1,2}}(?:\.\d{{1,2}})+ |[{HAN}](?: +[{HAN}]){{1,4}} *:)")
_NEXT_ORGAN = re.compile(
    rf"[{HAN}]{{0,14}}?(?:厅|局|部|委|委员会|办公室|政府|院|署|会)(?:[、 》〉]|关于|印发|令|公告|办公|联合)"
)
_UNFILLED = re.compile(r"年\s{1,4}月\s{0,4}日|年\s{0,4}月\s{1,4}日")  # a day to be written in later
_IN_COLUMNS = re.compile(r"\S\u3000{2,}\S|\S\t\S")  # names and offices side by side, cells of a table
_FAR_RIGHT = 8
_SHORT = 40
_DATE_LINE = re.compile(r"\d *年.{0,4}月.{0,4}日")


def stray(about: About) -> Iterator[Warning]:
    edits: list[Edit] = []
    counts = Counter(piece.line for piece in about.pieces)
    for line in about.words:
        mark = mark_of(line.text)
        begin = line.start + (mark.end if mark else 0)
        if (
            " " not in line.raw[begin:].strip()
            or len(line.text) < 12
            or _SPACED_OUT.match(line.text)
            or _LAID_OUT.match(line.text)
            or _IN_COLUMNS.search(line.raw)
            or begins_with_day(line.text)
            or "签发人" in line.text
            or counts[line.number] > 1
        ):
            continue
        edits += [edit for edit in _in(line, begin) if not _parts_organs(line.raw, edit)]
    yield from about.together("stray-space", edits, "{lines}有多余的空格，共{count}处。")


def _in(line: Line, begin: int) -> Iterator[Edit]:
    for found in _STRAY.finditer(line.raw.rstrip(), begin):
        if found.start() > begin and not _UNFILLED.search(line.raw, max(0, found.start() - 8), found.end() + 8):
            yield Edit(line.number, found.start(), found.end(), "")


def _parts_organs(raw: str, edit: Edit) -> bool:
    """财政部 税务总局关于…: two that issue together, on a line of their own or inside 《》."""
    if ORGAN.search(raw[: edit.start]) is None:
        return False
    return len(raw) < 60 or ("《" in raw[: edit.start] and _NEXT_ORGAN.match(raw, edit.end) is not None)


def at_line_ends(about: About) -> Iterator[Warning]:
    """Spaces that lay a line out where other lines have none."""
    lines = about.words
    if not lines:
        return
    leading = [line for line in lines if line.raw[:1] in (" ", "\t")]
    text = [line for line in lines if about.outline.roles.get(line.number) is Role.PROVISION]
    set_in = sum(1 for line in text if line.raw[:1] in (" ", "\t"))
    is_odd = len(leading) * 2 < len(lines) and set_in * 2 < len(text)
    if leading and is_odd and not all(_is_set_right(about, line) for line in leading):
        if about.layout.is_visual:
            yield from _page_breaks(about, leading)
        else:
            edits = [Edit(line.number, 0, len(line.raw) - len(line.raw.lstrip()), "") for line in leading]
            yield about.one(
                "layout-space", _numbers(leading), f"{spoken(_numbers(leading))}的行首有用来排版的空格。", edits
            )
    trailing = [line for line in lines if line.raw.rstrip("\r").endswith((" ", "\t"))]
    if trailing and len(trailing) * 2 < len(lines):
        edits = [Edit(line.number, len(line.raw.rstrip()), len(line.raw), "") for line in trailing]
        yield about.one("layout-space", _numbers(trailing), f"{spoken(_numbers(trailing))}的行尾有多余的空格。", edits)


def _is_set_right(about: About, line: Line) -> bool:
    """Who signs, the day, and the list of what is annexed stand where they do by spaces."""
    pieces = [piece for piece in about.regions.around if piece.line == line.number]
    if pieces and len(line.raw) - len(line.raw.lstrip()) >= _FAR_RIGHT and len(line.text) < _SHORT:
        return True
    return bool(pieces) and all(
        is_signature(piece) or DATE_ALONE.match(piece.text) or (piece.mark and piece.mark.level is Level.DECIMAL)
        for piece in pieces
    )


def _page_breaks(about: About, leading: list[Line]) -> Iterator[Warning]:
    if about.layout.is_indented or len(leading) < 2:
        return
    numbers = _numbers(leading)
    yield about.one("page-break", numbers, f"{spoken(numbers)}以空格开头，像是换页的痕迹；换页前后的文字已连起来读。")


def _numbers(lines: list[Line]) -> list[int]:
    return [line.number for line in lines]


def after_numbers(about: About) -> Iterator[Warning]:
    """第一条为…: no space after the number; or two where others have one."""
    gaps: dict[Level, list[tuple[int, Edit]]] = {}
    for place, piece in enumerate(about.pieces):
        mark = piece.mark
        if (
            mark is None
            or not about.extent.taken[place]
            or not mark.label.startswith("第")
            or mark.end >= len(piece.text)
        ):
            continue
        ordinal = len(piece.text[: mark.end].rstrip())
        if piece.text[mark.end] in "【[:":
            continue
        edit = Edit(piece.line, piece.start + ordinal, piece.start + mark.end, "\u3000")
        gaps.setdefault(mark.level, []).append((mark.end - ordinal, edit))
    edits = [edit for level in gaps.values() for gap, edit in level if not gap]
    if edits:
        lines = [edit.line for edit in edits]
        message = f"{spoken(lines)}的章、条序号后面没有空格，共{len(lines)}处。"
        yield about.one("no-heading-space", lines, message, edits)
    for level in gaps.values():
        usual = Counter(gap for gap, _ in level if gap).most_common(1)
        wide = [replace(edit, text=" ") for gap, edit in level if gap > 1]
        if usual and usual[0][0] == 1 and wide and len(wide) < len(level):
            lines = [edit.line for edit in wide]
            yield about.one("layout-space", lines, f"{spoken(lines)}的序号后面空了两格，与别处不同。", wide)
