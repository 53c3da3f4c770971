"""What a file is, is decided by what it holds; what cannot be read is refused in words."""

import zipfile
from collections.abc import Callable

import pytest

from notices.provisions.sources import CannotRead, read_file
from notices.provisions.sources import reading as reading_module
from tests.notices.provisions.sources.building import OLE, bomb, docx, packed, paragraph, pdf, shown, xlsx

ONE = paragraph("第一条　甲。")


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\0" * 64


REFUSED: list[tuple[str, str, bytes, str]] = [
    ("empty", "a.txt", b"", "是空的"),
    ("blank", "a.txt", " \r\n\t　\n".encode(), "只有空白"),
    ("blank docx", "a.docx", docx(paragraph(" ")), "只有空白"),
    ("blank page", "a.html", b"<html><body><p>&nbsp;</p></body></html>", "只有空白"),
    ("doc", "a.doc", stream("WordDocument"), "旧版 Word"),
    ("doc named docx", "a.docx", stream("WordDocument"), "旧版 Word"),
    ("wps", "a.wps", stream("WordDocument"), "wps 文件"),
    ("xls", "a.xls", stream("Workbook"), "旧版 Excel"),
    ("ppt", "a.ppt", stream("PowerPoint Document"), "演示文稿"),
    ("another compound file", "a.bin", OLE, "旧版办公软件"),
    ("locked docx", "a.docx", stream("EncryptedPackage"), "加了密码"),
    ("ofd", "a.ofd", packed({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<D/>"}), "OFD 版式文件"),
    ("odt", "a.odt", packed({"mimetype": "x", "content.xml": "<x/>"}), "OpenDocument"),
    ("rtf", "a.doc", rb"{\rtf1\ansi \u31532?}", "RTF"),
    ("word xml", "a.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "XML 文件"),
    ("xlsx", "a.xlsx", xlsx(("名单", "visible", "")), "Excel 表格"),
    ("zip", "a.zip", packed({"a.txt": "甲"}), "压缩包"),
    ("rar", "a.rar", b"Rar!\x1a\x07\x00" + b"\0" * 20, "压缩包"),
    ("png", "a.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "图片"),
    ("jpg", "a.txt", b"\xff\xd8\xff\xe0" + b"\0" * 20, "图片"),
    ("program", "a.docx", b"MZ\x90\x00" + b"\0" * 20, "程序"),
    ("macros", "a.docx", docx(ONE, word__vbaProject_bin=b"x"), "宏"),
    ("macros by type", "a.docm", packed({"[Content_Types].xml": "macroEnabled", "word/document.xml": "<x/>"}), "宏"),
    ("not whole", "a.docx", docx(ONE)[:-40], "不完整或已损坏"),
    ("another packing", "a.docx", packed({"word/document.xml": "<x/>"}, method=zipfile.ZIP_LZMA), "不完整或已损坏"),
    ("no body", "a.docx", packed({"word/styles.xml": "<x/>"}), "没有正文"),
    ("broken xml", "a.docx", packed({"word/document.xml": "<document><body>"}), "内容已损坏"),
    ("entity", "a.docx", packed({"word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'}), "外部实体"),
    ("deep", "a.docx", packed({"word/document.xml": "<a>" * 5000}), "内部结构"),
    ("locked pdf", "a.pdf", pdf(("第一条",), locked=True), "pdf 加了密码"),
    ("scanned pdf", "a.pdf", pdf((), ()), "扫描件"),
    ("broken pdf", "a.pdf", b"%PDF-1.7\n" + b"x" * 400, "不完整或已损坏"),
    ("long pdf", "a.pdf", pdf(*[("第一条",)] * 1001), "超过1000页"),
    ("mht without a page", "a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", "没有网页正文"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "sentence"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_what_cannot_be_read_is_refused_in_a_sentence_that_says_what_to_do(
    name: str, data: bytes, sentence: str
) -> None:
    with pytest.raises(CannotRead, match=sentence) as refused:
        read_file(name, data)
    assert "请" in str(refused.value)


def test_a_file_over_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(CannotRead, match="有50 MB，超过了20 MB的上限"):
        read_file("a.txt", b"a" * (50 * 1024 * 1024))


def test_the_limit_is_the_callers() -> None:
    with pytest.raises(CannotRead, match="有11 字节，超过了10 字节的上限"):
        read_file("a.txt", b"a" * 11, at_most=10)


def test_a_bomb_of_gigabytes_is_refused_by_what_comes_out_of_it() -> None:
    data = bomb("word/document.xml", 3)
    assert len(data) < 4 * 1024 * 1024
    with pytest.raises(CannotRead, match="解压后大得不正常"):
        read_file("a.docx", data)


def test_a_part_that_swells_beyond_measure_is_refused_while_it_is_small() -> None:
    with pytest.raises(CannotRead, match="解压后大得不正常"):
        read_file("a.docx", packed({"word/document.xml": f"<d>{' ' * (3 << 20)}</d>"}))


def test_a_bomb_that_says_it_is_small_is_refused() -> None:
    with pytest.raises(CannotRead, match="不完整或已损坏"):
        read_file("a.docx", bomb("word/document.xml", 1, said=1000))


def test_a_zip_of_very_many_parts_is_refused() -> None:
    with pytest.raises(CannotRead, match="解压后大得不正常"):
        read_file("a.docx", packed({f"word/{number}.xml": "" for number in range(5001)}))


def test_very_many_elements_are_refused() -> None:
    with pytest.raises(CannotRead, match="内部结构大得不正常"):
        read_file("a.docx", packed({"word/document.xml": f"<d>{'<p/>' * 800_001}</d>"}, method=zipfile.ZIP_STORED))


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", docx(ONE), "docx"),
        ("a.docx", "<html><body><p>第一条</p></body></html>".encode(), "html"),
        ("a.doc", "<html xmlns:w='urn'><body><p>第一条</p></body></html>".encode("utf-16"), "html"),
        ("a.docx", pdf(("第一条为了加强管理制定本办法",)), "pdf"),
        ("a.pdf", "第一条".encode(), "txt"),
        ("a.html", "<p>第一条</p>".encode(), "html"),
        ("a.html", "第一条 没有标记".encode(), "txt"),
        ("a.txt", "<办法> 第一条".encode(), "txt"),
        ("a.md", "# 办法\n第一条".encode(), "markdown"),
        ("a.txt", "BMW 公司：第一条".encode(), "txt"),
        ("no name", "第一条".encode(), "txt"),
    ],
    ids=shown,
)
def test_the_kind_is_what_the_file_holds_and_not_what_its_name_says(name: str, data: bytes, kind: str) -> None:
    assert read_file(name, data).kind == kind


def test_what_nobody_foresaw_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(name: str, data: bytes, *, at_most: int) -> None:
        raise RecursionError

    replaced: Callable[..., None] = fails
    monkeypatch.setattr(reading_module, "read_known", replaced)
    with pytest.raises(CannotRead, match="请联系管理员"):
        read_file("a.txt", b"a")
