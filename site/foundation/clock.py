"""The one clock. Whatever depends on now asks here, at the moment it is needed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This instant, aware, in Asia/Shanghai."""
    return timezone.now().astimezone(SHANGHAI)


def today() -> date:
    """The date in Asia/Shanghai, whatever the server's own time zone is."""
    return now().date()
