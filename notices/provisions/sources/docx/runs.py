"""The text of one paragraph: what is shown, without what was deleted, hidden or only meant for Word."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from notices.provisions.sources.docx.elements import chosen, is_on

# Their content is shown; they themselves say nothing.
_OPEN = frozenset(
    "hyperlink ins moveTo smartTag sdt sdtContent customXml fldSimple dir bdo oMath oMathPara rubyBase ruby"  # noqa: SIM905
    " r e num den sub sup deg f sSup sSub sSubSup rad d nary func fName lim limLow limUpp acc bar box m mr"
    " groupChr borderBox eqArr sPre phant".split()
)
_DRAWN = frozenset(("drawing", "pict", "object"))
_BREAKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-"}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Notes:
    """Footnotes and endnotes referred to so far, in the order of their numbers."""

    def __init__(self) -> None:
        self.referred: list[tuple[str, str]] = []

    def mark(self, kind: str, identity: str) -> str:
        self.referred.append((kind, identity))
        return superscript(len(self.referred))


def superscript(count: int) -> str:
    return str(count).translate(_SUPERSCRIPTS)


class Runs:
    """Reads paragraphs. Fields may begin in one and end in another, so the reader is kept from each to the next."""

    def __init__(self, notes: Notes, box: Callable[[Element], None]) -> None:
        self._notes = notes
        self._box = box
        # For each field we are in: whether it has come to its result, and whether that is left out.
        self._fields: list[list[bool]] = []
        self.pictures = 0
        self.hidden = 0
        self.contents = 0

    @property
    def is_left_out(self) -> bool:
        """Whether we are in the instruction of a field, or in a table of contents Word made."""
        return any(not result or left_out for result, left_out in self._fields)

    def text(self, element: Element) -> str:
        return "".join(self._one(child) for child in element)

    def _one(self, element: Element) -> str:
        tag = element.tag
        if tag == "r" and is_on(element, "rPr/vanish"):
            self.hidden += bool("".join(part.text or "" for part in element.iter("t")).strip())
            return ""
        if tag in ("fldChar", "instrText"):
            return self._field(element)
        if tag == "AlternateContent":
            return "".join(self._one(child) for child in chosen(element))
        if tag in _OPEN:
            return self.text(element)
        if tag in _DRAWN:
            self._draw(element)
            return ""
        return "" if self.is_left_out else self._shown(element)

    def _shown(self, element: Element) -> str:
        match element.tag:
            case "t":
                return element.text or ""
            case "sym":
                return _symbol(element.get("char", ""))
            case "footnoteReference" | "endnoteReference" as kind:
                return self._notes.mark(kind.removesuffix("Reference"), element.get("id", ""))
            case tag:
                return _BREAKS.get(tag, "")

    def _field(self, element: Element) -> str:
        kind = element.get("fldCharType")
        if kind == "begin":
            self._fields.append([False, False])
        elif kind == "separate" and self._fields:
            self._fields[-1][0] = True
        elif kind == "end" and self._fields:
            self._fields.pop()
        elif element.tag == "instrText" and self._fields and (element.text or "").split()[:1] == ["TOC"]:
            self._fields[-1][1] = True
            self.contents += 1
        return ""

    def _draw(self, element: Element) -> None:
        boxes = _outermost(element, "txbxContent")
        for box in boxes:
            self._box(box)
        if not boxes and any(part.tag in ("blip", "imagedata") for part in element.iter()):
            self.pictures += 1


def _outermost(element: Element, tag: str) -> list[Element]:
    """The text boxes in a drawing, not those within them; of two alternatives only one."""
    found: list[Element] = []
    for child in chosen(element) if element.tag == "AlternateContent" else element:
        found += [child] if child.tag == tag else _outermost(child, tag)
    return found


def _symbol(code: str) -> str:
    """A character of a symbol font: mostly one of the private area, which is then remarked upon."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return chr(point) if 0x20 <= point < 0xD800 or 0xDFFF < point <= 0xFFFF else ""
