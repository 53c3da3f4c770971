import pytest

from notices.provisions.sources import read_file


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# 管理办法", "管理办法"),
        ("## 第一章 总则 ##", "第一章 总则"),
        ("**第一条** 甲", "第一条 甲"),
        ("第二条 *应当*提交", "第二条 *应当*提交"),
        ("见 *附件* 。", "见 附件 。"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("> 引用", "引用"),
        (r"1\. 甲", "1. 甲"),
        ("[昆政发〔2020〕1号](https://example.com/a)", "昆政发〔2020〕1号"),
        ("[昆政发]（2020）1号", "[昆政发]（2020）1号"),
        ("- 甲", "- 甲"),
        ("| 单位 | 职责 |", "单位\t职责"),
        ("|---|:--:|", ""),
        ("#号以后", "#号以后"),
        ("　　第一条  ", "　　第一条"),
    ],
)
def test_marks_are_taken_off_where_they_are_surely_marks(line: str, expected: str) -> None:
    assert read_file("a.md", f"前\n{line}\n后".encode()).text == f"前\n{expected}\n后"


def test_line_numbers_stay() -> None:
    text = "办法\n====\n\n```\n# 不动\n```\n| a | b |\n|---|---|\n"
    assert read_file("a.md", text.encode()).text.split("\n") == ["办法", "", "", "", "# 不动", "", "a\tb", "", ""]
