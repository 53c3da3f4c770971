"""The desk panels the ground floor has: what waits, what was sent, drafts, changes, and what needs mending."""

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Revision

from foundation.acts.changes import changes_for
from foundation.acts.sealed_titles import visible_to
from foundation.acts.sent import pages_sent_by
from foundation.acts.waiting import something_may_wait_for, waiting_for
from foundation.clock import now
from foundation.desk import DeskPanel, desk_panel
from foundation.furniture import Furniture
from foundation.health import Level, findings
from foundation.models import PublishedAct, ScheduledPublication, User
from foundation.office.listing import proposed_by
from foundation.roles import Role
from foundation.standing import standing_of

ROWS = 8
WAITING_ROWS = 20


@desk_panel(5)
def waiting_for_me(request: HttpRequest) -> DeskPanel | None:
    """Pages, office acts and whatever else there is, in one list."""
    if not isinstance(request.user, User) or not something_may_wait_for(request.user):
        return None
    rows = waiting_for(request.user, Furniture(request).identity.handling_days)
    context = {"rows": rows[:WAITING_ROWS], "more": max(len(rows) - WAITING_ROWS, 0)}
    return DeskPanel("等我办理", "admin/desk/waiting.html", context)


@desk_panel(8)
def what_i_sent(request: HttpRequest) -> DeskPanel | None:
    if not isinstance(request.user, User):
        return None
    rows = pages_sent_by(request.user, WAITING_ROWS) + proposed_by(request.user, WAITING_ROWS)
    rows.sort(key=lambda row: row.at, reverse=True)
    return DeskPanel("我送审的", "admin/desk/sent.html", {"rows": rows[:WAITING_ROWS]}) if rows else None


@desk_panel(30)
def what_changed(request: HttpRequest) -> DeskPanel | None:
    rows = changes_for(request.user, request) if isinstance(request.user, User) else []
    return DeskPanel("最近变化", "admin/desk/changes.html", {"rows": rows}) if rows else None


@desk_panel(6)
def signed_and_waiting_for_its_hour(request: HttpRequest) -> DeskPanel | None:
    """To those who have to do with it; who signs here may take the signature back."""
    if not isinstance(request.user, User):
        return None
    standing = standing_of(request.user)
    concerned = standing.paths(Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)
    rows = ScheduledPublication.objects.under(concerned).select_related("page", "signed_by")[:ROWS]
    shown = [(row, standing.may(Role.SIGNATORY, row.page) and row.publish_at > now()) for row in rows]
    return DeskPanel("已签发，待发布", "admin/desk/scheduled.html", {"rows": shown}) if shown else None


@desk_panel(20)
def sealed_away(request: HttpRequest) -> DeskPanel | None:
    """The archivist's reading room."""
    if not isinstance(request.user, User):
        return None
    paths = standing_of(request.user).paths(Role.ARCHIVIST)
    if not paths:
        return None
    branches = Q(pk__in=())
    for path in paths:
        branches |= Q(page__path__startswith=path)
    marks = PublishedAct.objects.filter(branches, sealing__isnull=False).select_related("page", "sealing")
    rows = list(marks.order_by("-sealed_at")[:ROWS])
    return DeskPanel("封存的内容", "admin/desk/sealed.html", {"rows": rows}) if rows else None


@desk_panel(10)
def my_drafts(request: HttpRequest) -> DeskPanel | None:
    """Pages whose latest revision this person made and that are not yet published as they stand."""
    if not isinstance(request.user, User) or not standing_of(request.user).anywhere(Role.EDITOR):
        return None
    latest = Revision.page_revisions.filter(user=request.user).values("pk")
    drafts = Page.objects.filter(latest_revision__in=latest, has_unpublished_changes=True)
    pages = list(visible_to(request.user, drafts).order_by("-latest_revision_created_at")[:ROWS])
    return DeskPanel("我的草稿", "admin/desk/my_drafts.html", {"pages": pages})


@desk_panel(90)
def what_needs_mending(request: HttpRequest) -> DeskPanel | None:
    if not isinstance(request.user, User) or not standing_of(request.user).anywhere(Role.SYSTEM_ADMINISTRATOR):
        return None
    wrong = [(check, found) for check, found in findings() if found.level is not Level.OK]
    return DeskPanel("系统状态", "admin/desk/health.html", {"findings": wrong})
