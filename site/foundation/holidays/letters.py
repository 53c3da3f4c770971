"""Who is told when the calendar changes: those who watch, and those whose published dates it touched."""

from typing import Any

from django.urls import reverse

from foundation.mail.letters import supervisors
from foundation.mail.sending import letter, post
from foundation.models.holiday_notice import HolidayNotice
from foundation.models.user import User
from foundation.outbox import handles
from foundation.roles import Role
from foundation.standing import holders


@handles("calendar_changed")
def to_those_it_concerns(notice: int) -> None:
    row = HolidayNotice.objects.select_related("act__proposed_by").filter(pk=notice).first()
    if row is None:
        return
    readers = {reader.pk: reader for reader in supervisors()}
    if row.act is not None:
        readers[row.act.proposed_by_id] = row.act.proposed_by
    for move in row.moves.select_related("term__page"):
        for role in (Role.EDITOR, Role.SIGNATORY):
            readers |= {reader.pk: reader for reader in holders(role, move.term.page)}
    post("calendar_changed", notice, list(readers.values()))


@letter("calendar_changed", "工作日历有变动", "mail/calendar_changed.txt")
def calendar_changed(about: int, reader: User) -> dict[str, Any] | None:
    notice = HolidayNotice.objects.filter(pk=about).first()
    if notice is None:
        return None
    moves = list(notice.moves.all())
    return {
        "notice": notice,
        "moved": sum(not move.was_kept for move in moves),
        "kept": sum(move.was_kept for move in moves),
        "path": f"{reverse('calendar')}?year={notice.year}",
    }
