"""One noun a file."""

from foundation.models.base_page import BasePage
from foundation.models.case import Case
from foundation.models.holding import RoleHolding
from foundation.models.identity import BureauIdentity
from foundation.models.ledger import LedgerAnchor, LedgerEntry
from foundation.models.section import SectionPage
from foundation.models.security_event import SecurityEvent
from foundation.models.transition import Transition
from foundation.models.user import User
from foundation.models.worker_heartbeat import WorkerHeartbeat

__all__ = [
    "BasePage",
    "BureauIdentity",
    "Case",
    "LedgerAnchor",
    "LedgerEntry",
    "RoleHolding",
    "SectionPage",
    "SecurityEvent",
    "Transition",
    "User",
    "WorkerHeartbeat",
]
