"""From the bytes of a regulation's file to its text. Pure: no Django, no clock, no settings."""

from notices.provisions.sources.reading import AT_MOST, read_file
from notices.provisions.sources.source import CannotRead, Source

__all__ = ["AT_MOST", "CannotRead", "Source", "read_file"]
