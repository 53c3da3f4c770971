"""What may be wrong with a text: each check one function, none of which changes anything."""

from collections.abc import Callable, Iterator

from notices.provisions.warnings import brackets, formalities, numbering, ranges, scans, shape, spaces, widths
from notices.provisions.warnings.about import About
from notices.provisions.warnings.found import Edit, Warning

__all__ = ["CHECKS", "Edit", "Warning", "warnings_about"]

CHECKS: tuple[Callable[[About], Iterator[Warning]], ...] = (
    formalities.no_provisions,
    formalities.number,
    formalities.letterhead,
    formalities.signature,
    formalities.imprint,
    formalities.two_readings,
    numbering.articles,
    numbering.chapters,
    numbering.items,
    numbering.misread,
    shape.split_titles,
    shape.split_paragraphs,
    shape.odd_endings,
    shape.uneven_lists,
    shape.uneven_blanks,
    shape.rules,
    brackets.unbalanced,
    scans.replacement_characters,
    scans.numbers,
    scans.brackets,
    scans.digits,
    scans.words,
    scans.foreign_words,
    scans.placeholders,
    scans.noise,
    ranges.reversed_ranges,
    spaces.stray,
    spaces.at_line_ends,
    spaces.after_numbers,
    widths.half_width,
    widths.ascii_quotes,
)


def warnings_about(about: About) -> tuple[Warning, ...]:
    """All that was found, in the order of the text."""
    return tuple(sorted((one for check in CHECKS for one in check(about)), key=lambda one: (one.line, one.code)))
