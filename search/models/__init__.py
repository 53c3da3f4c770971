"""One noun a file."""

from search.models.archive_query import ArchiveQuery, ArchiveQuerySection

__all__ = ["ArchiveQuery", "ArchiveQuerySection"]
