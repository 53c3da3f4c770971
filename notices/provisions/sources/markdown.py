"""Takes the marks off markdown where they are surely marks. Line for line, so that line numbers stay."""

import re

# A longer line is no prose, and the marks below would be looked for too long.
_AT_MOST_LINE = 3_000

_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*)$")
_UNDERLINE = re.compile(r"^ {0,3}(?:={3,}|-{3,})[ \t]*$")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_DIVIDER = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_]{0,300}?[^\s*_])\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]{0,300}?[^\s*])\*(?![\w*])")
_LINK = re.compile(r"(?<![!\\])\[([^\[\]]{1,500})\]\((?:[^()\s]{1,1000})(?:\s+\"[^\"]{0,500}\")?\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_text(text: str) -> str:
    """The text without heading, quote, emphasis, link and table marks. List marks stay: they are what is read."""
    lines: list[str] = []
    fenced = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
            lines.append("")
        else:
            lines.append(line if fenced else _plain(line, lines[-1] if lines else ""))
    return "\n".join(lines)


def _plain(line: str, before: str) -> str:
    if len(line) > _AT_MOST_LINE:
        return line
    if (_UNDERLINE.match(line) and before.strip()) or ("|" in line and _DIVIDER.match(line)):
        return ""
    line = _QUOTE.sub("", line.rstrip(" ").removesuffix("\\"))
    if heading := _HEADING.match(line):
        line = _without_closing(heading[1].rstrip())
    if row := _ROW.match(line):
        line = "\t".join(cell.strip() for cell in row[1].split("|"))
    for mark, kept in ((_LINK, r"\1"), (_STRONG, r"\2"), (_EMPHASIS, r"\1"), (_ESCAPE, r"\1")):
        line = mark.sub(kept, line)
    return line


def _without_closing(heading: str) -> str:
    """# 总则 ## without the marks at its end; C# keeps its own."""
    bare = heading.rstrip("#")
    return bare.rstrip() if bare != heading and bare[-1:] in ("", " ", "\t") else heading
