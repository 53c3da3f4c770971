"""The visible text of a page, a line for each block."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from notices.provisions.sources.source import CannotRead
from notices.provisions.sources.table_rows import row_lines

AT_MOST_CHARACTERS = 12_000_000
AT_MOST_TABLES = 50

_SKIPPED = frozenset(
    "script style nav noscript template title xml select textarea button iframe object svg audio video canvas".split()  # noqa: SIM905
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"  # noqa: SIM905
    " form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol optgroup p pre section summary table tbody"
    " tfoot thead ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_CLOSED_BY_NEXT = frozenset("p li dt dd td th tr option".split())  # noqa: SIM905
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_NUMBERED = re.compile(r"\s*(?:第?[（(\[]?[0-9０-９零〇一二三四五六七八九十百]+[条章节）)\]、．.:：]|[①-⑳])")

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6“”‘’—…"
_BROKEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*\n[ \t\n\f]*(?=[{_WIDE}])")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}?encoding=[\"']([\w-]{2,20})", re.I
)


def declared_charset(data: bytes) -> str:
    """What the page says its encoding is; empty when it does not."""
    found = _CHARSET.search(data[:8192])
    return (found[1] or found[2]).decode("ascii") if found else ""


def visible_text(page: str) -> str:
    """The text a reader of the page would see, block by block."""
    if len(page) > AT_MOST_CHARACTERS:
        raise CannotRead("这个网页文件太大，读不了。请只保留正文，另存为 docx 或 txt，再上传。")
    reader = _Reader()
    try:
        reader.feed(_without_declarations(page))
        reader.close()
    except AssertionError as fault:
        raise CannotRead(
            "这个网页文件的代码有错，读不出来。请把正文复制到 Word 或 WPS 中另存为 docx，再上传。"
        ) from fault
    return reader.text()


def _without_declarations(page: str) -> str:
    """The page without comments and what else begins with <! or <?: the standard parser takes long over broken ones."""
    kept: list[str] = []
    here = 0
    for found in re.finditer(r"<[!?]", page):
        if found.start() < here:
            continue
        kept.append(page[here : found.start()])
        mark = "-->" if page.startswith("<!--", found.start()) else ">"
        end = page.find(mark, found.end())
        here = len(page) if end < 0 else end + len(mark)
        if end < 0:
            break
    kept.append(page[here:])
    page = "".join(kept)
    # A tag that is never closed is no tag.
    last = page.rfind(">") + 1
    return page[:last] + page[last:].replace("<", "&lt;")


@dataclass(slots=True)
class _Table:
    """A table being read: the cells of its row, and the lines it stands among."""

    outer: list[str]
    cells: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    ordered: bool
    next: int = 1


class _Reader(HTMLParser):
    """Collects lines; in a table, the lines of the cell it is in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.tables: list[_Table] = []
        self.lists: list[_List] = []
        self.number = ""
        self.skipped = ""
        self.skip_depth = 0
        self.preformatted = 0

    def text(self) -> str:
        while self.tables:
            self._end_table()
        self._end_line()
        return "\n".join(self.lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.skipped and not (tag == self.skipped and tag in _CLOSED_BY_NEXT):
            self.skip_depth += tag == self.skipped
            return
        self.skipped = ""
        said = {name: value or "" for name, value in attrs}
        style = said.get("style", "")
        hidden = tag in _SKIPPED or "hidden" in said or _HIDDEN.search(style)
        if hidden and tag not in _VOID:
            self.skipped, self.skip_depth = tag, 1
            return
        if tag == "br":
            self._end_line(always=True)
        elif tag == "table":
            self._start_table()
        elif tag in ("tr", "td", "th") and self.tables:
            self._end_row() if tag == "tr" else self._start_cell()
        elif tag in _BLOCKS:
            self._end_line()
            self._start_block(tag, said, style)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # <p/> opens a paragraph in html, as <p> does; <script/> written as xml would hide all that follows.
        if tag not in _SKIPPED:
            self.handle_starttag(tag, attrs)

    def _start_block(self, tag: str, said: dict[str, str], style: str) -> None:
        if tag in ("ol", "ul", "menu"):
            start = said.get("start", "")
            plain = tag == "ol" and not _UNNUMBERED.search(style)
            self.lists.append(_List(plain, int(start) if start.isdecimal() and len(start) < 6 else 1))
        elif tag == "li" and self.lists and self.lists[-1].ordered:
            value = said.get("value", "")
            current = self.lists[-1]
            current.next = int(value) if value.isdecimal() and len(value) < 6 else current.next
            self.number = f"{current.next}. "
            current.next += 1
        elif tag == "pre":
            self.preformatted += 1

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            self.skip_depth -= tag == self.skipped
            if self.skip_depth <= 0:
                self.skipped = ""
            return
        if tag == "table" and self.tables:
            self._end_table()
        elif tag in ("td", "th", "tr") and self.tables:
            self._end_row() if tag == "tr" else self._end_line()
        elif tag in _BLOCKS:
            self._end_line(always=tag == "p" and bool(self.line))
            self.number = ""
            if tag in ("ol", "ul", "menu") and self.lists:
                self.lists.pop()
            self.preformatted -= tag == "pre" and self.preformatted > 0

    def handle_data(self, data: str) -> None:
        if self.skipped:
            return
        if not self.preformatted:
            self.line.append(data)
            return
        first, *others = data.replace("\r\n", "\n").replace(" ", "\xa0").split("\n")
        self.line.append(first)
        for other in others:
            self._end_line(always=True)
            self.line.append(other)

    def _end_line(self, *, always: bool = False) -> None:
        text = "".join(self.line).replace("\r\n", "\n")
        self.line.clear()
        text = _SPACE.sub(" ", _BROKEN_WIDE.sub("", text)).strip(" ")
        if not text and not always:
            return
        line = text.replace("\xa0", " ").rstrip(" \u3000")
        if line.strip() and self.number:
            line = line if _NUMBERED.match(line) else self.number + line.lstrip()
            self.number = ""
        self.lines.append(line if line.strip() else "")

    def _start_table(self) -> None:
        self._end_line()
        if len(self.tables) < AT_MOST_TABLES:
            self.tables.append(_Table(outer=self.lines))
            self.lines = []

    def _start_cell(self) -> None:
        self._end_line()
        table = self.tables[-1]
        if not table.cells:
            # What stands in a table before its first cell, such as a caption.
            table.outer += self.lines
        self.lines = []
        table.cells.append(self.lines)

    def _end_row(self) -> None:
        self._end_line()
        table = self.tables[-1]
        table.outer += row_lines(table.cells) if table.cells else self.lines
        table.cells = []
        self.lines = []

    def _end_table(self) -> None:
        self._end_row()
        self.lines = self.tables.pop().outer
