"""What a question stands for: words of citizens lead to words of documents, what one only asks with is left out."""

from pathlib import Path

import pytest

from search.parsing import parse
from search.understanding import smaller_pieces, understand
from search.words.reading import words_in


def forms_of(typed: str, folder: Path | None = None) -> list[set[tuple[str, ...]]]:
    found = understand(parse(typed), words_in(folder))
    return [{form.pieces for form in concept.forms} for wanted in found.wanted for concept in wanted.concepts]


def test_words_one_only_asks_with_are_left_out() -> None:
    assert [("公示",) in forms for forms in forms_of("公示怎么办")] == [True]


def test_a_question_of_nothing_else_is_still_looked_for() -> None:
    assert forms_of("怎么") == [{("怎么",)}]


@pytest.mark.parametrize(("typed", "stands_for"), [("反对", "异议"), ("举报", "异议"), ("撤销", "取消资格")])
def test_plain_words_stand_for_official_ones(typed: str, stands_for: str) -> None:
    assert (stands_for,) in forms_of(typed)[0]


def test_a_long_word_is_found_in_its_pieces() -> None:
    assert ("取消", "资格") in forms_of("取消资格")[0]
    assert smaller_pieces("国际联合实验室", words_in()) == ("国际", "联合实验室")


def test_how_many_asks_for_a_number() -> None:
    found = understand(parse("几天"), words_in()).wanted[0].concepts[0]
    assert found.asks_for_a_number


def test_staff_may_replace_the_synonyms_and_a_change_counts_at_once(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.txt"
    file.write_text("// 本机关的说法\n牌匾 = 授牌\n", encoding="utf-8")
    assert ("授牌",) in forms_of("牌匾", tmp_path)[0]
    assert ("异议",) not in forms_of("反对", tmp_path)[0]
    file.write_text("牌匾 = 称号\n", encoding="utf-8")
    assert ("称号",) in forms_of("牌匾", tmp_path)[0]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"===\n= \n a=", b"=" * 10_000, "＝反对\r\n公示 ＝ 通告".encode()]
)
def test_a_file_edited_badly_breaks_nothing(tmp_path: Path, content: bytes) -> None:
    for name in ("synonyms.txt", "ignored.txt", "lexicon.txt"):
        (tmp_path / name).write_bytes(content)
    assert understand(parse("公示 反对"), words_in(tmp_path)).wanted
