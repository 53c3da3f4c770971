"""Two texts compared: what is paired with what, what is marked, and that no word gets lost."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.provisions.comparing import Comparison, Side, Unit, What, compare, units_of
from notices.provisions.marking import Line, marked

pytestmark = pytest.mark.any_day


@dataclass(frozen=True)
class Row:
    kind: str
    label: str
    text: str
    address: str
    title: str = ""
    reference: str = ""


def unit(number: int, *lines: str, kind: str = "article") -> Unit:
    return Unit(f"art-{number}", kind, f"第{number}条", "", lines)


def whats(found: Comparison) -> list[tuple[str, str, str]]:
    return [
        (one.what.value, one.before.unit.label if one.before else "", one.after.unit.label if one.after else "")
        for one in found.differences
    ]


def joined(line: Line) -> str:
    return "".join(part.text for part in line)


def shown(line: Line) -> str:
    return "".join(f"[{part.text}]" if part.is_changed else part.text for part in line)


AID = "对认定的基地，一次性给予50万元经费支持。"
TERM = "建设期为三年，期满后由市科技局组织验收。"
BAN = "弄虚作假的，取消资格，三年内不再受理其申请。"


def test_the_same_text_differs_in_nothing() -> None:
    texts = [unit(1, AID), unit(2, TERM)]
    assert compare(texts, texts).differences == ()


def test_a_changed_word_is_marked_and_counted() -> None:
    found = compare([unit(1, AID), unit(2, TERM)], [unit(1, AID), unit(2, TERM.replace("三年", "五年"))])
    assert found.says == "改动 1 条，新增 0 条，删除 0 条"
    (one,) = found.differences
    assert one.before is not None
    assert one.after is not None
    assert shown(one.before.lines[0]) == "建设期为[三]年，期满后由市科技局组织验收。"
    assert shown(one.after.lines[0]) == "建设期为[五]年，期满后由市科技局组织验收。"


def test_an_inserted_article_leaves_those_after_it_only_renumbered() -> None:
    found = compare([unit(1, AID), unit(2, TERM)], [unit(1, AID), unit(2, BAN), unit(3, TERM)])
    assert whats(found) == [("added", "", "第2条"), ("renumbered", "第2条", "第3条")]
    assert found.says == "改动 0 条，新增 1 条，删除 0 条，只变条号 1 条"


def test_an_article_that_moved_and_changed_is_found_by_its_words() -> None:
    moved = TERM.replace("三年", "五年")
    found = compare([unit(1, AID), unit(2, TERM)], [unit(1, AID), unit(2, BAN), unit(3, moved)])
    assert whats(found) == [("added", "", "第2条"), ("changed", "第2条", "第3条")]


def test_what_was_removed_comes_where_it_stood() -> None:
    found = compare([unit(1, AID), unit(2, BAN), unit(3, TERM)], [unit(1, AID), unit(2, TERM)])
    assert whats(found) == [("removed", "第2条", ""), ("renumbered", "第3条", "第2条")]


def test_an_article_written_anew_under_its_number_is_a_change() -> None:
    assert whats(compare([unit(1, AID)], [unit(1, BAN)])) == [("changed", "第1条", "第1条")]


def test_a_heading_is_shown_and_not_counted_as_an_article() -> None:
    before, after = (Unit("ch1", "chapter", "第一章", title, ()) for title in ("总则", "总 则"))
    found = compare([before], [after])
    assert len(found.differences) == 1
    assert found.count(What.CHANGED) == 0


def test_an_inserted_item_does_not_mark_the_others() -> None:
    before = unit(1, "认定程序：", "（一）受理申报；", "（二）向社会公示。")
    after = unit(1, "认定程序：", "（一）受理申报；", "（二）专家评审；", "（三）向社会公示。")
    (one,) = compare([before], [after]).differences
    assert one.after is not None
    assert [shown(line) for line in one.after.lines] == [
        "认定程序：", "（一）受理申报；", "[（二）专家评审；]", "（[三]）向社会公示。",
    ]  # fmt: skip


def test_a_character_left_between_changes_is_read_with_them() -> None:
    old, new = marked("限期整改三个月内完成", "限期整治六日之内完成")
    assert [part.is_changed for part in old] == [False, True, False]
    assert [part.is_changed for part in new] == [False, True, False]


def test_a_number_is_one_word() -> None:
    old, new = marked("给予150万元", "给予1200万元")
    assert (shown(old), shown(new)) == ("给予[150]万元", "给予[1200]万元")


def test_items_are_lines_of_their_article_and_its_own_words_are_not_compared_twice() -> None:
    rows = [
        Row("chapter", "第一章", "", "ch1", "总则"),
        Row("article", "第一条", "程序：\n（一）申报。", "art-1"),
        Row("paragraph", "第1款", "程序：", "art-1-p1"),
        Row("item", "（一）", "申报。", "art-1-1"),
        Row("article", "第二条", "没有分款的条。", "art-2"),
        Row("annex", "附件", "表一\n表二", "annex"),
    ]
    assert [each.lines for each in units_of(rows)] == [
        (), ("程序：", "（一）申报。"), ("没有分款的条。",), ("表一", "表二"),
    ]  # fmt: skip


# --- laws ------------------------------------------------------------------------------------------------------------

words = st.text(alphabet="公示期限内异议复议，。（）一二三0123aB \n", max_size=60)
lines = st.lists(words.map(lambda text: text.replace("\n", "")), min_size=1, max_size=4)


@st.composite
def texts(draw: st.DrawFn) -> list[Unit]:
    return [unit(number, *draw(lines)) for number in range(1, draw(st.integers(0, 6)) + 1)]


@given(words, words)
def test_the_parts_joined_are_the_texts(old: str, new: str) -> None:
    left, right = marked(old, new)
    assert (joined(left), joined(right)) == (old, new)


@given(words, words)
def test_what_is_unmarked_is_the_same_on_both_sides(old: str, new: str) -> None:
    left, right = marked(old, new)
    assert [part.text for part in left if not part.is_changed] == [part.text for part in right if not part.is_changed]


@given(words)
def test_nothing_is_marked_in_what_is_the_same(text: str) -> None:
    assert not any(part.is_changed for line in marked(text, text) for part in line)


@given(texts(), texts())
def test_every_line_of_what_differs_is_there_whole(before: list[Unit], after: list[Unit]) -> None:
    for one in compare(before, after).differences:
        for side in (one.before, one.after):
            if side is not None:
                assert _lines(side) == [line for line in side.unit.lines if line]


@given(texts(), texts())
def test_every_provision_is_paired_once_or_told_as_added_or_removed(before: list[Unit], after: list[Unit]) -> None:
    found = compare(before, after)
    old = [one.before.unit.address for one in found.differences if one.before]
    new = [one.after.unit.address for one in found.differences if one.after]
    assert len(set(old)) == len(old)
    assert len(set(new)) == len(new)
    added, removed = (sum(one.what is what for one in found.differences) for what in (What.ADDED, What.REMOVED))
    assert len(before) - removed == len(after) - added


@given(texts())
def test_from_nothing_everything_is_added(after: list[Unit]) -> None:
    assert [one.what for one in compare([], after).differences] == [What.ADDED] * len(after)


def _lines(side: Side) -> list[str]:
    return [text for line in side.lines if (text := joined(line))]
