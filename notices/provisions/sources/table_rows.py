"""A table as lines: a row of short cells is one line, a row that holds paragraphs keeps them."""

from collections.abc import Sequence


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one row. Pages are often laid out by tables: then a cell holds the whole text, line by line."""
    filled = [[line for line in cell if line.strip()] for cell in cells]
    if not any(filled):
        return []
    if sum(map(bool, filled)) > 1 and all(len(lines) <= 1 for lines in filled):
        return ["\t".join(lines[0].strip() if lines else "" for lines in filled).rstrip("\t")]
    return [line for cell in cells for line in cell]
