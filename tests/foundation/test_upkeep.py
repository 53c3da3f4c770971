"""What the worker removes by itself: rows of the security log past their time, sessions that ended."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import CommandError

from foundation.clock import now
from foundation.models import SecurityEvent
from foundation.outbox import upkeep
from foundation.outbox.registry import handling, ticks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["prune_security_log", "clear_sessions"])
def test_the_worker_does_it_once_a_day(name: str) -> None:
    topic = f"every:foundation.outbox.upkeep.{name}"
    assert topic in ticks()
    how = handling(topic)
    assert how is not None
    assert how.again == timedelta(days=1)


def logged(days_ago: int) -> SecurityEvent:
    return SecurityEvent.objects.create(at=now() - timedelta(days=days_ago), kind=SecurityEvent.Kind.SIGNED_IN)


def test_rows_of_the_log_past_their_time_go_and_no_others(settings: django_settings) -> None:
    settings.SECURITY_LOG_KEEP_DAYS = 400
    logged(401)
    kept = logged(399)
    upkeep.prune_security_log()
    upkeep.prune_security_log()
    assert list(SecurityEvent.objects.all()) == [kept]


def test_fewer_days_than_the_law_asks_for_is_a_failure_and_removes_nothing(settings: django_settings) -> None:
    settings.SECURITY_LOG_KEEP_DAYS = 30
    logged(100)
    with pytest.raises(CommandError, match="六个月"):
        upkeep.prune_security_log()
    assert SecurityEvent.objects.exists()


def test_sessions_that_ended_go_and_no_others() -> None:
    for seconds in (-60, 60):
        session = SessionStore()
        session.set_expiry(seconds)
        session["who"] = seconds
        session.save()
    upkeep.clear_sessions()
    (left,) = Session.objects.all()
    assert left.get_decoded()["who"] == 60
