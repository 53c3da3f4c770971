"""What a line begins with, in every form it is written."""

import pytest

from notices.provisions.folding import fold
from notices.provisions.marks import Level, mark_of
from notices.provisions.numerals import in_chinese, number


@pytest.mark.parametrize(
    ("text", "level", "order"),
    [
        ("第一条 为了", Level.ARTICLE, (1, 0)),
        ("第一条　为了", Level.ARTICLE, (1, 0)),
        ("第一条  为了", Level.ARTICLE, (1, 0)),
        ("第一条为了", Level.ARTICLE, (1, 0)),
        ("第 十二 条 为了", Level.ARTICLE, (12, 0)),
        ("第12条 为了", Level.ARTICLE, (12, 0)),
        ("第１２条　为了", Level.ARTICLE, (12, 0)),
        ("第二百八十七条之一　利用", Level.ARTICLE, (287, 1)),
        ("第十七条之二 利用", Level.ARTICLE, (17, 2)),
        ("第一千二百六十条 本法", Level.ARTICLE, (1260, 0)),
        ("第一百零三条 本法", Level.ARTICLE, (103, 0)),
        ("第一百〇三条 本法", Level.ARTICLE, (103, 0)),
        ("第＋条 本法", Level.ARTICLE, (10, 0)),
        ("第ニ条 本法", Level.ARTICLE, (2, 0)),
        ("第—条 本法", Level.ARTICLE, (1, 0)),
        ("笫三条 本法", Level.ARTICLE, (3, 0)),
        ("第l条 本法", Level.ARTICLE, (1, 0)),
        ("第1O条 本法", Level.ARTICLE, (10, 0)),
        ("第一章总则", Level.CHAPTER, (1, 0)),
        ("第一章　总　则", Level.CHAPTER, (1, 0)),
        ("第三节 监督", Level.SECTION, (3, 0)),
        ("第一编 总则", Level.PART, (1, 0)),
        ("第二分编 物权", Level.SUBPART, (2, 0)),
        ("一、总体要求", Level.CHINESE, (1, 0)),
        ("十二、保障", Level.CHINESE, (12, 0)),
        ("（一）依法", Level.BRACKETED, (1, 0)),
        ("(十一)依法", Level.BRACKETED, (11, 0)),
        ("（三〕依法", Level.BRACKETED, (3, 0)),
        ("1．建设", Level.DECIMAL, (1, 0)),
        ("1. 建设", Level.DECIMAL, (1, 0)),
        ("１、建设", Level.DECIMAL, (1, 0)),
        ("（1）建设", Level.BRACKETED_DIGIT, (1, 0)),
        ("2)建设", Level.BRACKETED_DIGIT, (2, 0)),
        ("③建设", Level.CIRCLED, (3, 0)),
    ],
)
def test_a_mark_is_recognised(text: str, level: Level, order: tuple[int, int]) -> None:
    mark = mark_of(fold(text))
    assert mark is not None
    assert (mark.level, mark.order) == (level, order)


@pytest.mark.parametrize(
    "text",
    [
        "第一时间",
        "第三方机构",
        "一是加强",
        "一、二、三类基地",
        "1.5亿元",
        "2022年",
        "第二轮",
        "（含）",
        "",
        "第条",
        "十分重要",
    ],
)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert mark_of(fold(text)) is None


@pytest.mark.parametrize(
    "text", ["第十条规定的材料", "第三条、第四条", "第五条第（二）项", "第六条的规定", "（一）项", "第二条至第五条"]
)
def test_a_number_that_is_spoken_of_is_known(text: str) -> None:
    mark = mark_of(fold(text))
    assert mark is None or mark.is_spoken_of


@pytest.mark.parametrize("text", ["（四）项目实施期内", "第五条项目承担单位"])
def test_a_project_is_not_an_item(text: str) -> None:
    mark = mark_of(fold(text))
    assert mark is not None
    assert not mark.is_spoken_of


@pytest.mark.parametrize("value", [1, 10, 11, 20, 21, 100, 103, 110, 999, 1000, 1001, 1260, 9999])
def test_a_number_written_out_reads_back(value: int) -> None:
    assert number(in_chinese(value)) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [(1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (103, "一百零三"), (110, "一百一十"), (1010, "一千零一十")],
)
def test_a_number_is_written_as_people_write_it(value: int, words: str) -> None:
    assert in_chinese(value) == words


@pytest.mark.parametrize(
    ("text", "value"), [("二〇二二", 2022), ("二○二○", 2020), ("廿一", 21), ("两", 2), ("甲", None), ("", None)]
)
def test_numerals_of_other_kinds(text: str, value: int | None) -> None:
    assert number(text) == value
