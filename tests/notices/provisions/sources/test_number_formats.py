import pytest

from notices.provisions.sources.docx.number_formats import written


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (19, "chineseCountingThousand", "十九"),
        (20, "japaneseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (10, "ideographDigital", "一〇"),
        (3, "ideographTraditional", "丙"),
        (2, "ideographZodiac", "丑"),
        (5, "decimalEnclosedCircleChinese", "⑤"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalEnclosedFullstop", "⒊"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"),
        (27, "lowerLetter", "aa"),
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (5, "none", ""),
        (5, "nobody knows", "5"),
    ],
)
def test_a_number_is_written_as_its_format_has_it(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected
