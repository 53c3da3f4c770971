"""Each slip is told under its code, with a repair where one is sure; what is right is left alone."""

from datetime import date

import pytest

from notices.provisions import read
from notices.provisions.warnings import Warning
from notices.provisions.warnings.found import mended

DAY = date(2024, 1, 1)
AROUND = "某市管理办法\n第一条 制定本办法。\n第二条 {}\n第三条 本办法由市科技局负责解释。\n"


def warnings(text: str) -> tuple[Warning, ...]:
    return read(text, on=DAY).warnings


def about(sentence: str) -> list[tuple[str, str | None]]:
    return [(one.code, one.repair) for one in warnings(AROUND.format(sentence))]


@pytest.mark.parametrize(
    ("sentence", "code", "repair"),
    [
        ("给予补助(含税)支持。", "half-width", "第二条 给予补助（含税）支持。"),
        ("研发投入强度(R&D)超过三成。", "half-width", "第二条 研发投入强度（R&D）超过三成。"),
        ("甲单位,乙单位。", "half-width", "第二条 甲单位，乙单位。"),
        ("给予1:1配套支持。", "half-width", "第二条 给予1：1配套支持。"),
        ("认定 “重庆市国际科技合作基地”称号。", "stray-space", "第二条 认定“重庆市国际科技合作基地”称号。"),
        ("工作人员 2 人以上的单位可以申报。", "stray-space", "第二条 工作人员2人以上的单位可以申报。"),
        ('按照"十四五"规划执行。', "ascii-quotes", "第二条 按照“十四五”规划执行。"),
        ("依据《关于印发<某纲要>的通知》执行。", "ascii-quotes", "第二条 依据《关于印发〈某纲要〉的通知》执行。"),
        ("成立 l 年以上的单位。", "ocr-digit", "第二条 成立 1 年以上的单位。"),
        ("自1995年8月l日起申报。", "ocr-digit", "第二条 自1995年8月1日起申报。"),
        ("共同技入资源。", "ocr-word", "第二条 共同投入资源。"),
        ("中期坪估合格。", "ocr-word", "第二条 中期评估合格。"),
        ("方可投人使用。", "ocr-word", "第二条 方可投入使用。"),
        ("英文名称为Intemational Joint Lab。", "ocr-word", "第二条 英文名称为International Joint Lab。"),
        ("依据《某办法（试行n，给予支持。", "ocr-bracket", "第二条 依据《某办法（试行），给予支持。"),
        ("国家 and 省级单位。", "foreign-word", "第二条 国家和省级单位。"),
        ("依据《某规划》（昆发[2017]22号）执行。", "number-form", "第二条 依据《某规划》（昆发〔2017〕22号）执行。"),
        ("依据《某规划》（昆发（2017J22号）执行。", "ocr-number", "第二条 依据《某规划》（昆发〔2017〕22号）执行。"),
        ("授予“昆明xx基地”称号。", "placeholder", None),
        ("授予“昆明*（地区）基地”称号。", "placeholder", None),
        ("营业收入100亿元—10亿元的企业。", "reversed-range", None),
        ("依照（本办法执行。", "unbalanced-bracket", None),
        ("依照（本办法)执行。", "unbalanced-bracket", None),
        ("依照《本办法执行。", "unbalanced-bracket", None),
        ("下列单位可以申报；", "odd-ending", None),
        ("有字\ufffd不清。", "replacement-character", None),
        ("有字\ue723不清。", "private-use", None),
    ],
)
def test_a_slip_is_told(sentence: str, code: str, repair: str | None) -> None:
    assert (code, repair) in about(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "下列人民法院、代收人、分配各区、统筹各项、吸引人才、引人误解、促进人类进步、最小干预、特大干旱、采用干式方法。",
        "向社会公告，参加人到场，发展中国家子女，各案件承办人，设各类基金。",
        "符合R&D统计要求的APP、5G、PM2.5、ISO9001、km、pdf等。",
        "补助20万元—50万元，比例为10%—20%，面积1500平方米以上，时间为09:00。",
        "登录www.example.gov.cn查询，电话0871-63166110。",
        "科技型企业占80%，（含）以上。",
        "英文名称为Yunnan International Joint Laboratory。",
        "依照《关于印发〈某办法〉的通知》（国办发〔2018〕37号）执行。",
        "授予“云南省×××技术创新中心”称号。",
    ],
)
def test_what_is_right_is_left_alone(sentence: str) -> None:
    assert about(sentence) == []


