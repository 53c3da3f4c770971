"""What this app puts on the home page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from foundation.clock import now, today
from foundation.home import HomeBlock, Slot, home_block
from foundation.visibility import public_pages
from notices.calls.hours import short_closing
from notices.calls.querying import running
from notices.calls.states import CallState
from notices.models import AnnouncementPage
from notices.regulations.in_force import in_force

NEWEST = 6


@home_block(Slot.CALLS)
def open_calls(request: HttpRequest) -> HomeBlock | None:
    """Those one can apply to now, the next to close first."""
    rows = [_row(page) for page in public_pages(running(now()))[:NEWEST]]
    if not rows:
        return None
    return HomeBlock("正在申报", "public/home/calls.html", {"rows": rows}, reverse("calls"), "全部通知")


def _row(page: Any) -> dict[str, Any]:
    until = f"{short_closing(page.closes_next)}止" if page.closes_next else "长期"
    extended = page.state_code == CallState.EXTENDED
    return {"title": page.title, "url": page.url, "until": until, "extended": extended}


@home_block(Slot.DECISIONS)
def newest_announcements(request: HttpRequest) -> HomeBlock | None:
    rows = list(public_pages(AnnouncementPage.objects.all()).order_by("-first_published_at", "-pk")[:NEWEST])
    if not rows:
        return None
    return HomeBlock("认定与公告", "public/home/rows.html", {"rows": rows})


@home_block(Slot.REGULATIONS)
def newest_regulations(request: HttpRequest) -> HomeBlock | None:
    """Those in force, in one query: the home page has no more to spend."""
    rows = list(public_pages(in_force(today())).order_by("-first_published_at", "-pk")[:NEWEST])
    if not rows:
        return None
    return HomeBlock("政策法规", "public/home/rows.html", {"rows": rows}, "/regulations/", "全部法规")
