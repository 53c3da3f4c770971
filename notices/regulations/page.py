"""What the public page of a regulation shows."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from foundation.clock import today
from notices.models import Provision, RegulationPage
from notices.validity import standing_on, version_on


def context_of(page: RegulationPage, request: HttpRequest) -> dict[str, Any]:
    day = _day_asked(request) or today()
    version = version_on(day, page.life)
    provisions = list(Provision.objects.filter(of_id=version.text).order_by("order")) if version.text else []
    return {
        "day": day,
        "version": version,
        "standing": standing_on(day, page.life),
        "provisions": provisions,
    }


def _day_asked(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
