"""XML from strangers: no DOCTYPE and so no entities, and an end to how many elements and how deep.

Names come without their namespace: the two editions of the office formats differ in nothing else.
"""

from typing import Protocol
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from notices.provisions.sources.source import CannotRead

CHUNK = 64 * 1024
AT_MOST_ELEMENTS = 800_000
AT_MOST_DEPTH = 200

_FORBIDDEN = "这个文件里有外部实体或文档类型声明，为了安全没有读取。请用 Word 或 WPS 打开原件另存一份，再上传。"
_TOO_MUCH = "这个文件的内部结构大得不正常，为了安全没有读取。请用 Word 或 WPS 打开原件另存一份，再上传。"
_BROKEN = "这个文件的内容已损坏，读不出来。请用 Word 或 WPS 打开原件另存一份，再上传。"

_FAULTS = (expat.ExpatError, ValueError, LookupError, AssertionError)


class Listener(Protocol):
    """Who is told of elements and characters, by the parser, in their order."""

    def start(self, tag: str, attrs: dict[str, str], /) -> object: ...
    def end(self, tag: str, /) -> object: ...
    def data(self, data: str, /) -> object: ...


class _Guard:
    """Passes on what is said, and refuses what a document has no need of."""

    def __init__(self, listener: Listener, at_most: int) -> None:
        self.listener = listener
        self.at_most = at_most
        self.count = 0
        self.depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        self.depth += 1
        if self.count > self.at_most or self.depth > AT_MOST_DEPTH:
            raise CannotRead(_TOO_MUCH)
        self.listener.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self.depth -= 1
        self.listener.end(_local(name))

    def doctype(self, *_: object) -> None:
        raise CannotRead(_FORBIDDEN)


def parse(data: bytes) -> Element:
    """The root element; CannotRead where there is none, or where it is not safe."""
    builder = TreeBuilder()
    listen(data, builder, at_most=AT_MOST_ELEMENTS)
    return builder.close()


def listen(data: bytes, listener: Listener, *, at_most: int) -> None:
    """Tell the listener of all that is in the XML, without keeping it."""
    guard = _Guard(listener, at_most)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = listener.data
    parser.StartDoctypeDeclHandler = guard.doctype
    try:
        # In pieces: after a refusal the parser would still walk to the end of what it was given.
        for start in range(0, len(data), CHUNK):
            parser.Parse(data[start : start + CHUNK], False)
        parser.Parse(b"", True)
    except _FAULTS as fault:
        raise CannotRead(_BROKEN) from fault


def _local(name: str) -> str:
    return name.rpartition("}")[2]
