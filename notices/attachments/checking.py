"""Checks an upload before it is kept: its kind by what it holds, not by its name, and what must not become public."""

import logging
from collections.abc import Callable

from notices.attachments.findings import Finding, Passage
from notices.attachments.names import extension_of
from notices.attachments.personal import personal_findings
from notices.attachments.picture import check_picture
from notices.attachments.properties import office_properties, properties_finding
from notices.attachments.word import read_document
from notices.attachments.workbook import read_workbook
from notices.provisions.sources.archive import open_archive
from notices.provisions.sources.kinds import Kind, kind_of
from notices.provisions.sources.pdf import open_pdf
from notices.provisions.sources.plain import decode
from notices.provisions.sources.source import CannotRead

log = logging.getLogger(__name__)

_ALLOWED = "pdf、docx、xlsx、txt、csv、png、jpg"
_EXTENSIONS = {
    Kind.PDF: ("pdf",),
    Kind.DOCX: ("docx",),
    Kind.XLSX: ("xlsx",),
    Kind.TXT: ("txt",),
    Kind.CSV: ("csv",),
    Kind.PNG: ("png",),
    Kind.JPG: ("jpg", "jpeg"),
}
_REFUSED = {
    Kind.ZIP: "压缩包不能作附件，打开前谁也不知道里面有什么。请解压后逐个上传。",
    Kind.PACKED: "压缩包不能作附件，打开前谁也不知道里面有什么。请解压后逐个上传。",
    Kind.PROGRAM: "程序不能作附件。请检查是不是选错了文件。",
    Kind.HTML: "网页不能作附件。请另存为 pdf 或 docx 再上传。",
    Kind.MHT: "网页不能作附件。请另存为 pdf 或 docx 再上传。",
    Kind.ENCRYPTED_OFFICE: "这个文件加了密码，公众打不开，也没法检查。请去掉密码再上传。",
    Kind.DOC: "旧版 Word 的 doc 文件不能作附件。请另存为 docx 或 pdf 再上传。",
    Kind.WPS: "WPS 的 wps 文件不能作附件。请另存为 docx 或 pdf 再上传。",
    Kind.XLS: "旧版 Excel 的 xls 文件不能作附件。请另存为 xlsx 再上传。",
    Kind.IMAGE: "这种图片格式不能作附件。请另存为 png 或 jpg 再上传。",
}
_MACROS = "这个文件里有宏或控件，打开时会运行程序，不能作附件。请另存为不带宏的 docx 或 xlsx 再上传。"
_NO_TEXT = "这个文本文件认不出文字，可能是编码不对或根本不是文本。请另存为 UTF-8 编码再上传。"
_UNFORESEEN = "检查这个文件时出了错，没有收下。请用原来的软件打开另存一份，再上传；还不行请联系管理员。"
# Folders of an office file whose content runs, and those that hold other files.
_RUNS = ("activeX/", "macrosheets/", "vbaProject")
_HOLDS = ("embeddings/",)


def check_upload(name: str, data: bytes, *, at_most: int) -> list[Finding]:
    """Everything found in an upload. With one that refuses it is not taken; a clean file gives an empty list."""
    if not data:
        return [Finding("empty", "这个文件是空的。请检查是不是选错了文件，再上传。", refuses=True)]
    if len(data) > at_most:
        limit = f"{at_most / 1024 / 1024:.0f} MB" if at_most >= 1024 * 1024 else f"{at_most} 字节"
        return [
            Finding("too-large", f"这个文件超过了{limit}的上限。请压缩其中的图片，或拆成几个文件再上传。", refuses=True)
        ]
    try:
        kind = kind_of(name, data)
        if refused := _refused(kind, name):
            return [refused]
        return _LOOKS[kind](data)
    except CannotRead as fault:
        return [Finding("unreadable", str(fault), refuses=True)]
    except Exception:
        # The last net, as in reading: what could not be checked is not taken.
        log.exception("an upload could not be checked for a reason nobody foresaw")
        return [Finding("unreadable", _UNFORESEEN, refuses=True)]


def _refused(kind: Kind, name: str) -> Finding | None:
    if kind in (Kind.DOCM, Kind.XLSM):
        return Finding("macros", _MACROS, refuses=True)
    if kind not in _EXTENSIONS:
        sentence = _REFUSED.get(kind, f"这种文件不能作附件。可以上传的有：{_ALLOWED}。")
        return Finding("kind", sentence, refuses=True)
    extension = extension_of(name)
    if extension not in _EXTENSIONS[kind]:
        said = f"文件名以“.{extension}”结尾" if extension else "文件名没有扩展名"
        what = "内容" if kind in (Kind.TXT, Kind.CSV) else f"内容却是 {_EXTENSIONS[kind][0]}"
        sentence = f"{said}，{what}，公众下载后打不开。" if what != "内容" else f"{said}，内容却不是这种文件。"
        return Finding(
            "name", f"{sentence}请改正文件名，或另存为正确的格式再上传。可以上传的有：{_ALLOWED}。", refuses=True
        )
    return None


def _office(read: Callable[..., tuple[list[Finding], list[Passage]]]) -> Callable[[bytes], list[Finding]]:
    def look(data: bytes) -> list[Finding]:
        archive = open_archive(data)
        if any(one in name for name in archive.names for one in _RUNS) or (
            b"macroEnabled" in archive.read("[Content_Types].xml")
        ):
            return [Finding("macros", _MACROS, refuses=True)]
        findings, passages = read(archive)
        if any(one in name for name in archive.names for one in _HOLDS):
            findings.append(
                Finding("embedded", "文件里嵌入了别的文件，它的内容没有检查。请确认可以公开，或删除后重新上传。")
            )
        if any(name.startswith("xl/externalLinks/") for name in archive.names):
            findings.append(Finding("links", "表格里有指向别的文件的链接，会露出内部路径。请断开链接后重新上传。"))
        return findings + personal_findings(passages) + office_properties(archive)

    return look


def _pdf(data: bytes) -> list[Finding]:
    pdf = open_pdf(data)
    findings: list[Finding] = []
    if pdf.scripts:
        findings.append(Finding("macros", "这个 pdf 里有脚本，不能作附件。请从原稿重新导出 pdf 再上传。", refuses=True))
    if pdf.attachments:
        findings.append(Finding("embedded", "这个 pdf 里带有别的文件，它的内容没有检查。请确认可以公开，或重新导出。"))
    if not any(page.strip() for page in pdf.pages):
        findings.append(
            Finding("no-text", "这个 pdf 是扫描件，没有文字，读屏软件读不了，也没法检查。最好换成从原稿导出的 pdf。")
        )
    passages = [Passage(f"第{number}页", page) for number, page in enumerate(pdf.pages, 1)]
    return findings + personal_findings(passages) + properties_finding({"作者": pdf.properties.get("Author", "")})


def _text(data: bytes) -> list[Finding]:
    try:
        text, _ = decode(data)
    except CannotRead:
        return [Finding("unreadable", _NO_TEXT, refuses=True)]
    return personal_findings(Passage(f"第{number}行", line) for number, line in enumerate(text.split("\n"), 1))


_LOOKS: dict[Kind, Callable[[bytes], list[Finding]]] = {
    Kind.PDF: _pdf,
    Kind.DOCX: _office(read_document),
    Kind.XLSX: _office(read_workbook),
    Kind.TXT: _text,
    Kind.CSV: _text,
    Kind.PNG: check_picture,
    Kind.JPG: check_picture,
}
