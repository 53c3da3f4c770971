"""What a file is, by its first bytes and by what it holds. Its name only breaks a tie."""

import re
from enum import StrEnum
from pathlib import PurePosixPath

from notices.provisions.sources.archive import names_in


class Kind(StrEnum):
    TXT = "txt"
    HTML = "html"
    MHT = "mht"
    MARKDOWN = "markdown"
    CSV = "csv"
    DOCX = "docx"
    DOCM = "docm"
    XLSX = "xlsx"
    XLSM = "xlsm"
    PPTX = "pptx"
    ODF = "odf"
    OFD = "ofd"
    ZIP = "zip"
    PDF = "pdf"
    ENCRYPTED_OFFICE = "encrypted office"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    WPS = "wps"
    OLE = "ole"
    RTF = "rtf"
    WORD_XML = "word xml"
    PNG = "png"
    JPG = "jpg"
    IMAGE = "image"
    PACKED = "packed"
    PROGRAM = "program"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPG),
    (b"GIF8", Kind.IMAGE),
    (b"BM", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"Rar!\x1a\x07", Kind.PACKED),
    (b"7z\xbc\xaf\x27\x1c", Kind.PACKED),
    (b"\x1f\x8b", Kind.PACKED),
    (b"BZh", Kind.PACKED),
    (b"\xfd7zXZ\x00", Kind.PACKED),
    (b"MZ", Kind.PROGRAM),
    (b"\x7fELF", Kind.PROGRAM),
)
# Those whose signature is letters: text may begin so too, but text holds no zero byte.
_LETTERS = {b"BM", b"MZ", b"BZh", b"GIF8"}

# Names of streams inside a compound file, as its directory has them.
_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED_OFFICE),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
    ("Book", Kind.XLS),
)

_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|span|h[1-6]|br|article|section)\b", re.I)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)[\s>]", re.I)
_SAVED_PAGE = re.compile(rb"^(?:[\w-]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)*?content-type:\s*multipart/related", re.I)


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of file. What is none of the known binary kinds is taken for text; whether it is, reading will tell."""
    hint = PurePosixPath(name.lower()).suffix
    if data.startswith(OLE):
        return _compound(data, hint)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and (signature not in _LETTERS or b"\0" in data[:4096]):
            return kind
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:8] == b"ftyp":
        return Kind.IMAGE
    return _text(data, hint)


def _compound(data: bytes, hint: str) -> Kind:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return Kind.WPS if kind is Kind.DOC and hint == ".wps" else kind
    return Kind.WPS if hint == ".wps" else Kind.OLE


def _packed(data: bytes) -> Kind:
    names = names_in(data)
    macros = any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names)
    if any(name.lower() == "ofd.xml" for name in names):
        return Kind.OFD
    if any(name.startswith("word/") for name in names):
        return Kind.DOCM if macros else Kind.DOCX
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSM if macros else Kind.XLSX
    if any(name.startswith("ppt/") for name in names):
        return Kind.PPTX
    if "mimetype" in names and "content.xml" in names:
        return Kind.ODF
    return Kind.ZIP


def _text(data: bytes, hint: str) -> Kind:
    # Signatures of text formats are ASCII: without its zero bytes UTF-16 shows them too.
    head = data[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if _SAVED_PAGE.match(head):
        return Kind.MHT
    shown = head.decode("latin-1")
    if "Word.Document" in shown[:1000] or "<pkg:package" in shown or "<w:wordDocument" in shown:
        return Kind.WORD_XML
    if shown.startswith("<") and _PAGE.search(shown):
        return Kind.HTML
    if hint in (".html", ".htm", ".xhtml", ".shtml") and _TAG.search(shown):
        return Kind.HTML
    if hint in (".md", ".markdown"):
        return Kind.MARKDOWN
    return Kind.CSV if hint == ".csv" else Kind.TXT
