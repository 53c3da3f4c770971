"""What this app puts on the home page."""

from django.http import HttpRequest

from foundation.clock import today
from foundation.home import HomeBlock, Slot, home_block
from foundation.visibility import public_pages
from notices.models import AnnouncementPage
from notices.regulations.in_force import in_force

NEWEST = 6


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
