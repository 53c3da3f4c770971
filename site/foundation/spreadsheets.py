"""What goes into a table somebody opens in Excel: text stays text."""

import re

# What a spreadsheet reads as the beginning of a formula, also in full width as Chinese editions do. Spaces before it do
# not hide one.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@|%＝＋－＠]")
# What xlsx cannot hold.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST_CELL = 32_000


def harmless(text: str) -> str:
    """As text, whatever it begins with."""
    text = _UNSEEN.sub("", text)[:LONGEST_CELL]
    return f"'{text}" if _FORMULA.match(text) else text
