"""What a person typed, understood: words, exact phrases, what is to be left out, fields, numbers, provisions, dates.

It never fails. What cannot be understood as anything else is words; punctuation alone is nothing.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from search.analyser import DOCUMENT_NUMBER, TOKEN, DocumentNumber, document_number, fold, singles_of

LONGEST_QUERY = 200
MOST_CLAUSES = 24


class Field(StrEnum):
    ANY = "any"
    TITLE = "title"
    NUMBER = "number"
    ISSUER = "issuer"


FIELD_NAMES = {
    "标题": Field.TITLE, "题目": Field.TITLE, "文号": Field.NUMBER, "发文字号": Field.NUMBER,
    "发布机关": Field.ISSUER, "发文机关": Field.ISSUER, "印发机关": Field.ISSUER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A run typed without a space in it."""

    text: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to be found just so; `terms` are those of the analyser."""

    text: str
    terms: tuple[str, ...]
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Number:
    number: DocumentNumber
    text: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Reference:
    """A provision, 第十条第（四）项: as one would address it, from article down."""

    article: int
    paragraph: int | None
    item: int | None
    text: str

    @property
    def anchor(self) -> str:
        if self.item is not None:
            return f"art-{self.article}-{self.item}"
        if self.paragraph is not None:
            return f"art-{self.article}-p{self.paragraph}"
        return f"art-{self.article}"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year: what was published then, or speaks of it."""

    first: date
    last: date
    terms: tuple[str, ...]
    text: str


Clause = Word | Phrase | Number | Reference | Day


@dataclass(frozen=True, slots=True)
class Parsed:
    wanted: tuple[Clause, ...] = ()
    unwanted: tuple[Clause, ...] = ()
    # Only the beginning of what was typed was read.
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.wanted)


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“", "「": "」", "『": "』", "‘": "’"}
_NUMERAL = r"[零〇一二三四五六七八九十百两\d]{1,7}"
_REFERENCE = re.compile(
    rf"第\s*(?P<article>{_NUMERAL})\s*条(?:\s*第\s*(?P<paragraph>{_NUMERAL})\s*款)?"
    rf"(?:\s*第?\s*\(?\s*(?P<item>{_NUMERAL})\s*\)?\s*项)?"
)
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s*年(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*[日号])?)?"
    r"|(?P<sep>[-/.])(?P<month2>\d{1,2})(?:(?P=sep)(?P<day2>\d{1,2}))?(?![-/.]?\d))(?!\d)"
)
_FIELD = re.compile(rf"(?:{'|'.join(FIELD_NAMES)})\s*:\s*")
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def parse(typed: str) -> Parsed:
    text = _CONTROL.sub(" ", typed).strip()
    is_cut = len(text) > LONGEST_QUERY
    wanted: dict[Clause, None] = {}
    unwanted: dict[Clause, None] = {}
    for clause, is_wanted in _Reader(fold(text[:LONGEST_QUERY])):
        (wanted if is_wanted else unwanted)[clause] = None
        if len(wanted) + len(unwanted) == MOST_CLAUSES:
            is_cut = True
            break
    return Parsed(tuple(wanted), tuple(unwanted), is_cut)


class _Reader:
    """Reads clause by clause; at every step it moves on by one character at least."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0

    def __iter__(self) -> "_Reader":
        return self

    def __next__(self) -> tuple[Clause, bool]:
        while self.place < len(self.text):
            at_start = self.place == 0 or self.text[self.place - 1].isspace()
            is_wanted = not (at_start and self._take_minus())
            field = self._take_field()
            clause = self._take_clause(field)
            if clause is not None:
                return clause, is_wanted
        raise StopIteration

    def _take_minus(self) -> bool:
        following = self.text[self.place + 1 : self.place + 2]
        if self.text[self.place] not in "-−–—" or not following or following.isspace() or following in "-−–—":
            return False
        self.place += 1
        return True

    def _take_field(self) -> Field:
        match = _FIELD.match(self.text, self.place)
        if match is None:
            return Field.ANY
        self.place = match.end()
        return FIELD_NAMES[match.group().rstrip().rstrip(":").rstrip()]

    def _take_clause(self, field: Field) -> Clause | None:
        if self.place >= len(self.text):
            return None
        return self._take_quoted(field) or self._take_shaped(field) or self._take_word(field)

    def _take_quoted(self, field: Field) -> Clause | None:
        closing = _QUOTES.get(self.text[self.place])
        if closing is None:
            return None
        end = self.text.find(closing, self.place + 1)
        if end < 0 and self.text[self.place] == "“":
            end = self.text.find('"', self.place + 1)
        if end < 0:
            return None
        quoted = self.text[self.place + 1 : end].strip()
        self.place = end + 1
        terms = tuple(singles_of(quoted))
        return Phrase(quoted, terms, field) if terms else None

    def _take_shaped(self, field: Field) -> Clause | None:
        """A document number, a provision or a date; only where a word may begin."""
        if (match := DOCUMENT_NUMBER.match(self.text, self.place)) and (number := document_number(match.group())):
            self.place = match.end()
            return Number(number, match.group().strip(), field)
        if field is not Field.ANY:
            return None
        if match := _REFERENCE.match(self.text, self.place):
            self.place = match.end()
            article = _int(match["article"])
            if article is not None:
                return Reference(article, _int(match["paragraph"]), _int(match["item"]), match.group())
            return Phrase(match.group(), tuple(singles_of(match.group())))
        if (match := _DATE.match(self.text, self.place)) and (day := _day(match)):
            self.place = match.end()
            return day
        return None

    def _take_word(self, field: Field) -> Clause | None:
        """A run of terms with nothing between them, up to where something of a shape of its own begins."""
        begin = end = self.place
        while match := TOKEN.match(self.text, end):
            if match.lastgroup == "end":
                break
            stop = self._shaped_within(match) if match.lastgroup == "han" else None
            end = stop if stop is not None else match.end()
            if stop is not None:
                break
            if end < len(self.text) and (DOCUMENT_NUMBER.match(self.text, end) or _DATE.match(self.text, end)):
                break
        if end == begin:
            self.place += 1
            return None
        self.place = end
        return Word(self.text[begin:end], field)

    def _shaped_within(self, match: re.Match[str]) -> int | None:
        found = _REFERENCE.search(self.text, match.start() + 1, len(self.text))
        return found.start() if found and found.start() < match.end() else None


def _day(match: re.Match[str]) -> Day | None:
    year = int(match["year"])
    month = int(match["month"] or match["month2"] or 0)
    day = int(match["day"] or match["day2"] or 0)
    says = f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    last = first if day else date(year, month, monthrange(year, month)[1]) if month else date(year, 12, 31)
    return Day(first, last, tuple(singles_of(says)), match.group())


def _int(text: str | None) -> int | None:
    """一百零三 or 103; None for what is no number."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    total = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign.isdigit():
            return None
        else:
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
    return total + digit or None
