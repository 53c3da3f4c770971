"""One highlighter: every character of a text once, escaped, and what matched marked."""

import re
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from search.highlighting import LONGEST_SNIPPET, marked, merged, snippet

SPANS = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=8)


def test_what_matched_is_marked_and_the_rest_is_escaped() -> None:
    assert marked("<b>公示</b>", [(3, 5)]) == "&lt;b&gt;<mark>公示</mark>&lt;/b&gt;"


def test_matches_that_touch_or_overlap_are_one() -> None:
    assert merged([(2, 4), (0, 2), (3, 6), (8, 8)]) == [(0, 6)]


def test_a_long_text_is_cut_to_where_most_matched() -> None:
    text = "前" * 300 + "公示期间有异议的" + "后" * 300
    html = snippet(text, [(300, 302), (305, 307)])
    assert "<mark>公示</mark>期间有<mark>异议</mark>的" in html
    assert html.startswith("……")
    assert html.endswith("……")
    assert len(html) < LONGEST_SNIPPET + 60


@given(st.text(max_size=80), SPANS)
def test_without_its_marks_it_is_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    html = marked(text, spans)
    assert re.sub("</?mark>", "", html) == escape(text)
    assert html.count("<mark>") == html.count("</mark>")


@given(st.text(max_size=400), SPANS)
def test_a_snippet_of_anything_is_made(text: str, spans: list[tuple[int, int]]) -> None:
    assert snippet(text, spans).count("<mark>") <= len(spans)
