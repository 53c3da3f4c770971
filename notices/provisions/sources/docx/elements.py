"""Small questions asked of Word's elements, which come here without their namespaces."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_OFF = ("0", "false", "off")


def value(parent: Element | None, path: str) -> str:
    """The w:val of the element at a path; empty when there is none."""
    found = parent.find(path) if parent is not None else None
    return found.get("val", "") if found is not None else ""


def number(text: str, otherwise: int) -> int:
    """A whole number as Word writes it; `otherwise` for anything else."""
    sign = text[:1] == "-"
    digits = text[sign:]
    return (-int(digits) if sign else int(digits)) if digits.isdecimal() and len(digits) < 7 else otherwise


def is_on(parent: Element | None, path: str) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    found = parent.find(path) if parent is not None else None
    return found is not None and found.get("val", "1") not in _OFF


def chosen(element: Element) -> Iterator[Element]:
    """The children of one of the alternatives: the same thing said for newer and for older programs."""
    branch = element.find("Choice")
    if branch is None or len(branch) == 0:
        branch = element.find("Fallback")
    yield from branch if branch is not None else ()
