"""What this app keeps: one noun a file."""

from notices.models.announcement import AnnouncementPage
from notices.models.comment import Comment, CommentChange, CommentSerial, CommentTry
from notices.models.comment_summary import CommentSummaryPage, CommentSummaryRow
from notices.models.number_held import NumberHeld
from notices.models.provision import Citation, Provision
from notices.models.provision_set import ProvisionSet, Purpose
from notices.models.regulation import RegulationPage, Replacement
from notices.models.regulation_change import RegulationChangePage
from notices.models.upload import Upload

__all__ = [
    "AnnouncementPage", "Citation", "Comment", "CommentChange", "CommentSerial", "CommentSummaryPage",
    "CommentSummaryRow", "CommentTry", "NumberHeld", "Provision", "ProvisionSet", "Purpose", "RegulationChangePage",
    "RegulationPage", "Replacement", "Upload",
]  # fmt: skip
