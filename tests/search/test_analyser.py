"""Text to terms: the same for documents and for questions, for both engines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analyser import document_number, fold, fold_in_place, pairs_of, singles_of, streams


def test_chinese_runs_become_overlapping_pairs_and_keep_their_characters() -> None:
    assert pairs_of("实验室") == ["实验", "验室"]
    assert singles_of("实验室") == ["实", "验", "室"]


def test_a_character_alone_is_a_word() -> None:
    assert pairs_of("《函》 A") == ["函", "a"]


def test_pairs_do_not_reach_over_punctuation() -> None:
    assert "示公" not in pairs_of("公示，公示时间")


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("國際聯合實驗室", "国际联合实验室"),
        ("ＪＯＩＮＴ　Ｌａｂ", "joint lab"),
        ("複議", "复议"),
        ("１００", "100"),
        ("①", "1"),
    ],
)
def test_width_case_and_traditional_forms_are_one(typed: str, same: str) -> None:
    assert singles_of(typed) == singles_of(same)


@pytest.mark.parametrize("typed", ["3:1", "3：1", "3∶1", "3 : 1", "３：１"])
def test_a_ratio_is_one_term(typed: str) -> None:
    assert pairs_of(f"比例不低于{typed}，") == ["比例", "例不", "不低", "低于", "3:1"]


@pytest.mark.parametrize(
    "typed",
    [
        "昆科规〔2020〕1号",
        "昆科规[2020] 1 号",
        "昆科规（2020）第1号",
        "昆科规 【2020】1号",
        "昆科规2020年1号",
        "昆科規〔２０２０〕１號",
    ],
)
def test_a_document_number_is_read_in_any_bracket(typed: str) -> None:
    number = document_number(typed)
    assert number is not None
    assert number.singles == ["昆", "科", "规", "2020", "1", "号"]


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert streams("通过。公示").singles == "通 过 。 公 示"
    assert singles_of("公示。") == ["公", "示"]


@given(st.text())
def test_folding_in_place_keeps_every_place(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert streams(fold(text)) == streams(text)


@given(st.text())
def test_no_term_holds_a_space_or_is_empty(text: str) -> None:
    for stream in (streams(text).singles, streams(text).pairs):
        assert stream == "" or all(term and not term.isspace() for term in stream.split(" "))
