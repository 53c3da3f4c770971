"""Who leads, who is responsible, who cooperates, as measures say it."""

import pytest

from notices.provisions.units import Units, units_in
from tests.notices.provisions.shapes import shape

KE, CAI, JIAO = "省科技厅", "省财政厅", "省教育厅"


@pytest.mark.parametrize(
    ("bracket", "units"),
    [
        ("（责任单位：省科技厅、省财政厅）", Units(responsible=(KE, CAI))),
        ("（牵头单位：省科技厅，责任单位：省财政厅）", Units(lead=(KE,), responsible=(CAI,))),
        ("（省科技厅牵头，省财政厅、省教育厅按职责分工负责）", Units(lead=(KE,), responsible=(CAI, JIAO))),
        ("（省科技厅牵头，省财政厅、省教育厅等配合）", Units(lead=(KE,), cooperating=(CAI, JIAO))),
        ("（省科技厅负责，省财政厅配合）", Units(responsible=(KE,), cooperating=(CAI,))),
        ("［省科技厅、省财政厅按职责分工负责，各市人民政府落实］", Units(responsible=(KE, CAI, "各市人民政府"))),
        ("（省科技厅，省财政厅、省教育厅共同负责）", Units(responsible=(KE, CAI, JIAO))),
        ("（省科技厅、省财政厅等有关部门负责）", Units(responsible=(KE, CAI))),
        ("（省科技厅、省财政厅负责，排在第一位的部门为牵头部门，下同）", Units(responsible=(KE, CAI))),
        ("（负责部门：省科技厅；适用范围：全省，以下均同）", Units(responsible=(KE,))),
        ("（各市、县（区）人民政府负责）", Units(responsible=("各市、县（区）人民政府",))),
        ("（含省科技厅推荐的项目）", Units()),
        ("（以下简称基地）", Units()),
    ],
)
def test_a_bracket_is_read_by_its_clauses(bracket: str, units: Units) -> None:
    assert units_in(f"支持企业创新。{bracket}") == units


def test_two_paragraphs_the_page_put_together_name_the_units_of_both() -> None:
    text = "建立指标。（省科技厅牵头，省财政厅参与）优化机制。（省教育厅负责）"
    assert units_in(text) == Units(lead=(KE,), responsible=(JIAO,), cooperating=(CAI,))


MEASURES = """示例市促进成果转化若干措施
一、强化供给
1. 对牵头承担国家科技重大专项的企业，市财政按国拨经费的30%给予配套，最高1000万元。（责任单位：市科技局）
2. 建立“揭榜挂帅”机制，面向社会征集解决方案。（责任单位：市科技局）
3. 组织实施科技专项，每年不少于20项，由市科技局会同有关部门负责，加强全过程管理，提高资金使用效益，确保实效。
牵头单位：市科技局
配合单位：市教育局、
市财政局
二、附则
4. 本措施自2023年9月1日起施行，有效期至2026年8月31日。法律另有规定的，从其规定。
"""


def test_a_sentence_is_no_title_where_the_measures_have_none() -> None:
    assert [one["title"] for one in shape(MEASURES)["measures"]] == [None, None, None, None]


def test_units_on_lines_of_their_own_go_on_to_the_next_line() -> None:
    third = shape(MEASURES)["measures"][2]
    assert (third["lead"], third["cooperating"]) == (["市科技局"], ["市教育局", "市财政局"])
    assert third["text"].endswith("确保实效。")
