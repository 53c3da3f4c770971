"""What a reader is told of a file before fetching it: its kind and its size."""

from dataclasses import dataclass
from typing import Any

KINDS = {
    "pdf": "PDF", "docx": "Word", "xlsx": "Excel", "ofd": "OFD", "zip": "ZIP", "csv": "CSV", "txt": "文本",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileFacts:
    name: str
    url: str
    kind: str
    size: str

    @property
    def says(self) -> str:
        return "，".join(part for part in (self.kind, self.size) if part)


def facts_of(document: Any, name: str = "") -> FileFacts | None:
    if document is None:
        return None
    extension = str(document.file_extension).lower()
    kind = KINDS.get(extension, extension.upper())
    return FileFacts(name or document.title, document.url, kind, size_words(_size_of(document)))


def _size_of(document: Any) -> int | None:
    """As it was noted at the upload; Wagtail's own question would write it down, and nothing is written by reading."""
    if document.file_size is not None:
        return int(document.file_size)
    try:
        return int(document.file.size)
    except OSError:
        return None


def size_words(size: int | None) -> str:
    """Rounded up: nothing is 0 KB."""
    if size is None:
        return ""
    if size < 1024 * 1024:
        return f"{max(1, -(-size // 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
