"""The four places of the home page, and what each says on a day it has nothing to show."""

from dataclasses import dataclass

from django.http import HttpRequest

from foundation.clock import now, today
from foundation.home import HomeBlock, Slot, fill
from foundation.official_calendar import official_calendar
from foundation.periods import Period
from foundation.ruler import ruler

USUAL_WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class FilledSlot:
    code: str
    wide: bool
    block: HomeBlock


def filled_slots(request: HttpRequest) -> list[FilledSlot]:
    """Every slot with something to show or something useful to say, in the order of the page."""
    slots: list[FilledSlot] = []
    for code, wide in ((Slot.PUBLICITY, True), (Slot.CALLS, False), (Slot.REGULATIONS, False), (Slot.DECISIONS, False)):
        block = fill(code, request)
        if block is None and code is Slot.PUBLICITY:
            block = nothing_under_publicity()
        if block is not None:
            slots.append(FilledSlot(code.value, wide, block))
    return slots


def nothing_under_publicity() -> HomeBlock:
    """No list is open today: say so, and show how five working days from today would be counted."""
    sheet = Period.working_days(USUAL_WORKING_DAYS, today()).on(official_calendar())
    example = ruler(sheet, now(), "从明天起数五个工作日")
    return HomeBlock("正在公示", "public/home/no_publicity.html", {"ruler": example, "sheet": sheet})
