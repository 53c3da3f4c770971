import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from notices.attachments import Finding, check_upload, checking
from notices.provisions.sources.kinds import Kind, kind_of
from notices.provisions.sources.source import CannotRead
from tests.notices.provisions.sources.building import OLE, bomb, docx, packed, paragraph, pdf, shown, xlsx

AT_MOST = 10 * 1024 * 1024
IDENTITY = "11010519491231002X"


def picture(form: str, **options: Any) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (4, 4)).save(into, form, **options)
    return into.getvalue()


def exif(tag: int, value: Any) -> bytes:
    properties = Image.Exif()
    properties[tag] = value
    return properties.tobytes()


def sheet(rows: str, columns: str = "") -> tuple[str, str, str]:
    return "名单", "visible", f"{columns}<sheetData>{rows}</sheetData>"


def row(*cells: str, attributes: str = "") -> str:
    return f'<row r="2" {attributes}>{"".join(cells)}</row>'


def check(name: str, data: bytes) -> list[Finding]:
    return check_upload(name, data, at_most=AT_MOST)


def codes(name: str, data: bytes) -> list[str]:
    return [finding.code for finding in check(name, data)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("名单.pdf", pdf(("拟认定名单",))),
        ("名单.docx", docx(paragraph("拟认定名单"))),
        ("名单.xlsx", xlsx(sheet(row('<c t="s"><v>0</v></c>')), strings=("某单位",))),
        ("名单.txt", "拟认定名单".encode()),
        ("名单.csv", "单位,类别\r\n某单位,重点\r\n".encode("gb18030")),
        ("图.png", picture("PNG")),
        ("图.jpg", picture("JPEG")),
        ("图.JPEG", picture("JPEG")),
    ],
    ids=shown,
)
def test_a_clean_file_of_an_allowed_kind_has_no_findings(name: str, data: bytes) -> None:
    assert check(name, data) == []


def test_a_file_of_exactly_the_largest_size_is_taken() -> None:
    assert check_upload("a.txt", b"a" * 100, at_most=100) == []


@pytest.mark.parametrize(
    ("name", "data", "code", "sentence"),
    [
        ("a.pdf", b"", "empty", "是空的"),
        ("a.txt", b"a" * (AT_MOST + 1), "too-large", "超过了10 MB"),
        ("a.zip", packed({"a.txt": "甲"}), "kind", "压缩包"),
        ("a.html", b"<html><body>", "kind", "网页"),
        ("a.txt", b"<html><script>", "kind", "网页"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "kind", "doc 文件"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "kind", "密码"),
        ("a.exe", b"MZ" + b"\0" * 9, "kind", "程序"),
        ("a.gif", b"GIF89a" + b"\0" * 9, "kind", "png 或 jpg"),
        ("a.ofd", packed({"OFD.xml": "<x/>"}), "kind", "可以上传的有"),
        ("a.pdf", docx(""), "name", "内容却是 docx"),
        ("a", "甲".encode(), "name", "没有扩展名"),
        ("a.pdf", "甲".encode(), "name", "内容却不是"),
        ("a.docx", docx("", word__vbaProject_bin=b"x"), "macros", "宏"),
        ("a.xlsx", xlsx(sheet(""), xl__vbaProject_bin=b"x"), "macros", "宏"),
        ("a.xlsx", xlsx(sheet(""), xl__macrosheets__sheet1_xml=b"<x/>"), "macros", "宏"),
        ("a.docx", docx("", word__activeX__activeX1_xml=b"<x/>"), "macros", "控件"),
        ("a.docx", bomb("word/document.xml", 1), "unreadable", "大得不正常"),
        ("a.xlsx", packed({"xl/workbook.bin": "x"}), "unreadable", "xlsb"),
        ("a.xlsx", xlsx(), "unreadable", "没有工作表"),
        ("a.pdf", pdf(("甲",), locked=True), "unreadable", "密码"),
        ("a.txt", bytes(range(128, 256)) * 9, "unreadable", "UTF-8"),
        ("a.png", picture("PNG")[:40], "broken", "已损坏"),
        ("a.jpg", b"\xff\xd8\xff" + b"\0" * 40, "broken", "已损坏"),
    ],
    ids=shown,
)
def test_what_may_not_be_an_attachment_is_refused_in_words(name: str, data: bytes, code: str, sentence: str) -> None:
    (finding,) = check(name, data)
    assert (finding.code, finding.refuses) == (code, True)
    assert sentence in finding.message


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_refused_by_its_name(state: str) -> None:
    (finding,) = check("a.xlsx", xlsx(sheet(""), ("底表", state, "")))
    assert finding.refuses
    assert "工作表“底表”是隐藏的" in finding.message


