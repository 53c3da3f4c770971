"""The shapes regulations come in, each as short as it can be."""

from datetime import date
from typing import Any

import pytest

from notices.provisions import Reading, read
from notices.provisions.as_json import as_json
from notices.provisions.outline import Role

DAY = date(2024, 1, 1)


def reading(text: str, on: date = DAY) -> Reading:
    return read(text, on=on)


def shape(text: str, on: date = DAY) -> dict[str, Any]:
    return as_json(reading(text, on))


def labels(text: str) -> list[str]:
    return [article["label"] for article in shape(text)["articles"]]


def roles(text: str) -> str:
    """One letter a line: Head, heaDing, Provision, Annex, Tail, Furniture, and . for a blank."""
    read = reading(text)
    letters = dict(zip(Role, "HDPATF", strict=True))
    return "".join(letters[read.roles[line.number]] if line.number in read.roles else "." for line in read.lines)


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


JOINT = """科  技  部
财  政  部  文件
税务总局
国科发火〔2016〕32号

科技部 财政部 国家税务总局
关于修订印发《高新技术企业认定管理示例办法》的通知

各省、自治区、直辖市及计划单列市科技厅（委、局）：
根据有关规定，现将《高新技术企业认定管理示例办法》印发给你们，请遵照执行。
科技部     财政部
国家税务总局
2016年1月29日

高新技术企业认定管理示例办法
第一条 制定本办法。
第二条 本办法自2016年1月1日起实施。《旧示例办法》（国科发火〔2008〕172号）同时废止。

附件
领域
一、电子信息

抄送：国务院办公厅。
科技部办公厅    2016年2月1日印发
"""


def test_joint_issuers_are_read_from_the_signature() -> None:
    assert shape(JOINT)["issuers"] == ["科技部", "财政部", "国家税务总局"]


def test_what_it_repeals_does_not_make_it_repealed() -> None:
    joint = shape(JOINT)
    assert joint["status"] == "in_force"
    assert {"title": "旧示例办法", "document_number": "国科发火〔2008〕172号", "provisions": ["art-2"]} in joint[
        "citations"
    ]


def test_copies_and_imprint_are_the_end_even_behind_an_annex() -> None:
    assert roles(JOINT).endswith("AAA.TT.")


OPINION = """云南省人民政府办公厅关于加快科技创新的若干意见
云政办发〔2021〕12号

各州、市人民政府，省直各委、办、厅、局：
为深入实施创新驱动发展战略，经省人民政府同意，提出以下意见。
一、总体要求
（一）指导思想。以思想为指导。
（二）基本原则。
1.坚持创新。强化创新。
二、重点任务
（一）强化平台。建设平台。（省科技厅牵头，省财政厅、省教育厅按职责分工负责）
（二）强化人才。引进人才。（责任单位：省人力资源社会保障厅）
三、保障措施
加强组织领导。本意见自印发之日起施行，有效期3年。

附件：任务分工表

云南省人民政府办公厅
2021年3月5日
（此件公开发布）
"""


def test_measures_counted_anew_in_each_section_have_the_section_in_their_address() -> None:
    assert [one["address"] for one in shape(OPINION)["measures"]] == ["m-1-1", "m-1-2", "m-2-1", "m-2-2"]


def test_units_in_brackets_are_read() -> None:
    first, second = shape(OPINION)["measures"][2:]
    assert (first["lead"], first["responsible"]) == (["省科技厅"], ["省财政厅", "省教育厅"])
    assert (second["lead"], second["responsible"]) == (None, ["省人力资源社会保障厅"])


def test_an_opinion_has_its_signature_at_the_end() -> None:
    opinion = shape(OPINION)
    assert (opinion["issuers"], opinion["issued_on"]) == (["云南省人民政府办公厅"], "2021-03-05")
    assert roles(OPINION).endswith("T.TTT.")


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


def test_page_numbers_and_repeated_headers_are_furniture() -> None:
    page = "- {0} -\n某市科技项目管理办法\n"
    text = (
        "某市科技项目管理办法\n第一条 为了加强管理，\n" + page.format(1) + "制定本办法，适用于\n本市。\n第二条 甲。\n"
        + page.format(2) + "第三条 乙。\n" + page.format(3) + "第四条 丙。\n"
    )  # fmt: skip
    assert roles(text) == "HPFFPPPFFPFFP."
    assert shape(text)["articles"][0]["text"] == "为了加强管理，制定本办法，适用于本市。"


