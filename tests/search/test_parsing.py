"""What a person types is understood; whatever they type, nothing fails."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parsing import MOST_CLAUSES, Day, Field, Number, Phrase, Reference, Word, parse


def test_words_are_split_at_spaces() -> None:
    assert parse("公示　异议").wanted == (Word("公示"), Word("异议"))


def test_quotes_of_any_kind_make_an_exact_phrase() -> None:
    for typed in ('"Joint Laboratory"', "“Joint Laboratory”", "「Joint Laboratory」", "＂Joint Laboratory＂"):
        assert parse(typed).wanted == (Phrase("joint laboratory", ("joint", "laboratory")),)


def test_a_quote_that_is_never_closed_is_nothing() -> None:
    assert parse('"公示').wanted == (Word("公示"),)


def test_minus_leaves_out_and_stands_before_a_word() -> None:
    found = parse("取消资格 -重庆 －“无异议” 2017—2030")
    assert found.unwanted == (Word("重庆"), Phrase("无异议", ("无", "异", "议")))
    assert parse("-") == parse("")


@pytest.mark.parametrize("colon", [":", "：", " : "])
def test_fields_are_named_in_chinese(colon: str) -> None:
    assert parse(f"标题{colon}管理办法").wanted == (Word("管理办法", Field.TITLE),)
    assert parse(f"发布机关{colon}科技局").wanted == (Word("科技局", Field.ISSUER),)
    number = parse(f"文号{colon}昆科规〔2020〕1号").wanted[0]
    assert isinstance(number, Number)
    assert number.field is Field.NUMBER


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        ("第十条", "art-10"),
        ("第 10 条", "art-10"),
        ("第十条第（四）项", "art-10-4"),
        ("第三十二条", "art-32"),
        ("第二条第二款", "art-2-p2"),
    ],
)
def test_a_provision_is_a_reference(typed: str, anchor: str) -> None:
    reference = parse(typed).wanted[0]
    assert isinstance(reference, Reference)
    assert reference.anchor == anchor


def test_a_title_written_before_a_provision_is_a_word_of_its_own() -> None:
    found = parse("云南技术创新中心第三十二条").wanted
    assert found[0] == Word("云南技术创新中心")
    assert isinstance(found[1], Reference)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2020年", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020年6月16日", date(2020, 6, 16), date(2020, 6, 16)),
        ("2020/6/16", date(2020, 6, 16), date(2020, 6, 16)),
    ],
)
def test_days_months_and_years_are_dates(typed: str, first: date, last: date) -> None:
    day = parse(typed).wanted[0]
    assert isinstance(day, Day)
    assert (day.first, day.last) == (first, last)


def test_a_date_that_cannot_be_is_words() -> None:
    assert not any(isinstance(clause, Day) for clause in parse("2020-13-45").wanted)


@pytest.mark.parametrize("typed", ["", "   ", "，。！", '"""', "---", "\x00\x01", "\u202e\u200f", "()[]{}~^*?\\/"])
def test_punctuation_alone_is_nothing(typed: str) -> None:
    assert not parse(typed)


@pytest.mark.parametrize(
    "typed",
    ["'; DROP TABLE x; --", "title:(a AND b) OR c^2~", '{"query":{"match_all":{}}}', "a:b:c", "第条", "第百千条"],
)
def test_languages_of_machines_are_words(typed: str) -> None:
    parse(typed)


def test_a_very_long_query_is_cut_and_says_so() -> None:
    assert parse("字" * 10_000).is_cut
    assert len(parse(" ".join("abcdefghijklmnopqrstuvwxyz0123456789")).wanted) <= MOST_CLAUSES


@given(st.text(max_size=300))
def test_the_parser_never_fails(typed: str) -> None:
    parse(typed)


@given(st.text(alphabet='第十条款项(（)）-－:："“”标题文号〔〕2020年月1号 公示a.。\n\t', max_size=80))
def test_the_parser_never_fails_on_what_looks_like_sense(typed: str) -> None:
    found = parse(typed)
    assert len(found.wanted) + len(found.unwanted) <= MOST_CLAUSES
