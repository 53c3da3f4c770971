"""One noun a file."""

from portal.models.home import HomeEntrance, HomePage
from portal.models.text import TextPage

__all__ = ["HomeEntrance", "HomePage", "TextPage"]
