"""One noun a file."""

from notices.models.agency import Agency, FormerName
from notices.models.announcement import AnnouncementPage

__all__ = ["Agency", "AnnouncementPage", "FormerName"]
