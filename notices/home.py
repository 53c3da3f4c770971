"""What this app puts on the home page."""

from django.http import HttpRequest

from foundation.home import HomeBlock, Slot, home_block
from foundation.visibility import public_pages
from notices.models import AnnouncementPage

NEWEST = 6


@home_block(Slot.DECISIONS)
def newest_announcements(request: HttpRequest) -> HomeBlock | None:
    rows = list(public_pages(AnnouncementPage.objects.all()).order_by("-first_published_at", "-pk")[:NEWEST])
    if not rows:
        return None
    return HomeBlock("认定与公告", "public/home/rows.html", {"rows": rows})
