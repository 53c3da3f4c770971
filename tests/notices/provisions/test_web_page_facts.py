"""The table of facts a government's page has above a document: several to a line, in cells, or each on its own."""

from datetime import date

import pytest

from notices.provisions.sources import read_file
from tests.notices.provisions.shapes import roles, shape

TEXT = """示例省科技创新基地管理办法
第一条　为了加强管理，制定本办法。
第二条　适用于本省。
第三条　本办法自2020年6月11日起施行。
"""
TABS = """索 引 号：\t000014349/2020-00007\t主题分类：\t科技、教育\\科技
发文机关：\t示例省科学技术厅\t成文日期：\t2020年05月11日
标　　题：\t示例省科技创新基地管理办法
发文字号：\t示科规〔2020〕7号\t发布日期：\t2020年05月12日
主 题 词：
"""
CELLS = """索引号\tSL001-2020-003\t发文日期\t2020-05-11
发布机构\t示例省科学技术厅\t文    号\t示科规〔2020〕7号
名    称\t示例省科技创新基地管理办法
"""
SPACES = """发布机构：示例省科学技术厅 文号：示科规〔2020〕7号 成文日期：2020-05-11
发布时间：2020-05-12 15:32  来源：省科技厅  浏览次数：1024  字体：[大 中 小]
"""
BELOW = """索引号
SL001-2020-003
发文机关：
示例省科学技术厅
发文字号：
示科规〔2020〕7号
成文日期：
2020年5月11日
"""


@pytest.mark.parametrize("header", [TABS, CELLS, SPACES, BELOW], ids=["tabs", "cells", "spaces", "below"])
def test_each_fact_is_read_and_ends_where_the_next_begins(header: str) -> None:
    read = shape(header + "\n" + TEXT)
    assert (read["title"], read["document_number"]) == ("示例省科技创新基地管理办法", "示科规〔2020〕7号")
    assert (read["issuers"], read["issued_on"], read["effective_on"]) == (
        ["示例省科学技术厅"],
        "2020-05-11",
        "2020-06-11",
    )


@pytest.mark.parametrize("header", [TABS, CELLS, SPACES], ids=["tabs", "cells", "spaces"])
def test_the_table_is_none_of_the_text_and_nothing_in_it_is_a_slip(header: str) -> None:
    assert shape(header + "\n" + TEXT)["warnings"] == []
    lines = header.count("\n")
    assert roles(header + "\n" + TEXT) == "H" * lines + ".HPPP."


@pytest.mark.parametrize(
    ("word", "status"), [("有效", "in_force"), ("现行有效", "in_force"), ("废止", "repealed"), ("失效", "expired")]
)
def test_what_the_page_says_of_its_validity_holds(word: str, status: str) -> None:
    assert shape(f"文号：示科规〔2020〕7号\t有效性：{word}\n\n{TEXT}")["status"] == status


def test_days_the_text_leaves_open_are_the_tables() -> None:
    header = "施行日期：2020-06-11\t失效日期：2025-06-10\n"
    read = shape(header + TEXT.replace("自2020年6月11日起", "自印发之日起"), date(2026, 1, 1))
    assert (read["effective_on"], read["effective_rule"]) == ("2020-06-11", "自印发之日起")
    assert (read["expires_on"], read["status"]) == ("2025-06-10", "expired")


def test_the_table_gives_the_whole_title_where_the_page_breaks_it() -> None:
    title = "示例省人民政府关于全面推行创新制度改革试点制度的若干实事"
    text = f"标题：{title}\n\n示例省人民政府关于全面推行创新制度\n改革试点制度的若干实事\n一、做好甲。\n二、做好乙。\n"
    assert shape(text)["title"] == title


def test_what_is_attached_to_a_reply_keeps_its_own_title() -> None:
    text = (
        "标题：示例省人民政府关于同意建立联席会议制度的批复\n\n示例省人民政府关于同意建立联席会议制度的批复\n"
        "省科技厅：\n同意建立。\n示例省人民政府\n2020年5月11日\n\n联席会议制度\n一、职责。统筹协调。\n二、成员。另定。\n"
    )
    assert shape(text)["title"] == "联席会议制度"


def test_a_saved_page_in_an_old_encoding_is_read_without_its_foot() -> None:
    page = (
        '<html><head><meta charset="gb2312"></head><body><table><tr><td>发布机构</td><td>示例省科学技术厅</td><td>文&nbsp;号</td>'
        "<td>示科规〔2020〕7号</td></tr></table><h1>示例省科学技术厅关于印发《示例省众创空间备案办法》的通知</h1>"
        "<p>各市科技局：</p><p>&nbsp;&nbsp;现印发给你们，请贯彻执行。</p><p>示例省科学技术厅&nbsp;&nbsp;&nbsp;&nbsp;</p>"
        "<p>2020年5月11日&nbsp;&nbsp;</p><p>示例省众创空间备案办法</p><p>&nbsp;&nbsp;<b>第一条</b>&nbsp; 甲。</p>"
        "<p>&nbsp;&nbsp;<b>第二条</b>&nbsp; 自2020年6月11日起施行。</p><p>扫一扫在手机打开当前页</p>"
        "<script>document.write('第三条')</script></body></html>"
    )
    read = shape(read_file("页面.html", page.encode("gb18030")).text)
    assert (read["title"], read["document_number"]) == ("示例省众创空间备案办法", "示科规〔2020〕7号")
    assert (read["issuers"], read["issued_on"], len(read["articles"])) == (["示例省科学技术厅"], "2020-05-11", 2)
    assert read["warnings"] == []


SIGNED = """示例省人民政府关于促进创新的若干意见
各市人民政府：
为了促进创新，提出如下意见。
一、总体要求
坚持创新驱动。
二、保障措施
加强组织领导。
示例省人民政府
2020年5月11日
（此件公开发布）
扫一扫在手机打开当前页
主办：示例省人民政府办公厅
"""


def test_who_signs_above_a_day_is_no_text_whatever_the_page_has_below() -> None:
    read = shape(SIGNED)
    assert read["measures"][-1]["text"] == "加强组织领导。"
    assert (read["issuers"], read["issued_on"]) == (["示例省人民政府"], "2020-05-11")
    assert "missing-signature" not in {one["code"] for one in read["warnings"]}
