"""Whatever the bytes are, the answer is a text or a sentence. Asked of the reader without its last net."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notices.provisions.sources import CannotRead
from notices.provisions.sources.kinds import kind_of
from notices.provisions.sources.reading import read_known
from tests.notices.provisions.sources.building import docx, numbered, outline, paragraph, pdf

WORD = docx(numbered("甲") + paragraph("乙"), numbering=outline(("decimal", "%1.")))
HEADS = [b"", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"{\\rtf", b"MIME-Version: 1.0\n"]
NAMES = st.sampled_from(["a.txt", "a.html", "a.md", "a.docx", "a.mht", "", "办法"])
MARKUP = "<>/!-[]?&#;=\"' \n" + "abpdivtrlo" + "第一条（）"
PIECES = """
<w:p> </w:p> <w:r> </w:r> <w:t>甲</w:t> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:ins> </w:ins> <w:sdt/> <w:pPr>
</w:pPr> <w:numPr><w:ilvl/><w:numId/></w:numPr> <w:numId/> <w:sym/> <w:altChunk/> <w:fldChar/> <w:footnoteReference/>
<w:instrText>TOC</w:instrText> <w:txbxContent> </w:txbxContent> <w:drawing> </w:drawing>
"""
XML = st.lists(st.sampled_from(PIECES.split()), max_size=40)


@given(NAMES, st.sampled_from(HEADS), st.binary(max_size=400))
@settings(deadline=None, max_examples=300)
def test_arbitrary_bytes(name: str, head: bytes, rest: bytes) -> None:
    if kind_or_none(name, head + rest) == "pdf":
        return
    with contextlib.suppress(CannotRead):
        assert "\r" not in read_known(name, head + rest).text


@given(st.text(alphabet=MARKUP, max_size=200))
@settings(deadline=None, max_examples=300)
def test_arbitrary_markup(page: str) -> None:
    with contextlib.suppress(CannotRead):
        read_known("a.html", ("<html><body>" + page).encode())


@given(XML)
@settings(deadline=None, max_examples=200)
def test_arbitrary_bodies(pieces: list[str]) -> None:
    with contextlib.suppress(CannotRead):
        read_known("a.docx", docx("".join(pieces), numbering=outline(("decimal", "%1."))))


@given(st.integers(0, len(WORD) - 1), st.binary(min_size=1, max_size=8))
@settings(deadline=None, max_examples=200)
def test_a_damaged_word_document(place: int, damage: bytes) -> None:
    with contextlib.suppress(CannotRead):
        read_known("a.docx", WORD[:place] + damage + WORD[place + len(damage) :])


@given(st.data())
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_pdf(data: st.DataObject) -> None:
    whole = pdf(("第一条　甲",), ("第二条　乙",))
    place = data.draw(st.integers(9, len(whole) - 1))
    with contextlib.suppress(CannotRead):
        read_known("a.pdf", whole[:place] + data.draw(st.binary(max_size=30)) + whole[place + 20 :])


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=200)
def test_a_text_in_utf_8_loses_no_character(text: str) -> None:
    try:
        raw = ("\ufeff" + text).encode()
    except UnicodeEncodeError:
        return
    try:
        source = read_known("a.txt", raw)
    except CannotRead:
        return
    if source.kind == "txt":
        assert source.text == text.replace("\r\n", "\n").replace("\r", "\n")


def kind_or_none(name: str, data: bytes) -> str | None:
    try:
        return kind_of(name, data)
    except CannotRead:
        return None


def test_the_examples_above_are_whole() -> None:
    assert read_known("a.docx", WORD).text == "1. 甲\n乙"
    with pytest.raises(CannotRead):
        read_known("a.docx", WORD[: len(WORD) // 2])
