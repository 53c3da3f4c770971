import pytest

from notices.provisions.sources import CannotRead, Source, read_file

TEXT = "第一章 总则\n第一条　为了加强管理，根据《中华人民共和国科学技术进步法》，制定本办法。\n\n第二条 自2020年1月1日起施行。\n"


@pytest.mark.parametrize(
    ("codec", "mark", "said"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8", b"\xef\xbb\xbf", "UTF-8"),
        ("gb18030", b"", "GB18030"),
        ("utf-16-le", b"\xff\xfe", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"),
    ],
)
def test_each_encoding_is_recognised_and_named(codec: str, mark: bytes, said: str) -> None:
    assert read_file("办法.txt", mark + TEXT.encode(codec)) == Source(TEXT, "txt", (f"按 {said} 读取。",))


@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le", "utf-16-be"])
def test_an_encoding_is_recognised_without_a_line_end_or_a_digit(codec: str) -> None:
    text = "为了加强和规范市级科技创新基地的建设和管理，制定本办法。"
    assert read_file("办法.txt", text.encode(codec)).text == text


def test_only_line_ends_are_changed() -> None:
    odd = "第一条  甲\t乙 \r\n\r\n　　第二条\x0b丙\r第三条\f丁\u200b \n\n"
    assert read_file("a.txt", odd.encode()).text == "第一条  甲\t乙 \n\n　　第二条\x0b丙\n第三条\f丁\u200b \n\n"


def test_rare_characters_of_gb18030_are_read() -> None:
    assert "㐀𠮷" in read_file("a.txt", (TEXT + "㐀𠮷").encode("gb18030")).text


def test_a_private_character_is_kept_and_its_line_is_named() -> None:
    source = read_file("a.txt", "第一条 甲\n第二条 \ue5e5乙\n第三条\n".encode())
    assert "\ue5e5" in source.text
    assert source.notes[1].startswith("第2行有专用区字符")


def test_a_single_replacement_character_is_kept_and_its_line_is_named() -> None:
    source = read_file("a.txt", (TEXT + "第三条 �").encode())
    assert source.text.endswith("�")
    assert source.notes[1].startswith("第5行有替换符")


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_file_cut_off_within_a_character_is_read_and_the_loss_is_noted(codec: str) -> None:
    source = read_file("a.txt", (TEXT * 3 + "第三条").encode(codec)[:-1])
    assert source.text.startswith(TEXT * 3 + "第三")
    assert source.notes[1].startswith("第13行有替换符")


def test_many_lines_are_counted_rather_than_listed() -> None:
    source = read_file("a.txt", "\n".join(["第一条\ue000"] * 9).encode())
    assert source.notes[1].startswith("第1、2、3、4、5行等9行有专用区字符")


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(TEXT.encode().decode("latin-1").encode(), id="utf-8 read as latin-1"),
        pytest.param(TEXT.encode("gb18030").decode("latin-1").encode(), id="gb read as latin-1"),
        pytest.param(TEXT.encode().decode("gb18030", "ignore").encode(), id="utf-8 read as gb"),
        pytest.param(TEXT.encode("gb18030").decode("utf-8", "replace").encode(), id="gb read as utf-8"),
        pytest.param(("锟斤拷" * 40).encode(), id="lost twice"),
    ],
)
def test_a_text_once_read_wrongly_is_refused(damaged: bytes) -> None:
    with pytest.raises(CannotRead, match=r"乱码.*没有乱码的原件"):
        read_file("a.txt", damaged)


def test_an_encoding_nobody_knows_is_refused() -> None:
    with pytest.raises(CannotRead, match=r"认不出这是什么文件|看不出这个文件用的是什么文字编码"):
        read_file("a.txt", bytes(range(128, 256)) * 20)


def test_plain_english_is_no_garble() -> None:
    assert read_file("a.txt", b"Article 1. These Measures are made.\n").kind == "txt"


@pytest.mark.parametrize("seed", ["甲、乙", "龘靐齉爩", "Ａ１", "é à ü ö"])
def test_a_short_text_is_not_suspected(seed: str) -> None:
    assert read_file("a.txt", seed.encode()).text == seed
