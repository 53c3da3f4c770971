"""What an uploaded attachment is, and what in it must not become public. Pure: no Django."""

from notices.attachments.checking import check_upload
from notices.attachments.findings import Finding
from notices.attachments.names import safe_name

__all__ = ["Finding", "check_upload", "safe_name"]
