"""What is sent by a letter: joint issuers, annexes, drafts for comments, measures with their units."""

from tests.notices.provisions.shapes import labels, roles, shape

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


CALL = """某省科学技术厅关于组织申报工程技术研究中心的通知

某科函〔2024〕56号

各市科技局：

现将有关事项通知如下：

一、申报条件

企业研发投入占销售收入的比例不低于3%。

二、联系方式

业务咨询：平台处 010-00000000

附件：1．申报书

2．汇总表

某省科学技术厅

2024年4月10日
"""


def test_a_list_of_what_is_annexed_ends_the_text_though_no_stop_stands_before_it() -> None:
    read = shape(CALL)
    assert (read["measures"][-1]["text"], read["issuers"]) == ("业务咨询：平台处 010-00000000", ["某省科学技术厅"])
    assert read["warnings"] == []


def test_what_is_annexed_is_listed_above_the_signature_also_without_a_colon() -> None:
    text = (
        "某省人民政府关于某口岸的批复\n某市人民政府：\n一、同意设立。\n二、请做好工作。\n附件1.界址点坐标\n    2.示意图\n"
        "某省人民政府\n2006年12月30日\n附件1.\n1\t2\n"
    )
    assert (shape(text)["issuers"], shape(text)["issued_on"]) == (["某省人民政府"], "2006-12-30")


def test_a_short_name_is_not_cited_beside_the_whole() -> None:
    text = "某办法\n第一条 根据《某某奖励条例》（以下简称《奖条》）制定。\n第二条 依照《奖条》和《某某法》执行。\n"
    assert [one["title"] for one in shape(text)["citations"]] == ["某某奖励条例", "某某法"]


def test_who_explains_it_together_issued_it() -> None:
    text = "某市措施\n一、甲。\n二、本措施由市科技局会同市财政局解释。\n"
    assert shape(text)["issuers"] == ["市科技局", "市财政局"]