@pytest.mark.parametrize("attributes", ['hidden="1"', 'hidden="true"', 'ht="0"'])
def test_a_hidden_row_is_refused(attributes: str) -> None:
    (finding,) = check("a.xlsx", xlsx(sheet(row("<c><v>1</v></c>", attributes=attributes))))
    assert (finding.code, finding.refuses) == ("hidden-rows", True)
    assert "第2行" in finding.message


@pytest.mark.parametrize("attributes", ['hidden="1"', 'width="0"'])
def test_a_hidden_column_is_refused(attributes: str) -> None:
    cells = row('<c r="B2"><v>1</v></c><c r="AB2"><v>1</v></c><c r="AC2"><v>1</v></c>')
    (finding,) = check("a.xlsx", xlsx(sheet(cells, f'<cols><col min="3" max="28" {attributes}/></cols>')))
    assert (finding.code, finding.refuses) == ("hidden-columns", True)
    assert "第AB列" in finding.message


def test_hidden_rows_and_columns_with_nothing_in_them_are_let_be() -> None:
    empty = sheet(row('<c r="A2"/>', attributes='hidden="1"'), '<cols><col min="5" max="16384" hidden="1"/></cols>')
    assert check("a.xlsx", xlsx(empty)) == []


def test_comments_in_a_workbook_are_reported_and_read() -> None:
    comments = (
        f'<comments><commentList><comment ref="B2"><text><t>{IDENTITY}</t></text></comment></commentList></comments>'
    )
    found = check("a.xlsx", xlsx(sheet(""), xl__comments1_xml=comments))
    assert [finding.code for finding in found] == ["comments", "identity-number"]
    assert "（批注B2）" in found[1].message


def test_what_nobody_foresaw_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes) -> list[Finding]:
        raise RecursionError

    monkeypatch.setitem(checking._LOOKS, Kind.TXT, fails)
    (finding,) = check("a.txt", b"a")
    assert (finding.code, finding.refuses) == ("unreadable", True)


@pytest.mark.parametrize(
    "cell",
    [
        f'<c t="inlineStr"><is><t>{IDENTITY}</t></is></c>',
        f'<c t="str"><v>{IDENTITY}</v></c>',
        '<c t="s"><v>0</v></c>',
        "<c><v>13800138000</v></c>",
        "<c><v>1.3800138E10</v></c>",
    ],
)
def test_numbers_of_persons_are_found_in_every_sort_of_cell(cell: str) -> None:
    (finding,) = check("a.xlsx", xlsx(sheet(row(cell)), strings=(IDENTITY,)))
    assert "工作表“名单”第2行" in finding.message


@pytest.mark.parametrize(
    ("name", "data", "where"),
    [
        ("a.docx", docx(paragraph("甲") + paragraph(IDENTITY)), "正文第2段"),
        ("a.docx", docx(f"<w:p><w:r><w:t>{IDENTITY[:7]}</w:t></w:r><w:r><w:t>{IDENTITY[7:]}</w:t></w:r></w:p>"), "正文第1段"),
        ("a.docx", docx("", word__header1_xml=f"<h><p><r><t>{IDENTITY}</t></r></p></h>"), "页眉第1段"),
        ("a.pdf", pdf(("甲",), ("乙", IDENTITY)), "第2页"),
        ("a.csv", f"甲,乙\n张三,{IDENTITY}\n".encode(), "第2行"),
    ],
    ids=shown,
)  # fmt: skip
def test_an_identity_number_is_found_where_it_stands(name: str, data: bytes, where: str) -> None:
    (finding,) = check(name, data)
    assert finding.code == "identity-number"
    assert f"（{where}）" in finding.message


