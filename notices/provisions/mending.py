"""The text with the accepted edits put in. Each edit stays on its line, so lines keep their numbers."""

from collections import defaultdict
from collections.abc import Iterable

from notices.provisions.warnings.found import Edit, mended


def mended_text(text: str, edits: Iterable[Edit]) -> str:
    of_line: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        of_line[edit.line].append(edit)
    lines = text.split("\n")
    return "\n".join(
        mended(line, of_line[number]) if number in of_line else line for number, line in enumerate(lines, 1)
    )
