"""One noun a file."""

from foundation.models.act_file import ActFile
from foundation.models.act_on_act import ActOnAct
from foundation.models.act_page import ActPage
from foundation.models.approval import Approval
from foundation.models.base_page import BasePage
from foundation.models.case import Case
from foundation.models.correction import Correction, CorrectionPage
from foundation.models.holding import RoleHolding
from foundation.models.identity import BureauIdentity
from foundation.models.ledger import LedgerAnchor, LedgerEntry
from foundation.models.office_act import OfficeAct
from foundation.models.outbox import OutboxMessage
from foundation.models.permit import Permit
from foundation.models.published_act import PublishedAct
from foundation.models.scheduled import ScheduledPublication
from foundation.models.sealing import SealingPage
from foundation.models.section import SectionPage
from foundation.models.security_event import SecurityEvent
from foundation.models.tasks import ReviewTask, SignTask
from foundation.models.transition import Transition
from foundation.models.user import User
from foundation.models.withdrawal import WithdrawalPage
from foundation.models.worker_heartbeat import WorkerHeartbeat

__all__ = [
    "ActFile",
    "ActOnAct",
    "ActPage",
    "Approval",
    "BasePage",
    "BureauIdentity",
    "Case",
    "Correction",
    "CorrectionPage",
    "LedgerAnchor",
    "LedgerEntry",
    "OfficeAct",
    "OutboxMessage",
    "Permit",
    "PublishedAct",
    "ReviewTask",
    "RoleHolding",
    "ScheduledPublication",
    "SealingPage",
    "SectionPage",
    "SecurityEvent",
    "SignTask",
    "Transition",
    "User",
    "WithdrawalPage",
    "WorkerHeartbeat",
]
