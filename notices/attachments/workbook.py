"""An Excel workbook: what is hidden in it, and the text of its cells, sheet by sheet, row by row."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from notices.attachments.findings import Finding, Passage
from notices.provisions.sources.archive import Archive
from notices.provisions.sources.safe_xml import listen, parse
from notices.provisions.sources.source import CannotRead

AT_MOST_ELEMENTS = 8_000_000
_NO_SHEETS = "这个 Excel 文件里没有工作表，可能已损坏，或是不支持的 xlsb 格式。请另存为 xlsx，再上传。"
# A whole number as Excel may store it: 1.3812345678E10.
_WHOLE = re.compile(r"\d+(?:\.\d+)?(?:[eE]\+?\d{1,2})|\d+\.0+")
_LISTED = 5


@dataclass(slots=True)
class _Strings:
    """The strings all sheets share."""

    strings: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _in_text: bool = False

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        self._in_text = tag == "t"

    def end(self, tag: str, /) -> None:
        self._in_text = False
        if tag == "si":
            self.strings.append("".join(self._parts))
            self._parts.clear()

    def data(self, data: str, /) -> None:
        if self._in_text:
            self._parts.append(data)


@dataclass(slots=True)
class _Sheet:
    """What is said in a sheet, a line for each row, and which rows and columns say something and are not shown."""

    strings: list[str]
    rows: dict[str, list[str]] = field(default_factory=dict)
    # Dictionaries for their order: each row and column is named once.
    hidden_rows: dict[str, None] = field(default_factory=dict)
    hidden_columns: dict[str, None] = field(default_factory=dict)
    _not_shown: list[tuple[int, int]] = field(default_factory=list)
    _row: str = ""
    _row_is_hidden: bool = False
    _column: str = ""
    _shared: bool = False
    _parts: list[str] | None = None

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        if tag == "row":
            self._row = attrs.get("r") or str(len(self.rows) + 1)
            self._row_is_hidden = _is_hidden(attrs, "ht")
        elif tag == "col" and _is_hidden(attrs, "width"):
            self._not_shown.append((_whole(attrs.get("min", "")), _whole(attrs.get("max", ""))))
        elif tag == "c":
            self._shared = attrs.get("t") == "s"
            self._column = attrs.get("r", "").rstrip("0123456789")
        elif tag in ("v", "t"):
            self._parts = []

    def end(self, tag: str, /) -> None:
        if tag in ("v", "t") and self._parts is not None:
            if said := self._said("".join(self._parts)):
                self._keep(said)
            self._parts = None

    def _keep(self, said: str) -> None:
        self.rows.setdefault(self._row, []).append(said)
        if self._row_is_hidden:
            self.hidden_rows[self._row] = None
        if self._not_shown and self._column:
            place = _place(self._column)
            if any(first <= place <= last for first, last in self._not_shown):
                self.hidden_columns[self._column] = None

    def data(self, data: str, /) -> None:
        if self._parts is not None:
            self._parts.append(data)

    def _said(self, value: str) -> str:
        if self._shared:
            index = int(value) if value.isdecimal() and len(value) < 9 else -1
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        return f"{float(value):.0f}" if _WHOLE.fullmatch(value) and len(value) < 40 else value


def read_workbook(archive: Archive) -> tuple[list[Finding], list[Passage]]:
    """What is hidden, and all text, hidden or not."""
    strings = _Strings()
    if "xl/sharedStrings.xml" in archive.names:
        listen(archive.read("xl/sharedStrings.xml"), strings, at_most=AT_MOST_ELEMENTS)
    findings: list[Finding] = []
    passages: list[Passage] = []
    for name, state, part in _sheets(archive):
        if state in ("hidden", "veryHidden"):
            findings.append(_hidden("hidden-sheet", f"工作表“{name}”是隐藏的"))
        if part not in archive.names:
            continue
        sheet = _Sheet(strings.strings)
        listen(archive.read(part), sheet, at_most=AT_MOST_ELEMENTS)
        if sheet.hidden_rows:
            findings.append(_hidden("hidden-rows", f"工作表“{name}”第{_some(sheet.hidden_rows)}行是隐藏的"))
        if sheet.hidden_columns:
            findings.append(_hidden("hidden-columns", f"工作表“{name}”第{_some(sheet.hidden_columns)}列是隐藏的"))
        # Cells apart by what no number contains, so that two never read as one.
        passages += [Passage(f"工作表“{name}”第{row}行", " | ".join(cells)) for row, cells in sheet.rows.items()]
    comments = list(_comments(archive))
    if comments:
        findings.append(Finding("comments", "表格里有批注，下载后看得到。请删除全部批注后重新上传。"))
    return findings, passages + comments


def _comments(archive: Archive) -> Iterator[Passage]:
    for name in sorted(archive.names):
        if name.startswith(("xl/comments", "xl/threadedComments")) and name.endswith(".xml"):
            for one in parse(archive.read(name)).iter():
                if one.tag in ("comment", "threadedComment"):
                    yield Passage(f"批注{one.get('ref', '')}", "".join(one.itertext()))


def _sheets(archive: Archive) -> Iterator[tuple[str, str, str]]:
    if "xl/workbook.xml" not in archive.names:
        raise CannotRead(_NO_SHEETS)
    targets: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in archive.names:
        for one in parse(archive.read("xl/_rels/workbook.xml.rels")):
            targets[one.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", one.get("Target", "")))[1:]
    sheets = parse(archive.read("xl/workbook.xml")).findall("sheets/sheet")
    if not sheets:
        raise CannotRead(_NO_SHEETS)
    for one in sheets:
        yield one.get("name", ""), one.get("state", "visible"), targets.get(one.get("id", ""), "")


def _is_hidden(attrs: dict[str, str], size: str) -> bool:
    return attrs.get("hidden") in ("1", "true") or attrs.get(size) in ("0", "0.0")


def _whole(number: str) -> int:
    return int(number) if number.isdecimal() and len(number) < 7 else 0


def _place(letters: str) -> int:
    """A as 1, AB as 28."""
    place = 0
    for letter in letters[:3]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return "、".join(listed[:_LISTED]) + ("等" if len(listed) > _LISTED else "")


def _hidden(code: str, what: str) -> Finding:
    return Finding(code, f"{what}，里面的内容下载后看得到。请取消隐藏并核对，不要的请删除，再上传。", refuses=True)
