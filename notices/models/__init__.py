"""One noun a file."""

from notices.models.announcement import AnnouncementPage

__all__ = ["AnnouncementPage"]
