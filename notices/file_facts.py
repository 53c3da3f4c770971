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
    return FileFacts(
        name or document.title,
        document.url,
        KINDS.get(extension, extension.upper()),
        size_words(document.get_file_size()),
    )


def size_words(size: int | None) -> str:
    """Rounded up: nothing is 0 KB."""
    if size is None:
        return ""
    if size < 1024 * 1024:
        return f"{max(1, -(-size // 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
