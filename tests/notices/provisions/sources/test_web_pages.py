import quopri

import pytest

from notices.provisions.sources import read_file


def text_of(body: str) -> str:
    return read_file("a.html", f"<html><body>{body}</body></html>".encode()).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>办法</h1><p>第一条　甲</p><div>第二条<p>乙</p>丙</div>", "办法\n第一条　甲\n第二条\n乙\n丙"),
        ("<p>甲<br>乙<br/>丙</p>", "甲\n乙\n丙"),
        ("<p>甲</p><p>&nbsp;</p><p>乙</p>", "甲\n\n乙"),
        ("<p>&nbsp;&nbsp;第一条&nbsp;甲</p>", "  第一条 甲"),
        ("<p>&lt;昆政发&gt; &#31532;1&#x6761; &mdash;</p>", "<昆政发> 第1条 —"),
        ("<p>第一条   甲\n\t乙</p>", "第一条 甲乙"),
        ("<p>Article\n 1</p>", "Article 1"),
        ("<p><b>第一</b><span>条</span></p>", "第一条"),
        ("甲<script>alert('乙')</script><style>p{}</style><nav><p>首页</p></nav><noscript>丙</noscript>丁", "甲丁"),
        ("<p style='display: none'>暗</p><p hidden>暗</p><p>明</p>", "明"),
        ("<div style='display:none'><div>暗</div>暗</div>明", "明"),
        ("<!-- 暗 --><p>明</p><!--[if gte mso 9]><xml>暗</xml><![endif]-->", "明"),
        ("<![if !supportLists]><span>一、</span><![endif]>总则", "一、总则"),
        ("<table><tr><td>单位</td><td>职责</td></tr><tr><td><p>科技局</p></td><td>牵头</td></tr></table>", "单位\t职责\n科技局\t牵头"),
        ("<table><tr><td><p>第一条</p><p>第二条</p></td></tr></table>", "第一条\n第二条"),
        ("<table><tr><td>外<table><tr><td>内1<td>内2</table></table>后", "外\n内1\t内2\n后"),
        ("<table><caption>附表</caption><tr><th>甲<th>乙</table>", "附表\n甲\t乙"),
        ("<ol><li>甲<li>乙</ol>", "1. 甲\n2. 乙"),
        ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>", "3. 甲\n7. 乙\n8. 丙"),
        ("<ol><li>（一）甲</li><li><p>乙</p></li></ol>", "（一）甲\n2. 乙"),
        ("<ul><li>甲</li></ul>", "甲"),
        ("<pre>第一条\n  甲</pre>", "第一条\n  甲"),
        ("<p>没有关上<b>的", "没有关上的"),
        ("<p>甲<p>乙", "甲\n乙"),
        ("<p>小于 3 < 5", "小于 3 < 5"),
        ("<!-- 没有关上 <p>暗</p>", ""),
    ],
)  # fmt: skip
def test_the_visible_text_is_read_block_by_block(body: str, expected: str) -> None:
    assert text_of("前" + "<hr>" + body).removeprefix("前").removeprefix("\n") == expected


def test_the_title_in_the_head_is_no_text() -> None:
    page = "<!doctype html><html><head><title>某网站</title></head><body>第一条</body></html>"
    assert read_file("a.html", page.encode()).text == "第一条"


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030"])
def test_the_charset_the_page_names_is_used(charset: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>第一条'
    source = read_file("a.htm", page.encode("gb18030"))
    assert (source.text, source.notes) == ("第一条", ("这是网页，按 GB18030 读取。",))


def test_a_page_that_names_the_wrong_charset_is_read_all_the_same() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>第一条 为了规范管理，制定本办法。'
    assert "为了规范管理" in read_file("a.html", page.encode()).text


def test_a_page_in_utf_16_is_read() -> None:
    assert read_file("a.html", "<html><body>第一条".encode("utf-16")).text == "第一条"


def test_a_saved_page_is_read_out_of_its_envelope() -> None:
    page = quopri.encodestring("<html><body><p>第一条 甲</p></body></html>".encode("gb18030")).decode()
    saved = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n'
        f'--x\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n--x--'
    )
    source = read_file("网页.doc", saved.encode())
    assert (source.text, source.kind) == ("第一条 甲", "html")


@pytest.mark.parametrize(
    "piece", ["<!--", "<![", "<a ", "</a ", "<a b='>", "<table><tr><td>", "<div>", "&#x", "<?", "< "]
)
def test_a_page_made_to_be_slow_is_read(piece: str) -> None:
    assert text_of("<p>第一条</p>" + piece * 20_000).startswith("第一条")
