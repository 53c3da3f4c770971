"""Bytes of a plain text to characters: which encoding it is, by what it gives."""

import codecs
import re

from notices.provisions.sources.characters import is_binary, is_garbled, is_unlikely, likeness
from notices.provisions.sources.source import CannotRead

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

GARBLED = (
    "这个文件里的文字是乱码，多半是以前用错了编码打开并保存过。请找到没有乱码的原件，另存为 UTF-8 编码的文本，再上传。"
)
UNKNOWN = "看不出这个文件用的是什么文字编码。请用记事本或 WPS 打开原件，确认没有乱码，另存为 UTF-8 编码，再上传。"
NOT_TEXT = "认不出这是什么文件，里面不是文字。请上传 docx、pdf、html、markdown 或 txt 格式的文件。"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_GUESSES = (("gb18030", "GB18030"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"))


def decode(data: bytes, *, declared: str = "") -> tuple[str, str]:
    """The text with "\\n" line ends and the name of its encoding; `declared` is what the file says of itself."""
    text, encoding = _decode(data, declared)
    # Garble first: misread text is full of control characters too.
    if is_garbled(text):
        raise CannotRead(GARBLED)
    if is_binary(text):
        raise CannotRead(NOT_TEXT)
    return with_line_ends(text), encoding


def with_line_ends(text: str) -> str:
    return re.sub("\r\n?", "\n", text)


def _decode(data: bytes, declared: str) -> tuple[str, str]:
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec), encoding
    for codec, encoding in (_codec(declared), ("utf-8", "UTF-8")):
        text = _strictly(data, codec) if codec else None
        # Zero bytes are what UTF-16 has beside its digits and line ends.
        if text is not None and "\0" not in text:
            return text, encoding
    return _guess(data)


def _marked(data: bytes, codec: str) -> str:
    """What follows a byte order mark; a byte lost at the end costs no more than the last character."""
    text = _strictly(data, codec)
    return data.decode(codec, "replace") if text is None else text


def _guess(data: bytes) -> tuple[str, str]:
    found = [
        (_weight(text), text, encoding)
        for codec, encoding in _GUESSES
        if (text := _strictly(data, codec)) is not None and not is_binary(text)
    ]
    if found:
        _, text, encoding = max(found, key=lambda one: one[0])
        if not is_unlikely(text):
            return text, encoding
    return _damaged(data)


def _damaged(data: bytes) -> tuple[str, str]:
    """A text that was right but for a few bytes, as one cut off in the middle of a character."""
    for codec, encoding in (("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        text = data.decode(codec, "replace")
        if text.count(REPLACEMENT) * 50 < len(text) and not is_binary(text) and not is_unlikely(text):
            return text, encoding
    raise CannotRead(NOT_TEXT if is_binary(data.decode("utf-8", "replace")) else UNKNOWN)


def _weight(text: str) -> float:
    alike = likeness(text)
    return 0.1 if alike is None else alike


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _codec(declared: str) -> tuple[str, str]:
    name = declared.strip().lower()
    if name in ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"):
        return "gb18030", "GB18030"
    if name in ("big5", "big5-hkscs"):
        return "big5hkscs", "Big5"
    if name in ("utf-16", "utf-16le", "unicode"):
        return "utf-16-le", "UTF-16"
    if name == "utf-16be":
        return "utf-16-be", "UTF-16"
    return "", ""
