"""One noun a file."""

from notices.models.announcement import AnnouncementPage, Attachment
from notices.models.call import CallPage
from notices.models.call_rows import CallBasis, CallBatch, CallContact, CallMaterial
from notices.models.call_term import BatchTerm, CallTerm
from notices.models.extension import Extension, ExtensionPage

__all__ = [
    "AnnouncementPage",
    "Attachment",
    "BatchTerm",
    "CallBasis",
    "CallBatch",
    "CallContact",
    "CallMaterial",
    "CallPage",
    "CallTerm",
    "Extension",
    "ExtensionPage",
]
