"""The one highlighter: a text, the places that matched, and out of it a line of HTML with the matches marked."""

from collections.abc import Iterable
from html import escape

Span = tuple[int, int]
LONGEST_SNIPPET = 110
BEFORE = 24


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order; those that touch or overlap made one."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def marked(text: str, spans: Iterable[Span], begin: int = 0, end: int | None = None) -> str:
    """The text from one place to another, escaped, with what matched in <mark>."""
    end = len(text) if end is None else end
    parts: list[str] = []
    place = begin
    for first, last in merged(spans):
        first, last = max(first, begin), min(last, end)
        if first >= last:
            continue
        parts += [escape(text[place:first]), "<mark>", escape(text[first:last]), "</mark>"]
        place = last
    parts.append(escape(text[place:end]))
    return "".join(parts)


def snippet(text: str, spans: Iterable[Span], longest: int = LONGEST_SNIPPET) -> str:
    """As much of the text as fits on two lines, where most of it matched."""
    spans = merged(spans)
    if len(text) <= longest:
        return marked(text, spans)
    begin = _best_beginning(spans, longest)
    begin = max(0, min(begin, len(text) - longest))
    end = min(len(text), begin + longest)
    before, after = "……" if begin else "", "……" if end < len(text) else ""
    return before + marked(text, spans, begin, end) + after


def _best_beginning(spans: list[Span], longest: int) -> int:
    best, most = 0, -1
    for number, (begin, _) in enumerate(spans):
        start = 0 if begin < BEFORE else begin - BEFORE
        shown = sum(end - first for first, end in spans[number:] if end <= start + longest)
        if shown > most:
            best, most = start, shown
    return best
