"""The same text however a printer, a scanner or a collection laid it out."""

import pytest

from notices.provisions import Reading
from tests.notices.provisions.shapes import labels, reading, roles, shape


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


FLAT = (
    "示例区引导基金管理暂行办法第一章 总 则第一条 为规范基金管理，提高财政资金使用效益，制定本办法。第二条 本办法所称基金，"
    "是指由区财政出资设立的政策性基金。第二章 运作与管理第三条 基金投资应当符合以下要求：（一）投资于区内企业；"
    "（二）不得从事担保业务。第四条本基金存续期原则上不超过10年。第三章 附 则第五条 自2017年1月1日起施行，试行期两年。"
)


def test_a_text_on_one_line_without_spaces_before_its_numbers_is_read() -> None:
    read = shape(FLAT)
    assert (read["title"], labels(FLAT)) == (
        "示例区引导基金管理暂行办法",
        ["第一条", "第二条", "第三条", "第四条", "第五条"],
    )
    assert [one["title"] for one in read["chapters"]] == ["总则", "运作与管理", "附则"]
    assert [one["number"] for one in read["articles"][2]["items"]] == [1, 2]


BROKEN = """示例省人民政府关于支持创新若干措施的通知
示政发〔2020〕5号
各市人民政府：
为了支持创新，根据《国务院关于推动创新创业高质量发
展打造“双创”升级版的意见》精神，现提出措施如下：
一、支持企业牵头承担重大科技项目
（一）建立揭榜挂帅的机制，面向社会公开征集解决方
案，支持企业承担。（牵头单位：省科技厅；责任单位：省财
政厅、省教育厅）
（二）对新认定的国家级平台，一次性给予五百万元的奖
励，专项用于能力建设，绩效评价优秀的再予支持。（负责：
省科技厅）
二、加大对科技型企业的信贷支持力度
（三）扩大科技信贷规模，按照下列程序办理：1.申请；
2.审核；3.公示；4.发放，并报省地方金融监管局备案，接受
监督检查。
三、附则
（四）在《示例省科技创新条例》和《示例省科技成
果转化条例》规定的范围内执行，自印发之日起施行，有效期
至2025年12月31日。
"""


def test_measures_on_printed_lines_are_read_with_their_units() -> None:
    read = shape(BROKEN)
    assert [one["number"] for one in read["measures"]] == [1, 2, 3, 4]
    assert [one["title"] for one in read["sections"]] == [
        "支持企业牵头承担重大科技项目",
        "加大对科技型企业的信贷支持力度",
        "附则",
    ]
    first = read["measures"][0]
    assert (first["lead"], first["responsible"]) == (["省科技厅"], ["省财政厅", "省教育厅"])


def test_a_sentence_above_the_first_number_is_read_from_its_first_printed_line() -> None:
    assert shape(BROKEN)["preamble"]["lines"] == [4, 5]


def test_a_printed_line_that_begins_with_a_later_number_begins_no_list() -> None:
    assert shape(BROKEN)["measures"][2]["items"] == []


def test_no_paragraph_ends_inside_a_title_that_is_quoted() -> None:
    read = shape(BROKEN)
    assert "示例省科技成果转化条例" in [one["title"] for one in read["citations"]]
    assert "unbalanced-bracket" not in {one["code"] for one in read["warnings"]}


def test_a_title_as_wide_as_the_print_is_no_part_of_the_sentence_below() -> None:
    rest = BROKEN.partition("各市人民政府：\n")[2]
    read = shape("示例省人民政府关于进一步支持科技创新发展的意见\n" + rest)
    assert (read["title"], read["preamble"]["lines"]) == ("示例省人民政府关于进一步支持科技创新发展的意见", [2, 3])
