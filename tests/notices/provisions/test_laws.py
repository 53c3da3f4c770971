"""Laws that hold of any text: nothing raises, nothing is lost, no character of the text is changed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices.provisions import Reading, read
from notices.provisions.as_json import as_json
from notices.provisions.outline import Role
from tests.notices.provisions.seeds import NAMES, text_of

DAY = date(2026, 11, 21)
WORDS = st.sampled_from(
    [
        "第一条",
        "第二条",
        "第十条",
        "第一章",
        "第三节",
        "第一编",
        "一、",
        "（一）",
        "(二)",
        "1．",
        "2.",
        "①",
        "之一",
        "第",
        "条",
        "目录",
        "附件",
        "附件1：",
        "抄送：",
        "印发",
        "总则",
        "附则",
        "管理办法",
        "关于印发《",
        "》的通知",
        "〔2020〕1号",
        "(2020J1 号",
        "2020年1月1日",
        "二〇二〇年一月一日",
        "自印发之日起30日后施行",
        "有效期3年",
        "有效期99999年",
        "牵头单位：",
        "（责任单位：",
        "）",
        "(",
        "“",
        "”",
        "《",
        "》",
        "。",
        "；",
        "，",
        "：",
        " ",
        "\u3000",
        "\n",
        "\n\n",
        "\r\n",
        "\f",
        "\ufffd",
        "\ue000",
        "\u200b",
        "━━━━",
        "- 3 -",
        "3",
        "甲乙丙丁",
        "征求意见稿",
        "某市科技局",
        "第99999999999999条",
        "xx",
        "l",
        "O",
    ]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=120).map("".join))


@st.composite
def mangled_seeds(draw: st.DrawFn) -> str:
    lines = text_of(draw(st.sampled_from(NAMES))).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, max(0, len(lines) - 1)))
        end = draw(st.integers(begin, min(len(lines), begin + 30)))
        what = draw(st.sampled_from(["cut", "join", "double", "turn", "chop", "noise"]))
        piece = lines[begin:end]
        if what == "cut":
            piece = []
        elif what == "join":
            piece = ["".join(piece)]
        elif what == "double":
            piece = piece * 2
        elif what == "turn":
            piece = piece[::-1]
        elif what == "chop":
            piece = [part for line in piece for part in (line[: len(line) // 2], line[len(line) // 2 :])]
        else:
            piece = [line + draw(st.text(max_size=8)) for line in piece]
        lines[begin:end] = piece
    return "\n".join(lines)


def holds(reading: Reading, text: str) -> None:
    assert "\n".join(line.raw for line in reading.lines) == text
    shown = {line.number for line in reading.lines if line.text or line.furniture}
    assert set(reading.roles) == shown, "every line that is not blank has one role"
    provided = [line for one in reading.provisions() for line in one.lines]
    assert set(provided) == {line for line, role in reading.roles.items() if role is Role.PROVISION}
    addresses = [one.address for one in reading.provisions()]
    assert len(addresses) == len(set(addresses)), "an address is given once"
    as_json(reading)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize("name", NAMES)
def test_the_laws_hold_of_the_seeds(name: str) -> None:
    holds(read(text_of(name), on=DAY), text_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_a_provisions_lines_is_in_its_text(name: str) -> None:
    reading = read(text_of(name), on=DAY)
    raw = {line.number: line.raw for line in reading.lines}
    for _, article in reading.articles:
        assert letters("".join(raw[line] for line in article.lines)) == letters(article.label + article.text)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_loss(text: str) -> None:
    holds(read(text, on=DAY), text)


@given(mangled_seeds())
@settings(max_examples=120, deadline=None)
def test_a_mangled_seed_is_read_without_loss(text: str) -> None:
    holds(read(text, on=DAY), text)


@given(TEXTS, st.dates())
@settings(max_examples=100, deadline=None)
def test_any_text_has_a_status_on_any_day(text: str, on: date) -> None:
    assert read(text, on=on).status.label


@given(mangled_seeds())
@settings(max_examples=40, deadline=None)
def test_every_repair_points_at_what_is_there(text: str) -> None:
    reading = read(text, on=DAY)
    raw = {line.number: line.raw for line in reading.lines}
    for warning in reading.warnings:
        for edit in warning.repairs:
            assert 0 <= edit.start <= edit.end <= len(raw[edit.line])
