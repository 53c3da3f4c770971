"""The demo lies around today: its days are counted back from now."""

from datetime import datetime, timedelta
from typing import Any

from wagtail.models import Page

from foundation.acts.performing import performing
from foundation.clock import now


def days_ago(days: int) -> datetime:
    return (now() - timedelta(days=days)).replace(hour=9, minute=30, second=0, microsecond=0)


def laid_back(page: Any) -> None:
    """As if it had last been published on the day it was first."""
    with performing(page):
        Page.objects.filter(pk=page.pk).update(last_published_at=page.first_published_at)
