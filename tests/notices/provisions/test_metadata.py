"""Number, title, issuers, days and validity, as documents say them."""

from datetime import date
from typing import Any

import pytest

from notices.provisions import read
from notices.provisions.as_json import as_json

DAY = date(2024, 1, 1)
BODY = "第一条 制定本办法。\n第二条 适用于本市。\n"


def shape(text: str, on: date = DAY) -> dict[str, Any]:
    return as_json(read(text, on=on))


@pytest.mark.parametrize(
    ("line", "number", "is_repaired"),
    [
        ("昆科规〔2020〕1号", "昆科规〔2020〕1号", False),
        ("昆科规〔２０２０〕１号", "昆科规〔2020〕1号", False),
        ("昆科规 〔2020〕 1 号", "昆科规〔2020〕1号", False),
        ("昆科规[2020]1号", "昆科规〔2020〕1号", True),
        ("昆科规（2020）1号", "昆科规〔2020〕1号", True),
        ("昆科规【2020】第01号", "昆科规〔2020〕1号", True),
        ("昆科规﹝2020﹞1号", "昆科规〔2020〕1号", False),
        ("云科规 (2022 J 2 号", "云科规〔2022〕2号", True),
        ("云科合发 (2O21J1 号)", "云科合发〔2021〕1号", True),
        ("云科规〔2022〕l2号", "云科规〔2022〕12号", True),
        ("发文字号：昆科规〔2020〕1号", "昆科规〔2020〕1号", False),
        ("中华人民共和国国务院令第711号", "中华人民共和国国务院令第711号", False),
        ("国务院令第７１１号", "国务院令第711号", False),
        ("(国科发火字[1993]018号)", "国科发火字〔1993〕18号", False),
        ("国办发〔2019〕3号 签发人：某某", "国办发〔2019〕3号", False),
        ("浙财科教〔2021〕4号 ZJSP18-2021-0002", "浙财科教〔2021〕4号", False),
        ("闽科规〔2020〕3号 闽财教〔2020〕5号", "闽科规〔2020〕3号", False),
        ("杭科高〔2022〕66号、杭财教〔2022〕7号", "杭科高〔2022〕66号", False),
        ("（86）国科发条字0123号", "（86）国科发条字0123号", False),
    ],
)
def test_a_document_number_is_read_in_its_form(line: str, number: str, is_repaired: bool) -> None:
    read = shape(f"{line}\n\n某市管理办法\n{BODY}")
    assert (read["document_number"], read["repaired"]) == (number, ["document_number"] if is_repaired else [])


def test_the_number_of_another_document_is_not_its_own() -> None:
    assert shape(f"某市管理办法\n第一条 根据《办法》（国科发〔2011〕316号）制定。\n{BODY}")["document_number"] is None


@pytest.mark.parametrize(
    ("clause", "effective_on", "rule", "expires_on"),
    [
        ("本办法自2022年3月9日起施行。", "2022-03-09", None, None),
        ("本办法自2022年3月9日起施行，有效期至2025年3月8日。", "2022-03-09", None, "2025-03-08"),
        ("本办法自2022年3月9日起施行，有效期3年。", "2022-03-09", None, "2025-03-08"),
        ("本办法自2022年3月9日起施行，有效期为五年。", "2022-03-09", None, "2027-03-08"),
        ("本办法有效期两年，自2022年3月9日起实施。", "2022-03-09", None, "2024-03-08"),
        ("本办法自2022年3月9日起施行，试行期6个月。", "2022-03-09", None, "2022-09-08"),
        ("本办法自2022年3月9日起施行，有效期为十八个月。", "2022-03-09", None, "2023-09-08"),
        ("本办法自二〇二二年三月九日起执行。", "2022-03-09", None, None),
        ("本办法自 2022 年 3 月 9 日 起 施行。", "2022-03-09", None, None),
        ("本办法自印发之日起施行。", None, "自印发之日起", None),
        ("本办法自发布之日起实施，有效期5年。", None, "自发布之日起", None),
        ("本办法自颁布之日起 30 日后实施。", None, "自颁布之日起30日后", None),
        ("本办法自公布之日起三十日后施行。", None, "自公布之日起三十日后", None),
        ("本办法由市科技局负责解释。", None, None, None),
        ("本办法自2022年元月1日起施行。", "2022-01-01", None, None),
        ("本通知自发文之日起施行。", None, "自发文之日起", None),
        ("本办法自颁发之日起生效。", None, "自颁发之日起", None),
        ("本办法自发布之日起满30日施行。", None, "自发布之日起满30日", None),
        ("本办法有效期自2021年1月1日至2023年12月31日。", "2021-01-01", None, "2023-12-31"),
        ("本办法有效期5年（2021年3月1日至2026年2月28日）。", "2021-03-01", None, "2026-02-28"),
    ],
)
def test_validity_is_read_from_the_last_article(
    clause: str, effective_on: str | None, rule: str | None, expires_on: str | None
) -> None:
    read = shape(f"某市管理办法\n{BODY}第三条 {clause}\n")
    assert (read["effective_on"], read["effective_rule"], read["expires_on"]) == (effective_on, rule, expires_on)


