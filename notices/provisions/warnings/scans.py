"""What scanners make of print: letters for digits and brackets, look-alike characters, noise."""

import re
from collections.abc import Iterator

from notices.provisions.ending import is_noise
from notices.provisions.folding import HAN, squeeze
from notices.provisions.metadata.document_number import LOOSE, canonical, is_canonical
from notices.provisions.outline import Role
from notices.provisions.warnings.about import About, place_in
from notices.provisions.warnings.confusions import ENGLISH, WORDS, as_scanned
from notices.provisions.warnings.found import Edit, Warning

_DIGIT = re.compile(
    rf"(?<![A-Za-z0-9.])[lIO](?= ?(?:年|个|项|人|日|月|万|亿|次|家|名|件|篇|天|倍|%))"
    rf"|(?<=\d)[lOo](?=[\d{HAN}% ])|(?<![A-Za-z])[lO](?=\d)"
)
_BRACKET = re.compile(
    r"\( ?(?P<words>试行|暂行|修订|草案|征求意见稿|[一二三四五六七八九十]) ?(?P<letter>[A-Za-z1])(?=[ ,。;、》]|$)"
)
_LATIN = re.compile(r"[A-Za-z]{5,}")
_FOREIGN = re.compile(rf"(?<=[{HAN}]) ?(?P<word>[a-z]{{2,12}}) ?(?=[{HAN}])")
_UNITS = "km kg cm mm ml mg kw kwh mw gb tb db dba pm ph ppm"
_WEB = "app pp pdf doc docx xls xlsx com cn www http https vs"
_KNOWN = frozenset(f"{_UNITS} {_WEB}".split())
_TRANSLATED = {"and": "和", "or": "或"}
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z])(?:[xX]{2,}|[xX](?=[省市县区局]))(?![A-Za-z])|(?<!\*)\*{1,6}(?=[（(\u4e00-\u9fff])(?!\*)|_{3,}|〇〇〇"
    r"|\d{0,4} ?年\s{1,6}月\s{0,6}日"
)
_ORPHAN = re.compile("[\ue000-\uf8ff]|[\U000f0000-\U0010fffd]")
_SLIP_OF_BRACKET = frozenset("JjlIＪ1")


def replacement_characters(about: About) -> Iterator[Warning]:
    for line in about.lines:
        if "\ufffd" in line.raw:
            yield about.one(
                "replacement-character", [line.number], f"第{line.number}行有无法识别的字符（�），请对照原件。"
            )
        elif _ORPHAN.search(line.raw):
            yield about.one(
                "private-use", [line.number], f"第{line.number}行有别的电脑上显示不出的自造字，请对照原件改正。"
            )


def numbers(about: About) -> Iterator[Warning]:
    """云科规 (2022 J 2 号."""
    for paragraph in about.paragraphs():
        folded = paragraph.folded
        if "号" not in folded:
            continue
        for found in LOOSE.finditer(folded):
            if is_canonical(found):
                continue
            piece, begin = place_in(paragraph, found.start("open"))
            behind, last = place_in(paragraph, found.end() - 1)
            edits = []
            right = canonical(found)
            if behind is piece:
                value = right[right.index("〔") :]
                edits = [Edit(piece.line, piece.start + begin, piece.start + last + 1, value)]
            scanned = found["close"] in _SLIP_OF_BRACKET or found["open"] in "<〈「{" or not found["year"].isdigit()
            code = "ocr-number" if scanned else "number-form"
            lines = [line for line in paragraph.lines if piece.line <= line <= behind.line]
            before = [line for line in paragraph.lines if line < piece.line][-1:] if scanned else []
            yield about.one(code, [*lines, *before], f"文号“{found[0].strip()}”应为“{right}”。", edits)


def brackets(about: About) -> Iterator[Warning]:
    for paragraph in about.paragraphs():
        for found in _BRACKET.finditer(paragraph.folded):
            piece, _ = place_in(paragraph, found.start())
            behind, at = place_in(paragraph, found.start("letter"))
            edit = Edit(behind.line, behind.start + at, behind.start + at + 1, "）")
            lines = dict.fromkeys((piece.line, behind.line))
            message = f"“{found[0]}”里的“{found['letter']}”像是右括号的识别错误。"
            yield about.one("ocr-bracket", lines, message, [edit])


def digits(about: About) -> Iterator[Warning]:
    for line in about.words:
        edits = [
            Edit(line.number, line.start + found.start(), line.start + found.end(), "0" if found[0] in "Oo" else "1")
            for found in _DIGIT.finditer(line.text)
        ]
        if edits:
            yield about.one(
                "ocr-digit", [line.number], f"第{line.number}行有字母被当作数字（l、I 应为 1，O 应为 0）。", edits
            )


def words(about: About) -> Iterator[Warning]:
    for line in about.words:
        for found in WORDS.finditer(line.raw):
            right = WORDS.right(found[0])
            edit = Edit(line.number, found.start(), found.end(), right)
            yield about.one("ocr-word", [line.number], f"“{found[0]}”像是“{right}”的识别错误。", [edit])
        for found in _LATIN.finditer(line.text):
            meant = ENGLISH.get(as_scanned(found[0]))
            if meant and meant.lower() != found[0].lower():
                edit = Edit(line.number, line.start + found.start(), line.start + found.end(), meant)
                yield about.one("ocr-word", [line.number], f"“{found[0]}”像是“{meant}”的识别错误。", [edit])


def foreign_words(about: About) -> Iterator[Warning]:
    for line in about.words:
        for found in _FOREIGN.finditer(line.text):
            word = found["word"]
            if word in _KNOWN or set(word) <= {"x"}:
                continue
            right = _TRANSLATED.get(word)
            begin = line.start + found.start()
            edits = [Edit(line.number, begin, line.start + found.end(), right)] if right else []
            yield about.one("foreign-word", [line.number], f"中文里夹着英文单词“{word}”，请核对。", edits)


def placeholders(about: About) -> Iterator[Warning]:
    for line in about.words:
        marks = [found[0] for found in _PLACEHOLDER.finditer(line.raw)]
        if marks:
            shown = "、".join(f"“{mark}”" for mark in dict.fromkeys(marks))
            yield about.one("placeholder", [line.number], f"第{line.number}行有占位符号{shown}，请确认是否应填入内容。")


def noise(about: About) -> Iterator[Warning]:
    """Lines that begin with a full stop, or are nothing but a mark."""
    for place, piece in enumerate(about.pieces):
        role = about.outline.roles.get(piece.line)
        if "\ufffd" in piece.text or role in (Role.FURNITURE, Role.ANNEX) or not is_noise(piece):
            continue
        before = about.pieces[place - 1] if place else None
        if piece.start and piece.raw != about.raw[piece.line].strip():
            continue
        is_after_end = role is Role.TAIL or before is None or (before.is_ended and squeeze(piece.text)[0] in "。,、;!?")
        if is_after_end:
            yield about.one(
                "stray-mark", [piece.line], f"第{piece.line}行“{piece.raw[:12]}”不像正文，可能是印章或扫描留下的痕迹。"
            )
