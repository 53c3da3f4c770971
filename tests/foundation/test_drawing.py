"""The drawing of a process: everything the table says, nothing on top of anything else, the same each time."""

import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from foundation.bases import Article, HouseDecision
from foundation.drawing import in_words, svg, wrapped
from foundation.process import Actor, Kind, Move, Process, State
from foundation.roles import Role
from tests.processes.models import LOAN

SPACE = "{http://www.w3.org/2000/svg}"
LONG = "关于进一步加强某某领域科学技术奖励异议处理工作的若干规定（试行）"

# Many moves from one state, a move from many states, ways back, ways that skip a row.
TANGLED = Process(
    "tangled",
    "纠缠 <&> 的程序",
    states=(
        State("a", "甲", Kind.OPEN),
        State("b", "乙：名称很长很长很长很长的一个状态", Kind.OPEN),
        State("c", "丙", Kind.PAUSED),
        State("d", "丁", Kind.OPEN),
        State("e", "戊", Kind.ENDED),
    ),
    moves=(
        Move("one", "第一步", "a -> b", Role.EDITOR, Article(LONG, 18, paragraph=2, item=3)),
        Move(
            "two",
            "名称也很长很长很长很长很长很长的第二步",
            "b -> c",
            (Role.OFFICER, Actor.CLOCK),
            HouseDecision("期限"),
        ),
        Move("three", "第三步", "c -> d", Role.OFFICER, Article(LONG, 20)),
        Move("again", "重来", "b, c, d -> a", Actor.OBJECTOR, Article(LONG, 21)),
        Move("same", "原地", "d -> d", Actor.CLOCK, Article(LONG, 22)),
        Move("end", "结束", "a, d -> e", Role.SIGNATORY, Article(LONG, 23), through="ruling"),
    ),
)
BOTH = pytest.mark.parametrize("process", [LOAN, TANGLED], ids=lambda process: process.code)


def drawn(process: Process) -> ElementTree.Element:
    return ElementTree.fromstring(svg(process))


def words(process: Process) -> str:
    return "".join(text.text or "" for text in drawn(process).iter(f"{SPACE}text"))


def boxes(process: Process) -> list[tuple[float, float, float, float]]:
    """The outer boxes: left, top, right, bottom."""
    found = []
    for rect in drawn(process).iter(f"{SPACE}rect"):
        if rect.get("fill") != "none" and rect.get("x"):
            x, y, width, height = (float(rect.get(name, 0)) for name in ("x", "y", "width", "height"))
            found.append((x, y, x + width, y + height))
    return found


@BOTH
def test_it_is_the_same_each_time(process: Process) -> None:
    assert svg(process) == svg(replace(process))


@BOTH
def test_every_state_and_every_move_stands_in_it_with_who_and_why(process: Process) -> None:
    said = words(process)
    for state in process.states:
        assert state.label in said
    for move in process.moves:
        assert move.label in said
        assert move.basis is not None
        assert move.basis.cite() in said
        for actor in move.actors:
            assert actor.label in said
    assert len(boxes(process)) == len(process.states) + len(process.moves)


@BOTH
def test_nothing_stands_on_anything_else_or_outside(process: Process) -> None:
    for one, other in combinations(boxes(process), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (one, other)
    width, height = (float(number) for number in drawn(process).attrib["viewBox"].split()[2:])
    for left, top, right, bottom in boxes(process):
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height


@BOTH
def test_no_straight_line_crosses_a_box(process: Process) -> None:
    for path in drawn(process).iter(f"{SPACE}path"):
        spelled = path.get("d", "")
        if "H" not in spelled:
            continue
        for start, end in _stretches(spelled):
            for left, top, right, bottom in boxes(process):
                across = max(start[0], end[0]) > left + 0.1 and min(start[0], end[0]) < right - 0.1
                down = max(start[1], end[1]) > top + 0.1 and min(start[1], end[1]) < bottom - 1.1
                assert not (across and down), spelled


def _stretches(spelled: str) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    found, x, y = [], 0.0, 0.0
    for letter, numbers in re.findall(r"([MVH])([\d. ]+)", spelled):
        values = [float(number) for number in numbers.split()]
        here = (x, y)
        if letter in "MH":
            x = values[0]
        if letter in "MV":
            y = values[-1]
        if letter != "M":
            found.append((here, (x, y)))
    return found


@BOTH
def test_an_arrow_leads_from_every_move_and_to_the_start(process: Process) -> None:
    paths = [path for path in drawn(process).iter(f"{SPACE}path") if path.get("stroke")]
    assert sum(path.get("marker-end") is not None for path in paths) == len(process.moves) + 1
    assert len(paths) == 1 + len(process.moves) + sum(len(move.sources) for move in process.moves)


@BOTH
def test_who_does_not_see_it_is_told_the_same(process: Process) -> None:
    root = drawn(process)
    title, described = root.find(f"{SPACE}title"), root.find(f"{SPACE}desc")
    assert title is not None
    assert described is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert described.text == in_words(process)


def test_the_words_are_sentences() -> None:
    said = in_words(LOAN)
    assert said.startswith("档案借阅从“待批”开始。")
    assert "“待批”经“借出”到“已借出”：由受理或档案，依据《示例档案借阅办法》第三条第（二）项。" in said
    assert "“待批”经“不予借阅”到“不予借阅”：由签发，以签发文书进行，依据" in said
    assert said.endswith("终结于“不予借阅”、“已归还”。")


def test_ended_and_paused_states_are_marked_in_words_and_not_by_colour_alone() -> None:
    said = [text.text for text in drawn(LOAN).iter(f"{SPACE}text")]
    assert (said.count("终结"), said.count("中止")) == (2, 1)


def test_it_stands_in_a_page_without_script_or_style() -> None:
    text = svg(TANGLED)
    assert "<script" not in text
    assert "style" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "纠缠 &lt;&amp;&gt; 的程序" in text


@pytest.mark.parametrize("process", [replace(LOAN, states=LOAN.states[:1], moves=())])
def test_a_process_of_one_state_can_be_drawn(process: Process) -> None:
    assert len(boxes(process)) == 1


def test_text_is_wrapped_by_width_with_marks_where_they_belong() -> None:
    assert wrapped("一二（三四五）", 10, 30) == ["一二", "（三四", "五）"]
    assert wrapped("一二三四五六", 10, 30) == ["一二三", "四五六"]
    assert wrapped("一二三，四五六", 10, 30) == ["一二三，", "四五六"]
    assert wrapped("abcdef", 10, 30) == ["abcde", "f"]
    assert wrapped("", 10, 30) == []
