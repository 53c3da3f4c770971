"""The one analyser: text to terms, for documents and for questions, for both engines.

A text becomes two streams of terms, joined by spaces:

- `singles`: every Chinese character, every word in other letters, every number. Punctuation leaves no term, so that a
  phrase is found in any bracket or spacing; the end of a sentence leaves one that nobody can ask for.
- `pairs`: Chinese runs as overlapping pairs (实验室 -> 实验 验室), the rest as above. They are what ranking counts.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass

from search.traditional import SIMPLIFIED_OF

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SENTENCE_END = "\u3002"
LONGEST_TERM = 64

_RATIO = r"\d+(?:\.\d+)?\s?[:\u2236]\s?\d+(?:\.\d+)?(?![\d:])"
_NUMBER = r"\d+(?:\.\d+)?"
_WORD = rf"(?:(?![{HAN}\d_])\w)(?:(?![{HAN}_])\w)*"
TOKEN = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<end>[。！？；!?;])|(?P<ratio>(?<![\d:.]){_RATIO})|(?P<number>{_NUMBER})|(?P<word>{_WORD})"
)
_SPACE = array("I", " ".encode("utf-32-le"))
_SPACE_IN_HAN = re.compile(rf"(?<=[{HAN}])[^\S\n]+(?=[{HAN}])")
# Invisible: joiners, marks of direction, soft hyphens. Typed or pasted without being meant.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]")


class _Fold(dict[int, str]):
    """How each character is folded, worked out when it is first met: NFKC, traditional to simplified, case."""

    def __missing__(self, code: int) -> str:
        folded = "".join(SIMPLIFIED_OF.get(one, one) for one in unicodedata.normalize("NFKC", chr(code)).casefold())
        self[code] = folded = unicodedata.normalize("NFKC", folded) or chr(code)
        return folded


class _FoldOneForOne(dict[int, str]):
    """The same, but a character that would become several stays: places in the text stay where they are."""

    def __missing__(self, code: int) -> str:
        folded = _FOLD[code]
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_FOLD = _Fold()
_ONE_FOR_ONE = _FoldOneForOne()


@dataclass(frozen=True, slots=True)
class Streams:
    singles: str
    pairs: str


def fold(text: str) -> str:
    """The text in the form in which it is compared."""
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", text).translate(_FOLD)


def fold_in_place(text: str) -> str:
    """The same, of the same length: what is found in it stands at the same place in the text."""
    return text.translate(_ONE_FOR_ONE)


def streams(text: str) -> Streams:
    """A document's text as its two streams."""
    found = TOKEN.findall(_SPACE_IN_HAN.sub("", fold(text)))
    # Every run at once: the terms of one are then a slice, and no term is an object of its own.
    han = "".join([run for run, *_ in found])
    spaced, paired = " ".join(han), _paired(han)
    singles: list[str] = []
    pairs: list[str] = []
    start = 0
    for run, end, scale, number, word in found:
        if run:
            stop = start + len(run)
            singles.append(spaced[2 * start : 2 * stop - 1])
            # A character alone between other things is a word of its own.
            pairs.append(paired[3 * start : 3 * stop - 4] if len(run) > 1 else run)
            start = stop
        elif end:
            singles.append(SENTENCE_END)
        else:
            token = (ratio(scale) if scale else number or word)[:LONGEST_TERM]
            singles.append(token)
            pairs.append(token)
    return Streams(" ".join(singles), " ".join(pairs))


def _paired(han: str) -> str:
    """Each character and the next, and a space: three places for each. As numbers, which is the fastest way to lay them."""
    codes = array("I", han.encode("utf-32-le"))
    laid = _SPACE * (3 * len(codes))
    laid[0::3] = codes
    laid[1:-3:3] = codes[1:]
    return laid.tobytes().decode("utf-32-le")


def singles_of(text: str) -> list[str]:
    """The terms of a phrase, in order; ends of sentences around it are not part of it."""
    terms = streams(text).singles.split(" ")
    while terms and terms[-1] in (SENTENCE_END, ""):
        terms.pop()
    while terms and terms[0] in (SENTENCE_END, ""):
        terms.pop(0)
    return terms


def pairs_of(text: str) -> list[str]:
    return [term for term in streams(text).pairs.split(" ") if term]


def ratio(token: str) -> str:
    """3 ： 1 and 3∶1 are 3:1."""
    return re.sub(r"\s*[:\u2236]\s*", ":", token)


def is_han(text: str) -> bool:
    return bool(text) and re.fullmatch(rf"[{HAN}]+", text) is not None


# 昆科规〔2020〕1号, in any bracket and spacing, with 第 or 年 in it or not.
DOCUMENT_NUMBER = re.compile(
    rf"(?P<agency>[{HAN}]{{0,12}})\s*[\[(\uff08\u3014\u3010\u300a<{{\u2045\u2772]\s*(?P<year>(?:19|20)\d\d)\s*年?\s*"
    rf"[\])\uff09\u3015\u3011\u300b>}}\u2046\u2773]\s*第?\s*(?P<number>\d{{1,5}})\s*号"
    rf"|(?P<agency2>[{HAN}]{{1,12}}?)\s*(?P<year2>(?:19|20)\d\d)\s*[-年 ]?\s*第?\s*(?P<number2>\d{{1,5}})\s*号"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    agency: str
    year: str
    number: str

    @property
    def singles(self) -> list[str]:
        return [*self.agency, self.year, self.number, "号"]


def document_number(text: str) -> DocumentNumber | None:
    """A document number that is the whole text."""
    match = DOCUMENT_NUMBER.fullmatch(fold(text).strip())
    if match is None:
        return None
    agency = match["agency"] if match["year"] else match["agency2"]
    return DocumentNumber(agency or "", match["year"] or match["year2"], str(int(match["number"] or match["number2"])))
