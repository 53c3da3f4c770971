"""The parts of a Word document: which file holds what, and which documents are not taken at all."""

import posixpath
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from notices.provisions.sources.archive import Archive, open_archive
from notices.provisions.sources.safe_xml import parse
from notices.provisions.sources.source import CannotRead

MACROS = "这个文件里有宏，为了安全不能读取。请用 Word 或 WPS 打开，另存为不带宏的 docx，再上传。"
_NO_BODY = "这个 docx 文件里没有正文，可能已损坏。请用 Word 或 WPS 打开原件另存一份，再上传。"


@dataclass(frozen=True, slots=True)
class Package:
    archive: Archive
    body: str

    def part(self, kind: str) -> Element | None:
        """The part that stands in this relation to the body, such as "numbering"; None when there is none."""
        names = [target for relation, target in _relations(self.archive, self.body) if relation == kind]
        content = self.archive.read(names[0]) if names else b""
        return parse(content) if content else None

    def main(self) -> Element:
        return parse(self.archive.read(self.body))


def open_package(data: bytes) -> Package:
    """The document in these bytes, if it is one without macros."""
    archive = open_archive(data)
    if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in archive.names):
        raise CannotRead(MACROS)
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise CannotRead(MACROS)
    named = [target for relation, target in _relations(archive, "") if relation == "officeDocument"]
    body = named[0] if named else "word/document.xml"
    if body not in archive.names:
        raise CannotRead(_NO_BODY)
    return Package(archive, body)


def _relations(archive: Archive, part: str) -> list[tuple[str, str]]:
    """Kind and target of what a part refers to inside the file; what lies outside is never fetched."""
    folder, _, name = part.rpartition("/")
    content = archive.read(posixpath.join(folder, "_rels", f"{name}.rels"))
    if not content:
        return []
    return [
        (
            one.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:],
        )
        for one in parse(content)
        if one.get("TargetMode") != "External"
    ]