def test_lines_with_the_same_slip_are_told_of_together() -> None:
    text = "某市管理办法\n" + "".join(f"第{number}条 甲单位(乙单位)申报。\n" for number in "一二三四五六")
    assert [(one.code, len(one.lines)) for one in warnings(text)] == [("half-width", 6)]


def test_a_repair_accepted_mends_the_line_and_nothing_else() -> None:
    text = AROUND.format("工作人员 2 人以上的单位可以申报。")
    warning = next(one for one in warnings(text) if one.code == "stray-space")
    raw = text.split("\n")
    raw[2] = mended(raw[2], warning.repairs)
    assert raw[2] == "第二条 工作人员2人以上的单位可以申报。"
    assert warnings("\n".join(raw)) == ()


def test_every_warning_speaks_plain_chinese_and_names_its_line() -> None:
    text = AROUND.format("国家 and 省级(单位)技入 l 年，昆发[2017]22号；")
    lines = len(text.split("\n"))
    for one in warnings(text):
        assert 1 <= one.line <= lines
        assert one.line == one.lines[0]
        assert one.message.endswith("。")


def _quoted(*lines: str) -> list[str]:
    text = "\n".join(("某市管理办法", "第一条 制定本办法。", *lines, "第三条 本办法由市科技局负责解释。", ""))
    edits = [edit for one in warnings(text) if one.code == "ascii-quotes" for edit in one.repairs]
    return [mended(line, [edit for edit in edits if edit.line == place]) for place, line in enumerate(lines, 3)]


def test_quotes_are_paired_over_the_lines_of_a_paragraph() -> None:
    lines = (
        '第二条 国际联合创新平台的中文名称统一为"某省(研',
        '究方向)国际联合实验室" ，英文名称 "Joint',
        'Laboratory".',
    )
    repaired = "".join(_quoted(*lines))
    assert [mark for mark in repaired if mark in "“”"] == ["“", "”", "“", "”"]


def test_a_quote_left_alone_turns_no_other_around() -> None:
    assert _quoted('第二条 屏幕为5"的，按照（"十四五规划）和（示范区"）执行。') == [
        '第二条 屏幕为5"的，按照（“十四五规划）和（示范区”）执行。'
    ]


def test_a_quote_of_its_own_kind_keeps_its_turn() -> None:
    assert _quoted('第二条 按照“十四五"规划执行。') == ["第二条 按照“十四五”规划执行。"]


@pytest.mark.parametrize(
    "text",
    [
        "某市办法\n第一条【目的】 制定本办法。\n第二条【范围】 适用于本市。\n",
        "某市通知\n一、成员\n主  任：孙  某　　某省副省长\n召 集 人：王  某　　某省科技厅厅长、某省科学技术协会主席\n"
        "李  某　　某省财政厅副厅长、某省地方金融监督管理局局长\n二、职责\n统筹协调。\n",
        "某市通知\n一、根据《中共某市委办公厅 某市人民政府办公厅关于进一步完善财政科研项目资金管理等政策的若干意见》等文件精神和有关规定，"
        "切实做好工作。\n二、咨询电话：平台处 010-00000000，服务时间为工作日。\n",
        "某市预案\n1 总则\n1.1 编制目的\n5.1.2 省级人民政府应当加强储备工作。\n1.2 编制依据\n依法编制。\n",
        "某市办法\n第一章 总则\n\n第一条 甲。\n第二条 乙。\n第三条 丙。\n\n第二章 管理\n\n第四条 丁。\n第五条 戊。\n"
        "第六条 己。\n\n第三章 附则\n\n第七条 庚。\n第八条 辛。\n",
        "某市局关于印发《某市办法》的通知\n某科〔2020〕1号\n各单位：\n现予印发，请遵照执行。\n                某市科学技术局\n"
        "                2020年1月2日\n某市办法\n（二〇二〇年一月一日某市科学技术局\n第5次局长办公会议通过）\n第一条 甲。\n第二条 乙。\n"
        "第三条 丙。\n第四条 丁。\n第五条 戊。\n",
    ],
    ids=[
        "names of articles",
        "names in columns",
        "two offices in a title",
        "decimals",
        "blanks at headings",
        "set right",
    ],
)
def test_what_is_usual_in_print_is_no_slip(text: str) -> None:
    assert [(one.code, one.message) for one in warnings(text)] == []


def test_a_day_to_be_written_in_is_a_placeholder() -> None:
    assert [code for code, _ in about("自2024年  月  日起接受申报。")] == ["placeholder"]
