"""When a document was issued: the day under its signature, or the last day it was passed or published."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from notices.provisions.ending import DATE_ALONE, begins_with_day
from notices.provisions.metadata.dates import DATE, date_of, dates_in
from notices.provisions.metadata.field import Regions

_ENACTED = re.compile(r"通过|公布|发布|修订|修正|批准|颁布")
_LONGEST_NOTE = 4
_IMPRINT = re.compile(rf"(?P<date>{DATE.pattern}) ?印(?:发|制)")


def issued_on(regions: Regions) -> date | None:
    for pieces in (regions.head, regions.tail):
        for piece in pieces:
            if DATE_ALONE.match(piece.text) and "印发" not in piece.text:
                for day, _, _ in dates_in(piece.text):
                    return day
    return _headed(regions) or _enacted(regions)


def sent_on(regions: Regions) -> date | None:
    """The day of the imprint: 2020年6月18日印发."""
    for piece in regions.around:
        found = _IMPRINT.search(piece.text)
        if found:
            return date_of(found)
    return None


def _headed(regions: Regions) -> date | None:
    days = (entry.day for kind in ("written", "published") for entry in regions.header.of(kind))
    return next((day for day in days if day), None)


def _whole(notes: Sequence[str]) -> Iterator[str]:
    """A note that says a day, and below it what was decided on it, put together."""
    begun: list[str] = []
    for text in notes:
        goes_on = begun and not begins_with_day(text) and not _ENACTED.search(begun[-1]) and len(begun) < _LONGEST_NOTE
        if begun and not goes_on:
            yield "".join(begun)
            begun = []
        if begun or begins_with_day(text):
            begun.append(text)
        else:
            yield text
    yield "".join(begun)


def _enacted(regions: Regions) -> date | None:
    """（2019年…通过 2023年…修订 自…起施行）: the latest day but those of taking effect."""
    days: list[date] = []
    for text in _whole(regions.notes):
        if text.endswith(":"):
            continue
        found = list(dates_in(text))
        for place, (day, begin, end) in enumerate(found):
            until = found[place + 1][1] if place + 1 < len(found) else len(text)
            said = text[end:until]
            if (
                _ENACTED.search(said)
                and not text[:begin].endswith("自")
                and text.count("《", 0, begin) <= text.count("》", 0, begin)
            ):
                days.append(day)
    return max(days, default=None)
