"""Titles over several lines, and lines that only look like one."""

import pytest

from tests.notices.provisions.shapes import shape

BODY = "一、做好甲。\n二、做好乙。\n"


@pytest.mark.parametrize(
    "lines",
    [
        ("示例省人民政府关于在市场监管领域全面推行", "部门联合抽查的意见"),
        ("示例省人民政府办公厅关于全面推行执法公示制度", "执法全过程记录制度", "法制审核制度的指导意见"),
        ("示例省人民政府办公厅关于全面推行行政规范性文件", "合法性审核机制的指导意见"),
        ("示例省人民政府办公厅关于示例市、样例市", "两起事故调查处理情况的通报"),
        ("示例省人民政府关于暂时调整实施《示例省条例》", "有关规定的决定"),
        ("示例省人民政府", "关于加强科技创新工作的决定"),
        ("示例省人民政府关于如何认定国有公司、", "民营企业科技人员的决定"),
    ],
)
def test_a_title_is_whole_over_all_its_lines(lines: tuple[str, ...]) -> None:
    text = "\n".join(lines) + "\n示政发〔2020〕5号\n各市人民政府：\n现决定如下：\n" + BODY
    assert shape(text)["title"] == "".join(lines)


def test_when_it_was_issued_is_no_part_of_the_title() -> None:
    read = shape(
        f"示例省关于科技拨款管理的暂行规定\n（一九八六年一月二十三日示例省人民政府发布）\n为了改革，特制定本规定。\n{BODY}"
    )
    assert (read["title"], read["issued_on"]) == ("示例省关于科技拨款管理的暂行规定", "1986-01-23")
    assert "title-split" not in {one["code"] for one in read["warnings"]}


def test_a_title_broken_below_its_issuer_is_told_of_once() -> None:
    read = shape(f"示例省人民政府\n关于加强创新\n工作的决定\n示政发〔2020〕5号\n各市人民政府：\n现决定如下：\n{BODY}")
    assert [one["lines"] for one in read["warnings"] if one["code"] == "title-split"] == [[1, 2, 3]]


@pytest.mark.parametrize("line", ["签发人：某某", "ZJGC02-2021-0001", "示科规〔2020〕7号 ZJSP18-2020-0002"])
def test_numbers_and_registrations_above_are_no_part_of_it(line: str) -> None:
    assert shape(f"{line}\n示例市管理办法\n第一条 甲。\n第二条 乙。\n")["title"] == "示例市管理办法"


NOTES = """示例省科技条例
2005年1月5日示例省第十届人民代表大会
常务委员会第四次会议通过
2017年1月20日示例省第十二届人民代表大会
常务委员会第九次会议《关于修改〈示例
省科技条例〉的决定》修正
"""


def test_the_last_day_of_notes_over_several_lines_is_the_day_of_issue() -> None:
    read = shape(NOTES + "第一条 甲。\n第二条 乙。\n")
    assert (read["title"], read["issued_on"]) == ("示例省科技条例", "2017-01-20")


def test_a_note_with_another_law_behind_it_counts() -> None:
    notes = "（2005年1月5日示例省人大常委会通过的《示例省科技条例修正案》修正 2017年1月20日示例省人大常委会修订）"
    assert shape(f"示例省科技条例\n{notes}\n第一条 甲。\n第二条 乙。\n")["issued_on"] == "2017-01-20"
