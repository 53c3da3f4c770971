"""Reads a regulation's file, whatever it calls itself."""

import logging

from notices.provisions.sources import characters, html_text, markdown, plain, saved_page
from notices.provisions.sources.docx import read_docx
from notices.provisions.sources.kinds import Kind, kind_of
from notices.provisions.sources.pdf import read_pdf
from notices.provisions.sources.source import CannotRead, Source

AT_MOST = 20 * 1024 * 1024

log = logging.getLogger(__name__)

_EMPTY = "这个文件是空的，里面一个字也没有。请检查是不是选错了文件，再上传。"
_BLANK = "这个文件里只有空白，没有文字。请检查是不是选错了文件，再上传。"
_UNFORESEEN = "读取这个文件时出了错，没有读成。请用 Word 或 WPS 打开原件，另存为 docx 再上传；还不行请联系管理员。"
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 docx，再上传。"
_PICTURE = "这是一张图片，里面没有可以读取的文字。请上传带文字的 docx 或 pdf；只有扫描件的，请先做文字识别并校对。"

_REFUSED = {
    Kind.DOC: f"这是旧版 Word 的 doc 文件，读不了。{_SAVE_AS}",
    Kind.WPS: "这是 WPS 文字的 wps 文件，读不了。请用 WPS 打开，另存为 docx，再上传。",
    Kind.XLS: "这是旧版 Excel 表格，不是文件正文。请上传正文的 docx 或 pdf。",
    Kind.XLSX: "这是 Excel 表格，不是文件正文。请上传正文的 docx 或 pdf。",
    Kind.XLSM: "这是带宏的 Excel 表格，不是文件正文。请上传正文的 docx 或 pdf。",
    Kind.PPT: "这是演示文稿，不是文件正文。请上传正文的 docx 或 pdf。",
    Kind.PPTX: "这是演示文稿，不是文件正文。请上传正文的 docx 或 pdf。",
    Kind.OLE: f"这是旧版办公软件的文件，读不了。{_SAVE_AS}",
    Kind.ENCRYPTED_OFFICE: "这个文件加了密码，读不了。请用 Word 或 WPS 打开，去掉密码另存为 docx，再上传。",
    Kind.DOCM: "这个文件里有宏，为了安全不能读取。请用 Word 或 WPS 打开，另存为不带宏的 docx，再上传。",
    Kind.ODF: f"这是 OpenDocument 文件，读不了。{_SAVE_AS}",
    Kind.OFD: "这是 OFD 版式文件，读不了。请用 OFD 阅读器导出为带文字的 pdf，或找到原稿另存为 docx，再上传。",
    Kind.RTF: f"这是 RTF 文件，读不了。{_SAVE_AS}",
    Kind.WORD_XML: f"这是 Word 的 XML 文件，读不了。{_SAVE_AS}",
    Kind.ZIP: "这是压缩包，不是文件正文。请先解压，再上传里面的正文。",
    Kind.PACKED: "这是压缩包，不是文件正文。请先解压，再上传里面的正文。",
    Kind.PROGRAM: "这是程序，不是文件正文。请检查是不是选错了文件，再上传。",
    Kind.PNG: _PICTURE,
    Kind.JPG: _PICTURE,
    Kind.IMAGE: _PICTURE,
}


def read_file(name: str, data: bytes, *, at_most: int = AT_MOST) -> Source:
    """The text of a file. Raises CannotRead, and nothing else, with a sentence for whoever uploaded it."""
    try:
        return read_known(name, data, at_most=at_most)
    except CannotRead:
        raise
    except Exception as fault:
        # The last net: an upload is kept and answered in words, whatever a library makes of it.
        log.exception("a file could not be read for a reason nobody foresaw")
        raise CannotRead(_UNFORESEEN) from fault


def read_known(name: str, data: bytes, *, at_most: int = AT_MOST) -> Source:
    """The same without the last net, so that tests see what falls into it."""
    if not data:
        raise CannotRead(_EMPTY)
    if len(data) > at_most:
        raise CannotRead(
            f"这个文件有{_megabytes(len(data))}，超过了{_megabytes(at_most)}的上限。请压缩图片或拆开附件，只上传正文。"
        )
    if not data.strip(b" \t\r\n\f\v\0"):
        raise CannotRead(_BLANK)
    kind = kind_of(name, data)
    if kind in _REFUSED:
        raise CannotRead(_REFUSED[kind])
    source = _read(kind, data)
    if not source.text.strip("\ufeff\u200b\u00ad" + " \t\n\f\v\u00a0\u3000"):
        raise CannotRead(_BLANK)
    return Source(source.text, source.kind, (*source.notes, *characters.remarks(source.text)))


def _read(kind: Kind, data: bytes) -> Source:
    match kind:
        case Kind.DOCX:
            text, notes = read_docx(data)
            return Source(plain.with_line_ends(text), "docx", tuple(notes))
        case Kind.PDF:
            text, notes = read_pdf(data)
            return Source(text, "pdf", tuple(notes))
        case Kind.HTML:
            return _page(data, html_text.declared_charset(data))
        case Kind.MHT:
            page, charset = saved_page.page_inside(data)
            return _page(page, charset or html_text.declared_charset(page))
        case Kind.MARKDOWN:
            text, encoding = plain.decode(data)
            return Source(markdown.plain_text(text), "markdown", (f"按 {encoding} 读取。",))
        case _:
            text, encoding = plain.decode(data)
            return Source(text, "txt", (f"按 {encoding} 读取。",))


def _page(data: bytes, charset: str) -> Source:
    text, encoding = plain.decode(data, declared=charset)
    return Source(html_text.visible_text(text), "html", (f"这是网页，按 {encoding} 读取。",))


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB" if size >= 1024 * 1024 else f"{size} 字节"