def test_a_text_on_one_line_is_read() -> None:
    flat = "某市办法 第一章 总则 第一条 为了规范。 第二条 适用。 第二章 附则 第三条 自2021年5月1日起施行。"
    assert labels(flat) == ["第一条", "第二条", "第三条"]
    assert [one["articles"] for one in shape(flat)["chapters"]] == [[1, 2], [3, 3]]


def test_an_annex_that_is_the_regulation_is_read() -> None:
    text = (
        "某市科学技术局关于印发某市科技奖励办法的通知\n某科发〔2023〕7号\n各区科技局：\n现印发给你们，请认真贯彻执行。\n"
        "附件：某市科技奖励办法\n某市科学技术局\n2023年4月3日\n附件\n某市科技奖励办法\n"
        "第一条　甲。\n第二条　自2023年5月1日起施行，试行期两年。\n"
        "附表1\n申报表\n第一条 表内说明\n"
    )
    read = shape(text)
    assert (read["title"], read["issuers"]) == ("某市科技奖励办法", ["某市科学技术局"])
    assert (labels(text), read["expires_on"]) == (["第一条", "第二条"], "2025-04-30")


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


COLLECTED = """您的位置: 首页 » 法律资料网 » 法律法规 »

某省人工影响天气管理规定

某省人民政府

某省人工影响天气管理规定

政府令〔2010〕第15号

《某省人工影响天气管理规定》已经省政府第76次常务会议通过,现予公布,自2011年2月1日起施行。

省长

二○一○年十二月二十五日

某省人工影响天气管理规定

第一章总则

第一条为加强管理,制定本规定。

第二条本规定所称人工影响天气,是指避免或者减轻气象灾害的活动。
"""


def test_a_page_of_a_collection_is_read_without_its_breadcrumbs() -> None:
    read = shape(COLLECTED)
    assert (read["title"], read["document_number"]) == ("某省人工影响天气管理规定", "政府令〔2010〕第15号")
    assert (read["issuers"], read["issued_on"], read["effective_on"]) == (["某省人民政府"], "2010-12-25", "2011-02-01")
    assert (labels(COLLECTED), read["citations"]) == (["第一条", "第二条"], [])


BODY = [
    "某市科技创新平台管理办法",
    "（2016年8月22日某市第四届人民代表大会常务委员会第二十七次会议通过，自2016年9月1日起施行）",
    "第一章 总则",
    "第一条 为了规范科技创新平台的建设和运行，提升创新能力，根据有关法律法规，结合本市实际，制定本办法。",
    "第二条 本市行政区域内科技创新平台的申报、认定、管理和监督，适用本办法，法律、法规另有规定的从其规定。",
    "第三条 申报科技创新平台的单位应当具备下列条件，并对所提交材料的真实性、完整性和合法性负责：",
    "（一）在本市依法登记注册，具有独立法人资格，近三年内没有发生重大安全、质量事故和严重的科研失信行为；",
    "（二）拥有稳定的科研团队和必要的科研条件，近三年研发经费投入占当年营业收入的比例不低于百分之三；",
    "（三）法律、法规、规章以及市人民政府规定的其他条件，具体由市科学技术行政部门会同有关部门另行制定并公布。",
    "依照第二条规定从其规定的，应当向市科学技术行政部门作出说明，并按照要求提交相应的证明材料以备查验核实。",
    "第二章 附则",
    "第四条 本办法由市科学技术行政部门负责解释，实施中的具体问题由市科学技术行政部门会同有关部门研究解决。",
]


def printed(width: int = 24, *, between: str = "\n", indent: str = "", pages: bool = False, spaced: bool = True) -> str:
    """The same text as a printer would break it."""
    lines: list[str] = []
    for paragraph in BODY:
        rest = indent + (paragraph if spaced else paragraph.replace("条 ", "条").replace("章 ", "章"))
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
            if pages and len(lines) % 9 == 0:
                lines.append(f"- {len(lines) // 9} -")
    return between.join(lines)


