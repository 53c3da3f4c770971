"""The desk panels the ground floor has: a person's own drafts, and for administrators what needs mending."""

from django.http import HttpRequest
from wagtail.models import Page, Revision

from foundation.desk import DeskPanel, desk_panel
from foundation.health import Level, findings

ROWS = 8


@desk_panel(10)
def my_drafts(request: HttpRequest) -> DeskPanel | None:
    """Pages whose latest revision this person made and that are not yet published as they stand."""
    latest = Revision.page_revisions.filter(user=request.user).values("pk")
    pages = list(
        Page.objects.filter(latest_revision__in=latest, has_unpublished_changes=True).order_by(
            "-latest_revision_created_at"
        )[:ROWS]
    )
    return DeskPanel("我的草稿", "admin/desk/my_drafts.html", {"pages": pages})


@desk_panel(90)
def what_needs_mending(request: HttpRequest) -> DeskPanel | None:
    if not request.user.has_perm("wagtailcore.change_site"):
        return None
    wrong = [(check, found) for check, found in findings() if found.level is not Level.OK]
    return DeskPanel("系统状态", "admin/desk/health.html", {"findings": wrong})
