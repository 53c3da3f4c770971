"""Narrowing down a list: what is asked is parsed into known values, and every count is what one would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.listing.facets import Asked, Cube, Facet

YEAR = Facet("year", "年份", {"2026": "2026年", "2025": "2025年"})
KIND = Facet("kind", "类型", {"notice": "公告", "result": "认定结果", "report": "工作报告"})
CUBE = Cube(
    (YEAR, KIND), ((("2026", "notice"), 3), (("2026", "result"), 1), (("2025", "notice"), 2), (("2025", "report"), 4))
)


def test_nothing_asked_is_everything() -> None:
    assert CUBE.read({}) == Asked({})
    assert CUBE.count({}) == 10


def test_each_facet_is_counted_with_the_others_applied() -> None:
    asked = CUBE.read({"year": "2026"})
    assert [(one.label, one.count) for one in CUBE.choices(KIND, asked)] == [("全部", 4), ("公告", 3), ("认定结果", 1)]
    assert [(one.label, one.count) for one in CUBE.choices(YEAR, asked)] == [("全部", 10), ("2026年", 4), ("2025年", 6)]


def test_a_choice_keeps_what_was_chosen_before_and_can_be_undone() -> None:
    choices = CUBE.choices(KIND, CUBE.read({"year": "2026", "kind": "notice"}))
    assert [(one.label, one.query, one.is_chosen) for one in choices] == [
        ("全部", "?year=2026", False),
        ("公告", "?year=2026&kind=notice", True),
        ("认定结果", "?year=2026&kind=result", False),
    ]


def test_one_choice_has_one_address_whatever_the_order() -> None:
    assert CUBE.query({"kind": "notice", "year": "2026"}) == CUBE.query({"year": "2026", "kind": "notice"})


def test_what_is_chosen_stays_in_sight_where_there_is_nothing() -> None:
    asked = CUBE.read({"year": "2026", "kind": "report"})
    assert CUBE.count(asked.chosen) == 0
    assert ("工作报告", 0, True) in [(one.label, one.count, one.is_chosen) for one in CUBE.choices(KIND, asked)]


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"year": "1900"}, "没有“1900”这个年份，现在显示全部年份。"),
        ({"kind": "<script>"}, "没有“<script>”这个类型，现在显示全部类型。"),
        ({"kind": "长" * 50}, f"没有“{'长' * 20}…”这个类型，现在显示全部类型。"),
        ({"kind": "a\x00\nb"}, "没有“ab”这个类型，现在显示全部类型。"),
    ],
)
def test_what_there_is_not_is_said_and_left_out(params: dict[str, str], says: str) -> None:
    asked = CUBE.read(params)
    assert asked.chosen == {}
    assert asked.faults == (says,)


@given(st.dictionaries(st.sampled_from(["year", "kind", "page", "x"]), st.text()))
def test_anything_at_all_can_be_asked(params: dict[str, str]) -> None:
    asked = CUBE.read(params)
    assert set(asked.chosen) <= {"year", "kind"}
    for facet in (YEAR, KIND):
        for choice in CUBE.choices(facet, asked):
            assert 0 <= choice.count <= 10


@given(st.lists(st.tuples(st.sampled_from(["2026", "2025"]), st.sampled_from(["notice", "result"])), max_size=30))
def test_a_count_is_how_many_one_would_find(items: list[tuple[str, str]]) -> None:
    cube = Cube((YEAR, KIND), tuple(((year, kind), 1) for year, kind in items))
    for year in ("2026", "2025"):
        asked = cube.read({"year": year})
        for choice in cube.choices(KIND, asked)[1:]:
            code = choice.query.rpartition("=")[2]
            assert choice.count == sum(1 for item in items if item == (year, code))
