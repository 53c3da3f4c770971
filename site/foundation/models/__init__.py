"""One noun a file."""

from foundation.models.act_file import ActFile
from foundation.models.act_on_act import ActOnAct
from foundation.models.act_page import ActPage
from foundation.models.approval import Approval
from foundation.models.base_page import BasePage
from foundation.models.case import Case
from foundation.models.checked_file import CheckedFile
from foundation.models.correction import Correction, CorrectionPage
from foundation.models.holding import RoleHolding
from foundation.models.holiday_notice import CalendarDay, HolidayNotice
from foundation.models.identity import BureauIdentity
from foundation.models.ledger import LedgerAnchor, LedgerEntry
from foundation.models.office_act import OfficeAct
from foundation.models.outbox import OutboxMessage
from foundation.models.period_page import PeriodPage
from foundation.models.permit import Permit
from foundation.models.published_act import PublishedAct
from foundation.models.scheduled import ScheduledPublication
from foundation.models.sealing import SealingPage
from foundation.models.section import SectionPage
from foundation.models.security_event import SecurityEvent
from foundation.models.site_finding import SiteCheckRun, SiteFinding
from foundation.models.tasks import ReviewTask, SignTask
from foundation.models.term import Term, TermMove
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
    "CalendarDay",
    "Case",
    "CheckedFile",
    "Correction",
    "CorrectionPage",
    "HolidayNotice",
    "LedgerAnchor",
    "LedgerEntry",
    "OfficeAct",
    "OutboxMessage",
    "PeriodPage",
    "Permit",
    "PublishedAct",
    "ReviewTask",
    "RoleHolding",
    "ScheduledPublication",
    "SealingPage",
    "SectionPage",
    "SecurityEvent",
    "SignTask",
    "SiteCheckRun",
    "SiteFinding",
    "Term",
    "TermMove",
    "Transition",
    "User",
    "WithdrawalPage",
    "WorkerHeartbeat",
]
