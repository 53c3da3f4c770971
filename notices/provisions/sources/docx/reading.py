"""Walks a document's body: paragraphs and tables in order, then the notes at the foot.

Why not python-docx: docs/decisions/0013-reading-files.md.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from notices.provisions.sources.docx.elements import chosen, is_on
from notices.provisions.sources.docx.numbering import Numbering
from notices.provisions.sources.docx.package import Package, open_package
from notices.provisions.sources.docx.runs import Notes, Runs, superscript
from notices.provisions.sources.table_rows import row_lines

# What stands around paragraphs and tables without showing itself. Deletions and moves away are not among them.
_AROUND = frozenset("sdt sdtContent customXml ins moveTo smartTag".split())  # noqa: SIM905


def read_docx(data: bytes) -> tuple[str, list[str]]:
    """The text, and what its reader should know."""
    package = open_package(data)
    reader = _Reader(package)
    lines = reader.body(package.main().find("body"))
    lines += reader.notes_at_the_foot(package)
    return "\n".join(lines), reader.remarks()


class _Reader:
    def __init__(self, package: Package) -> None:
        self._numbering = Numbering(package.part("numbering"), package.part("styles"))
        self._notes = Notes()
        self._runs = Runs(self._notes, self._read_box)
        self._boxes: list[str] = []
        self._carried = ""
        self._changes = 0
        self._embedded = 0
        self._numbered = 0

    def body(self, element: Element | None) -> list[str]:
        """The lines of a body, a cell, a text box or a note."""
        lines: list[str] = []
        for block in _blocks(element):
            if block.tag == "p":
                lines += self._paragraph(block)
            elif block.tag == "tbl":
                lines += self._table(block)
            else:
                self._embedded += 1
        if self._carried:
            lines += self._carried.split("\n")
            self._carried = ""
        return lines

    def notes_at_the_foot(self, package: Package) -> list[str]:
        parts = {kind: package.part(f"{kind}s") for kind in {kind for kind, _ in self._notes.referred}}
        lines: list[str] = []
        # A note that refers to another one makes the list longer while it is walked; each is read once.
        for count, (kind, identity) in enumerate(list(self._notes.referred), 1):
            part = parts.get(kind)
            for note in part.findall(kind) if part is not None else ():
                if note.get("id") == identity:
                    lines += _marked(superscript(count), self.body(note))
        return lines

    def remarks(self) -> list[str]:
        said = []
        if self._numbered:
            said.append(f"有{self._numbered}段的编号是 Word 自动生成的，已写进文字里。")
        if self._changes:
            said.append("文件里有修订痕迹：删除的内容没有读入，插入的内容按已接受读入。")
        if self._runs.hidden:
            said.append("文件里有隐藏文字，没有读入。")
        if self._runs.contents:
            said.append("自动生成的目录没有读入。")
        if self._runs.pictures:
            said.append(f"文件里有{self._runs.pictures}张图片，图片里的文字读不到，请核对。")
        if self._embedded:
            said.append("文件里嵌入了别的文件，它的内容没有读入，请核对。")
        return said

    def _paragraph(self, paragraph: Element) -> list[str]:
        boxes, self._boxes = self._boxes, []
        was_left_out = self._runs.is_left_out
        text = self._runs.text(paragraph)
        within, self._boxes = self._boxes, boxes
        mark = paragraph.find("pPr/rPr")
        deleted = mark is not None and (mark.find("del") is not None or mark.find("moveFrom") is not None)
        self._changes += bool(deleted) + sum(1 for part in paragraph.iter() if part.tag in ("ins", "del", "moveTo"))
        if deleted:
            # Its end was deleted, so what is left of it runs on into the next paragraph.
            self._carried += text
            return within
        if not text and (was_left_out or self._runs.is_left_out):
            return within
        number = "" if is_on(paragraph, "pPr/rPr/vanish") and not text else self._numbering.before(paragraph)
        self._numbered += bool(number)
        text, self._carried = number + self._carried + text, ""
        return text.rstrip("\n").split("\n") + within

    def _table(self, table: Element) -> list[str]:
        lines: list[str] = []
        for row in _within(table, "tr"):
            if row.find("trPr/del") is None:
                lines += row_lines(
                    [self.body(cell) for cell in _within(row, "tc") if cell.find("tcPr/cellDel") is None]
                )
            else:
                self._changes += 1
        return lines

    def _read_box(self, box: Element) -> None:
        kept, self._carried = self._carried, ""
        lines = self.body(box)
        self._carried = kept
        self._boxes += lines


def _blocks(element: Element | None) -> Iterator[Element]:
    for child in element if element is not None else ():
        if child.tag in ("p", "tbl", "altChunk", "subDoc"):
            yield child
        elif child.tag in _AROUND:
            yield from _blocks(child)
        elif child.tag == "AlternateContent":
            for one in chosen(child):
                yield from [one] if one.tag in ("p", "tbl") else _blocks(one)


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also where content controls stand around them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _within(child, tag)


def _marked(mark: str, lines: list[str]) -> list[str]:
    first, *others = lines or [""]
    return [f"{mark} {first.strip()}", *others]
