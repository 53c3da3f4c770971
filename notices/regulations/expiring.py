"""Regulations about to run out: to their editors and signatories on the desk, and by letter at 90 and at 30 days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from foundation.clock import now, today
from foundation.desk import DeskPanel, desk_panel
from foundation.mail.sending import letter, post
from foundation.models import User
from foundation.outbox import every
from foundation.roles import Role
from foundation.standing import holders, may_act_as, standing_of
from foundation.visibility import listed_pages
from notices.lives import lives_of
from notices.models import ExpiryNotice, RegulationChangePage, RegulationPage
from notices.validity import Life, State, expiry_ahead, standing_on

# The letters, the earliest first; the first is also how far the desk looks ahead.
AHEAD = (90, 30)
# What ran out longer ago than this, and nobody followed up, is not on the desk for ever.
REMEMBERED = timedelta(days=365)
KIND = "regulation_expiring"


@dataclass(frozen=True, slots=True)
class Expiring:
    page: RegulationPage
    last_day: date
    days: int  # to the last day; below nought it has run out

    @property
    def is_over(self) -> bool:
        return self.days < 0

    @property
    def says(self) -> str:
        if self.is_over:
            return f"已于{-self.days}天前到期失效"
        return "今天是有效期的最后一日" if self.days == 0 else f"还有{self.days}天到期"


def expiring(pages: QuerySet[RegulationPage], day: date) -> list[Expiring]:
    """Those of them near their last day or past it, with nothing in their place; the nearest first. Three queries."""
    candidates = list(_candidates(pages, day))
    lives = lives_of(candidates) if candidates else {}
    rows = (_expiring(page, lives[page.pk], day) for page in candidates)
    found = [row for row in rows if row is not None]
    return sorted(found, key=lambda row: (row.last_day, row.page.pk))


def _candidates(pages: QuerySet[RegulationPage], day: date) -> QuerySet[RegulationPage]:
    near = {"expires_on__lte": day + timedelta(days=AHEAD[0])}
    acts = RegulationChangePage.objects.filter(target=OuterRef("pk"), **near)
    found: QuerySet[RegulationPage] = listed_pages(pages).filter(Q(**near) | Exists(acts))
    return found


def _expiring(page: RegulationPage, life: Life, day: date) -> Expiring | None:
    last_day = expiry_ahead(day, life)
    state = standing_on(day, life).state
    if last_day is None or not (state.holds or state in (State.NOT_YET, State.EXPIRED)):
        return None
    if any(one.on <= last_day + timedelta(days=1) and one.counts_on(max(day, one.on)) for one in life.repeals):
        return None  # what takes its place is already known
    days = (last_day - day).days
    if days > AHEAD[0] or last_day < day - REMEMBERED:
        return None
    return Expiring(page, last_day, days)


@desk_panel(7)
def running_out(request: HttpRequest) -> DeskPanel | None:
    if not isinstance(request.user, User):
        return None
    paths = standing_of(request.user).paths(Role.EDITOR, Role.SIGNATORY)
    if not paths:
        return None
    rows = expiring(RegulationPage.objects.filter(_under(paths)), today())
    return DeskPanel("即将到期的法规文件", "admin/desk/expiring.html", {"rows": rows}) if rows else None


def _under(paths: Iterable[str]) -> Q:
    branches = Q(pk__in=())
    for path in paths:
        branches |= Q(path__startswith=path)
    return branches


@every(hours=24)
def tell_the_editors() -> int:
    """At 90 and at 30 days before the last day, once each: a worker that was stopped that day tells it the next."""
    told = 0
    for row in expiring(RegulationPage.objects.all(), today()):
        ahead = min((days for days in AHEAD if 0 <= row.days <= days), default=None)
        if ahead is None:
            continue
        with transaction.atomic():
            notice, is_new = ExpiryNotice.objects.get_or_create(
                regulation=row.page, last_day=row.last_day, days_ahead=ahead, defaults={"at": now()}
            )
            if is_new:
                post(KIND, notice.pk, holders(Role.EDITOR, row.page))
                told += 1
    return told


@letter(KIND, "有一份法规文件即将到期", "mail/regulation_expiring.txt")
def about_the_expiry(about: int, reader: User) -> dict[str, Any] | None:
    """Not sent when it was extended, replaced or taken down meanwhile, or when the reader edits there no more."""
    notice = ExpiryNotice.objects.filter(pk=about).select_related("regulation").first()
    if notice is None or not notice.regulation.live or not may_act_as(reader, Role.EDITOR, notice.regulation):
        return None
    rows = expiring(RegulationPage.objects.filter(pk=notice.regulation_id), today())
    if not rows or rows[0].last_day != notice.last_day:
        return None
    return {
        "title": notice.regulation.title,
        "section": notice.regulation.get_parent().title,
        "last_day": notice.last_day,
        "says": rows[0].says,
        "path": reverse("wagtailadmin_pages:edit", args=[notice.regulation_id]),
    }