@pytest.mark.parametrize(
    "text",
    [
        printed(),
        printed(between="\n\n"),
        printed(indent="　　"),
        printed(pages=True),
        printed(spaced=False),
        printed(spaced=False, between="\n\n"),
        printed(31),
        "\n".join(BODY).translate(str.maketrans("（），：；", "(),:;")),
        "\r\n".join(f"  {line} " for line in BODY),
    ],
    ids=["lines", "blank", "indented", "pages", "no space", "no space, blank", "wider", "half width", "dos"],
)
def test_however_it_is_printed_it_reads_the_same(text: str) -> None:
    plain, read = reading("\n".join(BODY)), reading(text)

    def bare(one: Reading) -> list[tuple[str, str]]:
        return [(part.address, "".join(filter(str.isalnum, part.text))) for part in one.provisions()]

    assert bare(read) == bare(plain)
    assert (read.title, read.issued_on) == (plain.title, plain.issued_on)
    assert [one.articles for one in read.divisions] == [(1, 3), (4, 4)]


ANNOUNCED = """财政部 税务总局关于进一步完善研发费用税前加计扣除政策的公告

财政部 税务总局公告2023年第7号

为进一步激励企业加大研发投入，现就有关事项公告如下：
一、企业开展研发活动，允许加计扣除。
二、本公告自2023年1月1日起执行。
特此公告。
财政部
税务总局
2023年3月26日
"""


def test_two_issuers_in_a_title_stay_apart() -> None:
    read = shape(ANNOUNCED)
    assert read["title"].startswith("财政部 税务总局关于")
    assert (read["document_number"], read["issuers"]) == ("财政部 税务总局公告2023年第7号", ["财政部", "税务总局"])


REPEALING = """某市科学技术局关于废止部分规范性文件的通知
某科规〔2023〕3号
各单位：
经研究，决定废止下列文件：
一、《某市科技奖励办法》（某科规〔2015〕1号）
二、《某市专利资助办法》（某科规〔2016〕2号）
本通知自印发之日起施行。
某市科学技术局
2023年6月1日
"""


def test_what_repeals_others_is_itself_in_force_and_cites_them() -> None:
    read = shape(REPEALING)
    assert read["status"] == "in_force"
    assert [one["document_number"] for one in read["citations"]] == ["某科规〔2015〕1号", "某科规〔2016〕2号"]
    assert read["closing"]["text"] == "本通知自印发之日起施行。"


OPEN = """关于公开征求《某市科技创新券管理办法（征求意见稿）》意见的公告

我局起草了《某市科技创新券管理办法（征求意见稿）》，现向社会公开征求意见。
一、征求意见时间：2024年3月1日至3月31日。
二、反馈方式：电子邮箱。
附件：1.某市科技创新券管理办法（征求意见稿）
某市科学技术局
2024年2月28日

附件1

某市科技创新券管理办法
（征求意见稿）
第一条 为规范，制定本办法。
第二条 本办法自2024年5月1日起施行，有效期5年。
"""


def test_a_draft_in_the_annex_of_its_call_for_comments_is_the_draft() -> None:
    read = shape(OPEN)
    assert (read["title"], read["status"], labels(OPEN)) == ("某市科技创新券管理办法", "draft", ["第一条", "第二条"])
    assert read["citations"] == []


def test_an_earlier_namesake_with_a_number_is_cited() -> None:
    text = "某省办法\n某科发〔2024〕8号\n第一条 甲。\n第二条 原《某省办法》（某科发〔2016〕6号）同时废止。\n"
    assert [one["document_number"] for one in shape(text)["citations"]] == ["某科发〔2016〕6号"]


def test_a_preamble_named_in_the_contents_is_read_where_it_stands() -> None:
    text = (
        "某宪章\n目录\n序言\n第一章 总纲\n第二章 附则\n序言\n这是历史最悠久的传统之一，具有光荣的历史。\n"
        "第一章 总纲\n第一条 甲。\n第二章 附则\n第二条 乙。\n"
    )
    assert roles(text) == "HFFFFDPDPDP."
    assert shape(text)["preamble"]["lines"] == [7]
