import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.attachments import safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("附件1：申报书（2026年）.docx", "附件1：申报书（2026年）.docx"),
        ("名单.PDF", "名单.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\用户\\张三\\名单.xlsx", "名单.xlsx"),
        ("名单.php.pdf", "名单_php.pdf"),
        ("名单.pdf.exe", "名单_pdf.exe"),
        ("附件1.2 名单.xlsx", "附件1.2 名单.xlsx"),
        ("说明 v2.0.pdf", "说明 v2.0.pdf"),
        ("名单\u202efdp.docx", "名单fdp.docx"),
        ("名\x00单\r\n.txt", "名单.txt"),
        ("名\u200b单.txt", "名单.txt"),
        ('a<b>:"c"|?*.txt', "a_b___c____.txt"),
        ("  名单  表 .txt", "名单 表.txt"),
        ("...名单.txt", "名单.txt"),
        ("CON.txt", "_CON.txt"),
        (".htaccess", "htaccess"),
        ("", "附件"),
        ("/", "附件"),
        ("名单", "名单"),
    ],
)
def test_a_name_keeps_what_says_something_and_loses_what_may_harm(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


def test_a_long_name_keeps_its_extension() -> None:
    name = safe_name("关" * 300 + ".pdf")
    assert name.endswith("关.pdf")
    assert len(name.encode()) <= 200


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_stored(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 80
    assert len(safe.encode()) <= 200
    assert not set(safe) & set('/\\<>:"|?*\0\n')
    assert safe_name(safe) == safe
