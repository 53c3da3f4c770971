"""Laws, orders and plans: the shapes regulations come in, each as short as it can be."""

import pytest

from tests.notices.provisions.shapes import labels, reading, roles, shape

LAW = """中华人民共和国示例法

（1993年7月2日第八届全国人民代表大会常务委员会第二次会议通过　2021年12月24日第十三届全国人民代表大会常务委员会第三十二次会议第二次修订）

目　　录

第一章　总则
第二章　基础研究
　第一节　一般规定
第三章　附则

第一章　总　　则
第一条　为了促进科学技术进步，制定本法。
第二条　坚持领导。
第二条之一　增加的条文。
第二章　基础研究
第一节　一般规定
第三条　国家加强能力建设：
（一）甲；
（二）乙：
1．子；
2．丑。
（三）丙。
国家设立基金。
第三章　附　　则
第四条　本法自2022年1月1日起施行。
"""


def test_the_contents_of_a_law_are_furniture_and_its_chapters_are_read_once() -> None:
    assert [one["title"] for one in shape(LAW)["chapters"]] == ["总则", "基础研究", "附则"]
    assert roles(LAW).startswith("H.H.F.FFFF.D")


def test_an_article_between_two_has_a_suffix_and_an_address() -> None:
    between = shape(LAW)["articles"][2]
    assert (between["number"], between["suffix"], between["label"], between["address"]) == (
        2,
        1,
        "第二条之一",
        "art-2z1",
    )


def test_items_and_what_stands_below_them_have_addresses() -> None:
    addresses = [one.address for one in reading(LAW).provisions() if one.address.startswith("art-3")]
    assert addresses == ["art-3", "art-3-p1", "art-3-1", "art-3-2", "art-3-2-n1", "art-3-2-n2", "art-3-3", "art-3-p2"]


def test_a_law_says_who_passed_it_and_when() -> None:
    law = shape(LAW)
    assert (law["issuers"], law["issued_on"], law["effective_on"]) == (
        ["全国人民代表大会常务委员会"],
        "2021-12-24",
        "2022-01-01",
    )


def test_a_law_without_a_slip_has_no_warning() -> None:
    assert shape(LAW)["warnings"] == []


ORDER = """中华人民共和国科学技术部令
第22号

《科学技术活动违规行为处理示例规定》已经2023年3月1日部务会审议通过，现予公布，自2023年9月1日起施行。
2023年7月5日

科学技术活动违规行为处理示例规定
第一章 总 则
第1条 制定本规定。
第2条 对下列行为实施处理：(一)机构；(二)人员；(三)单位。
第3条 依照本规定
第二条的情形处理。
第4条 本规定自2023年9月1日起施行。

附件：1. 处理表
2. 申请表
"""


def test_an_order_gives_number_title_and_issuer() -> None:
    order = shape(ORDER)
    assert order["document_number"] == "中华人民共和国科学技术部令第22号"
    assert order["title"] == "科学技术活动违规行为处理示例规定"
    assert order["issuers"] == ["中华人民共和国科学技术部"]


def test_items_run_on_in_a_line_are_items() -> None:
    assert [item["text"] for item in shape(ORDER)["articles"][1]["items"]] == ["机构；", "人员；", "单位。"]


def test_a_line_that_speaks_of_an_article_is_not_one() -> None:
    assert labels(ORDER) == ["第1条", "第2条", "第3条", "第4条"]
    assert shape(ORDER)["articles"][2]["text"] == "依照本规定第二条的情形处理。"


def test_the_annex_is_none_of_the_text() -> None:
    assert roles(ORDER).endswith("P.AA.")


DECISION = """国务院关于修改《示例条例》的决定

国务院决定对《示例条例》作如下修改：
一、将第三条修改为：“县级以上人民政府应当加强领导。”
二、增加一条，作为第五条：
“第五条　申请人应当提交材料。
“第六条　主管部门应当受理。”
三、删去第九条。
本决定自2020年1月1日起施行。
"""


def test_quoted_articles_are_not_the_decisions_own() -> None:
    assert labels(DECISION) == []
    assert [one["number"] for one in shape(DECISION)["measures"]] == [1, 2, 3]
    assert "第六条" in shape(DECISION)["measures"][1]["text"]


def test_chapters_counted_anew_in_each_part_keep_their_part() -> None:
    text = "示例法典\n第一编　总则\n第一章　基本规定\n第一条　甲。\n第二编　物权\n第一分编　通则\n第一章　一般规定\n第二条　乙。\n"
    read = shape(text)
    assert [(one["part"], one["number"], one["articles"]) for one in read["chapters"]] == [
        (1, 1, [1, 1]),
        (2, 1, [2, 2]),
    ]
    assert [one["title"] for one in read["parts"]] == ["总则", "物权", "通则"]