SIGNED = (
    "某市科学技术局关于印发《某市管理办法》的通知\n某科规〔2022〕1号\n各单位：\n现印发给你们。\n"
    "某市科学技术局\n2022年2月1日\n某市管理办法\n"
)
FIVE = "第三条 本办法自2022年3月9日起施行，有效期至2025年3月8日。\n"
SENT = "第三条 本办法自印发之日起施行，有效期3年。\n"
AFTER = "第三条 本办法自公布之日起30日后施行。\n"


@pytest.mark.parametrize(
    ("text", "on", "status"),
    [
        (SIGNED + BODY + FIVE, date(2022, 3, 8), "not_yet"),
        (SIGNED + BODY + FIVE, date(2022, 3, 9), "in_force"),
        (SIGNED + BODY + FIVE, date(2025, 3, 8), "in_force"),
        (SIGNED + BODY + FIVE, date(2025, 3, 9), "expired"),
        (SIGNED + BODY + SENT, date(2022, 1, 31), "not_yet"),
        (SIGNED + BODY + SENT, date(2022, 2, 1), "in_force"),
        (SIGNED + BODY + SENT, date(2026, 1, 1), "expired"),
        (SIGNED + BODY + AFTER, date(2022, 3, 2), "not_yet"),
        (SIGNED + BODY + AFTER, date(2022, 3, 5), "in_force"),
        (f"某市管理办法\n（征求意见稿）\n{BODY}", DAY, "draft"),
        (f"某市管理办法（修订草案征求意见稿）\n{BODY}", DAY, "draft"),
        (f"某市管理办法（送审稿）\n{BODY}", DAY, "draft"),
        (f"有效性：已废止\n某市管理办法\n{BODY}", DAY, "repealed"),
        (f"时效性：失效\n某市管理办法\n{BODY}", DAY, "expired"),
        (f"某市管理办法（已修改）\n{BODY}", DAY, "amended"),
        (f"某市管理办法\n{BODY}第三条 《旧办法》自本办法施行之日起废止。\n", DAY, "in_force"),
        (f"某市讨论决定重大事项规定\n2020年1月1日市人大常委会审议通过\n{BODY}", DAY, "in_force"),
    ],
)
def test_the_status_is_that_of_the_day(text: str, on: date, status: str) -> None:
    assert shape(text, on)["status"] == status


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("某市科技局关于印发《某市管理办法（试行）》的通知\n某市管理办法（试行）\n", "某市管理办法（试行）"),
        ("某市科技局关于印发《某市管\n理办法(试行)》的通知\n某市管理办法\n(试行)\n", "某市管理办法（试行）"),
        ("某市科技局关于印发某市管理办法的通知\n某市管理办法\n", "某市管理办法"),
        ("某市管理办法\n（2020年修订）\n", "某市管理办法（2020年修订）"),
        ("标题：某市管理办法\n来源：某市科技局\n", "某市管理办法"),
        ("中华人民共和国示例法\n（2020年1月1日某会议通过）\n", "中华人民共和国示例法"),
        ("# 某市管理办法\n", "某市管理办法"),
        ("某市管理办法（征求意见稿）\n", "某市管理办法"),
        ("关于公开征求《某市管理办法（征求意见稿）》意见的通知\n某市管理办法\n（征求意见稿）\n", "某市管理办法"),
    ],
)
def test_the_title_is_that_of_what_is_issued(head: str, title: str) -> None:
    assert shape(head + BODY)["title"] == title


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        (SIGNED + BODY, ["某市科学技术局"]),
        (f"某省科技厅文件\n某市管理办法\n{BODY}", ["某省科技厅"]),
        (f"某省科学技术厅 文件\n某省财政厅\n某市管理办法\n{BODY}", ["某省科学技术厅", "某省财政厅"]),
        (f"发文机关：某省科技厅\n某市管理办法\n{BODY}", ["某省科技厅"]),
        (f"某市管理办法\n{BODY}第三条 本办法由某市科学技术局负责解释。\n", ["某市科学技术局"]),
        (f"某市管理办法\n{BODY}某市科学技术局\n某市财政局\n2020年1月1日\n", ["某市科学技术局", "某市财政局"]),
        (f"中华人民共和国国务院令\n第711号\n某条例\n{BODY}", ["国务院"]),
    ],
)
def test_issuers_are_as_the_text_prints_them(text: str, issuers: list[str]) -> None:
    assert shape(text)["issuers"] == issuers


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "根据《甲条例》和《乙办法》（国科发〔2011〕316号）制定。",
            [("甲条例", None), ("乙办法", "国科发〔2011〕316号")],
        ),
        ("根据《关于印发〈丙方案〉的通知》(昆发[2017]22号)制定。", [("关于印发〈丙方案〉的通知", "昆发〔2017〕22号")]),
        ("根据《丁规定》（国务院令第711号）制定。", [("丁规定", "国务院令第711号")]),
        ("在《名师讲坛》中推出专栏，提交《申报书》。", []),
        ("根据《甲条例》制定，《甲条例》另有规定的除外。", [("甲条例", None)]),
        ("按照国家有关规定（国办发〔2018〕37号）执行。", [(None, "国办发〔2018〕37号")]),
        ("未闭合的《某某办法。", []),
    ],
)
def test_citations_are_documents_with_their_numbers(text: str, cited: list[tuple[str | None, str | None]]) -> None:
    read = shape(f"某市实施细则\n第一条 {text}\n第二条 适用于本市。\n")
    assert [(one["title"], one["document_number"]) for one in read["citations"]] == cited
