"""The official calendar as the database has it: what the notices entered say, the latest word on a date.

Kept in the process for speed and never across a change: which notice is the newest is asked of the database once a
request, and anew by every act that rests on it.
"""

from contextvars import ContextVar
from uuid import UUID

from foundation.middleware.requests import this_request
from foundation.models.holiday_notice import CalendarDay, HolidayNotice
from foundation.working_calendar import Kind, Notice, Special, WorkingCalendar

# The calendar this process read last, and the token of the newest notice in it.
_latest: tuple[UUID | None, WorkingCalendar] | None = None
# What the request at hand has seen: one request speaks of one calendar.
_seen: ContextVar[tuple[object, WorkingCalendar] | None] = ContextVar("calendar_of_the_request", default=None)


def official_calendar(*, fresh: bool = False) -> WorkingCalendar:
    """The calendar in force. `fresh` asks the database even where this request has asked before: for acts."""
    global _latest
    asking = this_request.get()
    seen = _seen.get()
    if not fresh and asking is not None and seen is not None and seen[0] is asking:
        return seen[1]
    newest = HolidayNotice.objects.order_by("-pk").values_list("pk", "token").first() or (0, None)
    latest = _latest
    if latest is None or latest[0] != newest[1]:
        latest = _latest = (newest[1], read_calendar(newest[0]))
    _seen.set((asking, latest[1]) if asking is not None else None)
    return latest[1]


def read_calendar(version: int) -> WorkingCalendar:
    """The calendar as it was when this notice was the newest."""
    notices = {row.pk: row for row in HolidayNotice.objects.filter(pk__lte=version).defer("text").order_by("pk")}
    special = {}
    cited = {pk: Notice(row.title, row.number) for pk, row in notices.items()}
    days = CalendarDay.objects.filter(notice__lte=version).order_by("notice", "date")
    for notice, day, kind, name in days.values_list("notice", "date", "kind", "name"):
        if kind == CalendarDay.Kind.ORDINARY:
            ordinary = Kind.WEEKEND if day.weekday() >= 5 else Kind.WORKDAY
            special[day] = Special(ordinary, "", cited[notice])
        else:
            special[day] = Special(Kind(kind), name, cited[notice])
    return WorkingCalendar(special, {row.year for row in notices.values() if row.settles}, version)
