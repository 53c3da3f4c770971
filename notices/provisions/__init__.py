"""The reader: a regulation's text into provisions with addresses. Pure: no Django, no clock, no files."""

from notices.provisions.reading import Reading, read

__all__ = ["Reading", "read"]
