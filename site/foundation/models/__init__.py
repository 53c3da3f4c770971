"""One noun a file."""

from foundation.models.base_page import BasePage
from foundation.models.identity import BureauIdentity
from foundation.models.section import SectionPage
from foundation.models.security_event import SecurityEvent
from foundation.models.user import User
from foundation.models.worker_heartbeat import WorkerHeartbeat

__all__ = ["BasePage", "BureauIdentity", "SectionPage", "SecurityEvent", "User", "WorkerHeartbeat"]
