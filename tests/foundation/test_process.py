"""The process engine: a table that is checked, and a drawing that follows it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from foundation.bars import Bar
from foundation.bases import Article, HouseDecision, chinese_number
from foundation.process import Actor, Kind, Move, Process, State
from foundation.roles import Role

LOAN = Process(
    "loan",
    "借阅",
    states=(
        State("asked", "待批", Kind.OPEN),
        State("waiting", "待补正", Kind.PAUSED),
        State("lent", "已借出", Kind.OPEN),
        State("back", "已归还", Kind.ENDED),
    ),
    moves=(
        Move("ask_more", "要求补正", "asked -> waiting", Role.OFFICER, HouseDecision("借阅补正")),
        Move("supplement", "补正", "waiting -> asked", Actor.OBJECTOR, HouseDecision("借阅补正")),
        Move("lend", "借出", "asked -> lent", Role.OFFICER, Article("示例借阅办法", 3, item=2)),
        Move("return", "归还", "lent, waiting -> back", (Role.OFFICER, Actor.CLOCK), Article("示例借阅办法", 5)),
    ),
)


def faults(**changes: Any) -> list[str]:
    return list(replace(LOAN, **changes).faults())


def test_a_sound_table_has_no_faults() -> None:
    assert list(LOAN.faults()) == []


def move(**changes: Any) -> tuple[Move, ...]:
    return (*LOAN.moves[:2], replace(LOAN.moves[2], **changes), LOAN.moves[3])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"moves": move(path="asked -> nowhere")}, "没有状态“nowhere”"),
        ({"moves": move(path="asked")}, "应写成“起点 -> 终点”"),
        ({"moves": move(basis=None)}, "没有写明依据"),
        ({"moves": move(by=())}, "没有写明由谁进行"),
        ({"moves": move(by="reviewer of dreams")}, "不认识的角色"),
        ({"moves": move(code="ask_more")}, "写了不止一次"),
        ({"states": (*LOAN.states, State("lost", "遗失", Kind.ENDED))}, "没有步骤能到达“遗失”"),
        ({"states": (*LOAN.states[:3], State("back", "已归还", Kind.OPEN))}, "不是终结状态，却没有步骤离开它"),
        ({"states": (*LOAN.states[:2], State("lent", "已借出", Kind.ENDED), LOAN.states[3])}, "却还有步骤离开它"),
    ],
)
def test_a_faulty_table_is_named_in_words(changes: dict[str, Any], words: str) -> None:
    assert any(words in fault for fault in faults(**changes)), faults(**changes)


def test_moves_are_listed_from_each_state() -> None:
    assert [one.code for one in LOAN.moves_from("asked")] == ["ask_more", "lend"]
    assert [one.code for one in LOAN.moves_from("back")] == []


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (18, "十八"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (201, "二百零一"),
     (1260, "一千二百六十"), (1008, "一千零八"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_articles_are_cited_as_documents_write_them(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_a_basis_reads_as_a_citation() -> None:
    assert Article("示例办法", 10, item=4).cite() == "《示例办法》第十条第（四）项"
    assert HouseDecision("受理期限").cite() == "文件未规定，由本机关决定（受理期限）"


def a_guard(case: Any, data: Any) -> Iterator[Bar]:
    yield Bar("不行。")


def test_a_guard_is_a_list_of_reasons() -> None:
    assert [bar.says for bar in a_guard(None, None)] == ["不行。"]
