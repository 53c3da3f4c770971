"""The text of a Word document as its reader sees it."""

from notices.provisions.sources.docx.reading import read_docx

__all__ = ["read_docx"]