def test_headings_between_articles_are_chapters() -> None:
    text = "某解释\n一、管辖\n第一条 甲：\n（一）子；\n（二）丑。\n二、证据\n第二条 乙。\n"
    assert [(one["title"], one["articles"]) for one in shape(text)["chapters"]] == [("管辖", [1, 1]), ("证据", [2, 2])]


def test_chapters_with_measures_counted_through_are_read() -> None:
    text = "某县工作规则\n第一章总则\n一、制定本规则。\n二、指导思想。\n第二章 职能\n三、组成人员。\n四、职责。\n"
    assert [one["number"] for one in shape(text)["measures"]] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("numbers", "code"),
    [("一二四", "missing-article"), ("一二二三", "repeated-article"), ("一三二四", "out-of-order")],
)
def test_disorder_in_the_numbers_is_told(numbers: str, code: str) -> None:
    text = "某市办法\n" + "\n".join(f"第{number}条 本市依照规定办理。" for number in numbers)
    assert code in {one["code"] for one in shape(text)["warnings"]}


def test_one_misread_number_makes_no_long_gap() -> None:
    text = "某市办法\n" + "\n".join(f"第{number}条 依照规定办理。" for number in ("一", "二", "二十", "四", "五"))
    assert shape(text)["missing_articles"] == [3]


def test_two_articles_of_one_number_have_two_addresses() -> None:
    text = "某市办法\n第一条 甲。\n第二条 乙。\n第二条 丙。\n"
    assert [one["address"] for one in shape(text)["articles"]] == ["art-1", "art-2", "art-2r2"]


def test_a_text_without_any_number_says_so() -> None:
    assert [one["code"] for one in shape("某市通知\n请于明日到会。\n")["warnings"]] == ["no-provisions"]


def test_nothing_at_all_is_read_as_nothing() -> None:
    read = shape("")
    assert (read["title"], read["articles"], read["status"]) == (None, [], "in_force")


PLAN = """某市防汛应急预案
1 总 则
1.1 编制目的
为预防洪涝灾害，制定本预案。
1.2 编制依据
根据《中华人民共和国防洪法》制定本预案。
2 组织体系
2.1 指挥部
市人民政府设立指挥部，下设3个组。
"""


def test_a_plan_counted_in_decimals_is_read() -> None:
    read = shape(PLAN)
    assert [one["title"] for one in read["sections"]] == ["总则", "组织体系"]
    assert [(one["label"], one["title"], one["address"]) for one in read["measures"]] == [
        ("1.1", "编制目的", "m-1-1"),
        ("1.2", "编制依据", "m-1-2"),
        ("2.1", "指挥部", "m-2-1"),
    ]


def test_a_preamble_named_in_the_contents_is_read_where_it_stands() -> None:
    text = (
        "某宪章\n目录\n序言\n第一章 总纲\n第二章 附则\n序言\n这是历史最悠久的传统之一，具有光荣的历史。\n"
        "第一章 总纲\n第一条 甲。\n第二章 附则\n第二条 乙。\n"
    )
    assert roles(text) == "HFFFFDPDPDP."
    assert shape(text)["preamble"]["lines"] == [7]


def test_the_end_of_an_articles_list_is_no_heading_of_the_next() -> None:
    text = (
        "某州办法\n第一条申报单位应当具备\n（一）在本州注册\n（二）有合作协议\n（三）有专项经费\n第二条认定程序另定。\n"
    )
    read = shape(text)
    assert ([one["number"] for one in read["articles"][0]["items"]], read["sections"]) == ([1, 2, 3], [])


def test_a_part_of_a_code_begins_with_its_own_number() -> None:
    text = "某法典人格权编\n第一章 一般规定\n第九百八十九条 甲。\n第九百九十条 乙。\n第九百九十二条 丙。\n"
    assert (labels(text)[0], shape(text)["missing_articles"]) == ("第九百八十九条", [991])


def test_a_heading_with_a_stop_is_a_heading() -> None:
    text = "某法\n第一章 生活\n第一节 通信、会见。\n第一条 甲。\n第二节 生活、卫生。\n第二条 乙。\n"
    assert [one["articles"] for one in shape(text)["sections"]] == [[1, 1], [2, 2]]


def test_a_heading_without_a_stop_ends_its_line() -> None:
    text = (
        "某省意见\n一、充分认识赋予科研机构和人员自主权的重大现实意义\n深入推进改革，对于调动积极性具有重要意义。\n"
        "二、制定政策落实的配套制度和具体实施办法\n各单位要制定办法，加强落实，确保见效，并及时报告有关情况。\n"
    )
    read = shape(text)
    assert [one["title"] for one in read["measures"]] == [
        "充分认识赋予科研机构和人员自主权的重大现实意义",
        "制定政策落实的配套制度和具体实施办法",
    ]
    assert read["warnings"] == []


def test_an_article_may_begin_with_the_name_of_the_country() -> None:
    text = "某法\n" + "".join(f"第{one}条中华人民共和国国籍适用本法。\n" for one in "一二三四")
    assert labels(text) == ["第一条", "第二条", "第三条", "第四条"]
