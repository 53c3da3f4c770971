import pytest

from notices.attachments.findings import Passage
from notices.attachments.personal import personal_findings

# Made up, with a right check digit.
IDENTITY = "11010519491231002X"
CARD = "6222020200000000002"


def codes(text: str) -> list[str]:
    return [finding.code for finding in personal_findings([Passage("第1行", text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"张三 {IDENTITY}", ["identity-number"]),
        (IDENTITY.lower(), ["identity-number"]),
        ("１１０１０５１９４９１２３１００２Ｘ", ["identity-number"]),
        ("110105 19491231 002X", ["identity-number"]),
        ("110105194912310021", []),
        ("110105194913310028", []),
        ("91530100MA6K5B2X3Y", []),
        ("电话：13800138000。", ["mobile-number"]),
        ("138 0013 8000", ["mobile-number"]),
        ("+86-138-0013-8000", ["mobile-number"]),
        ("0871-13800138000", []),
        ("12800138000", []),
        ("项目编号 2013800138000", []),
        ("0871-63138888", []),
        ("4111 1111 1111 1111", []),
        ("4539 1488 0343 6467", ["bank-card"]),
        ("4539148803436468", []),
        ("合同号 9039148803436464", []),
        ("", []),
    ],
)
def test_numbers_of_persons_are_found_and_others_are_not(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_what_is_found_is_counted_placed_and_masked() -> None:
    passages = [Passage(f"第{number}行", IDENTITY) for number in range(1, 6)]
    (finding,) = personal_findings(passages)
    assert "发现5个身份证号：110*************2X（第1行）、" in finding.message
    assert finding.message.count("（第") == 3
    assert IDENTITY not in finding.message


def test_no_number_is_shown_whole() -> None:
    said = "".join(one.message for one in personal_findings([Passage("第1行", "13800138000 4539148803436467")]))
    assert "138******00" in said
    assert "4539**********67" in said


def test_numbers_a_person_has_to_answer_for_do_not_refuse_the_file() -> None:
    assert not any(one.refuses for one in personal_findings([Passage("第1行", f"13800138000 {IDENTITY}")]))