def test_a_number_that_was_deleted_in_word_is_found_with_the_change() -> None:
    body = f"<w:p><w:del><w:r><w:delText>{IDENTITY}</w:delText></w:r></w:del></w:p>"
    assert codes("a.docx", docx(body)) == ["tracked-changes", "identity-number"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r></w:p>"), "hidden-text"),
        (docx("", word__comments_xml="<comments><comment/></comments>"), "comments"),
        (docx("", word__embeddings__a_bin=b"x"), "embedded"),
    ],
    ids=shown,
)
def test_what_word_keeps_out_of_sight_is_reported_and_not_refused(data: bytes, code: str) -> None:
    (finding,) = check("a.docx", data)
    assert (finding.code, finding.refuses) == (code, False)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.docx", docx("", docProps__core_xml="<p><creator>张三</creator></p>"), "作者“张三”"),
        ("a.xlsx", xlsx(sheet(""), docProps__app_xml="<p><Company>某局</Company></p>"), "单位“某局”"),
        ("a.docx", docx("", docProps__custom_xml='<p><property name="密级"/></p>'), "自定义属性“密级”"),
        ("a.pdf", pdf(("甲",), author="张三"), "作者“张三”"),
        ("a.jpg", picture("JPEG", exif=exif(0x013B, "Zhang San")), "作者“Zhang San”"),
    ],
    ids=shown,
)
def test_who_made_a_file_is_reported(name: str, data: bytes, word: str) -> None:
    (finding,) = check(name, data)
    assert (finding.code, finding.refuses) == ("properties", False)
    assert word in finding.message


def test_an_author_that_is_nobody_is_not_reported() -> None:
    assert check("a.docx", docx("", docProps__core_xml="<p><creator>Administrator</creator></p>")) == []


def test_the_place_a_picture_was_taken_is_reported() -> None:
    assert codes("a.jpg", picture("JPEG", exif=exif(0x8825, {1: "N"}))) == ["place"]


def test_a_scanned_pdf_is_reported() -> None:
    assert codes("a.pdf", pdf(())) == ["no-text"]


def test_links_to_other_workbooks_are_reported() -> None:
    assert codes("a.xlsx", xlsx(sheet(""), xl__externalLinks__externalLink1_xml=b"<x/>")) == ["links"]


@given(
    st.sampled_from(["a.docx", "a.xlsx", "a.txt", "a.csv", "a.png", "a.jpg", ""]),
    st.sampled_from([b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", xlsx(sheet(row()))[:200]]),
    st.binary(max_size=300),
)
@settings(deadline=None, max_examples=200)
def test_arbitrary_bytes_give_findings_and_no_error(name: str, head: bytes, rest: bytes) -> None:
    try:
        if kind_of(name, head + rest) is Kind.PDF:
            return
    except CannotRead:
        pass
    assert checking._UNFORESEEN not in [finding.message for finding in check(name, head + rest)]


WORKBOOK = xlsx(
    sheet(row('<c r="A2" t="s"><v>0</v></c>'), '<cols><col min="1" max="2" hidden="1"/></cols>'), strings=("甲",)
)


@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=8))
@settings(deadline=None, max_examples=200)
def test_a_damaged_workbook_gives_findings_and_no_error(place: int, damage: bytes) -> None:
    found = check("a.xlsx", WORKBOOK[:place] + damage + WORKBOOK[place + len(damage) :])
    assert checking._UNFORESEEN not in [finding.message for finding in found]


PIECES = """<row r="x">|<row>|</row>|<c t="s">|<c r="12">|<c r="é1">|</c>|<v>9e99</v>|<v>-1</v>|<t>甲</t>|<cols>|</cols>
<col min="a" max="9" hidden="1"/>|<col hidden="1"/>"""


@given(st.lists(st.sampled_from(re.split(r"[|\n]", PIECES))))
@settings(deadline=None, max_examples=200)
def test_an_odd_worksheet_gives_findings_and_no_error(pieces: list[str]) -> None:
    found = check("a.xlsx", xlsx(("甲", "visible", "".join(pieces))))
    assert checking._UNFORESEEN not in [finding.message for finding in found]
