"""What this app keeps: one noun a file."""

from notices.models.agency import Agency, FormerName
from notices.models.announcement import AnnouncementPage, Attachment
from notices.models.call import CallPage
from notices.models.call_rows import CallBasis, CallBatch, CallContact, CallMaterial
from notices.models.call_term import BatchTerm, CallTerm
from notices.models.comment import Comment, CommentChange, CommentSerial, CommentTry
from notices.models.comment_summary import CommentSummaryPage, CommentSummaryRow
from notices.models.expiry_notice import ExpiryNotice
from notices.models.extension import Extension, ExtensionPage
from notices.models.number_held import NumberHeld
from notices.models.provision import Citation, Provision
from notices.models.provision_set import ProvisionSet, Purpose
from notices.models.regulation import RegulationPage, Replacement
from notices.models.regulation_change import RegulationChangePage
from notices.models.upload import Upload

__all__ = [
    "Agency", "AnnouncementPage", "Attachment", "BatchTerm", "CallBasis", "CallBatch", "CallContact", "CallMaterial",
    "CallPage", "CallTerm", "Citation", "Comment", "CommentChange", "CommentSerial", "CommentSummaryPage",
    "CommentSummaryRow", "CommentTry", "ExpiryNotice", "Extension", "ExtensionPage", "FormerName", "NumberHeld",
    "Provision", "ProvisionSet", "Purpose", "RegulationChangePage", "RegulationPage", "Replacement", "Upload",
]  # fmt: skip
