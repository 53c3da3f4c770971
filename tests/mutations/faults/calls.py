"""Calls: how they stand at an instant, what moves their closing, the calendar file."""

from tests.mutations.fault import Fault

ROOM = "calls"

FAULTS = (
    Fault(
        name="a call is open at the instant it closes",
        room=ROOM,
        snippet="return CallState.EXTENDED if moment < self.closing.stands else CallState.CLOSED",
        becomes="return CallState.EXTENDED if moment <= self.closing.stands else CallState.CLOSED",
        neighbourhood=("test_states",),
    ),
    Fault(
        name="a call is not open at the instant it opens",
        room=ROOM,
        snippet="if moment < self.opens:",
        becomes="if moment <= self.opens:",
        neighbourhood=("test_states",),
    ),
    Fault(
        name="the list says of a call that opens now that it is to come",
        room=ROOM,
        snippet="When(term__opens_at__gt=moment, then=says(CallState.UPCOMING)),",
        becomes="When(term__opens_at__gte=moment, then=says(CallState.UPCOMING)),",
        neighbourhood=("test_lists",),
    ),
    Fault(
        name="a second extension is earlier than the first",
        room=ROOM,
        snippet="elif until <= cut_off.stands:",
        becomes="elif until <= cut_off.first:",
        neighbourhood=("test_extension",),
    ),
    Fault(
        name="a closed call is opened again by an extension",
        room=ROOM,
        snippet="    if cut_off.stands <= moment:\n",
        becomes="    if cut_off.stands < cut_off.first:\n",
        neighbourhood=("test_extension",),
    ),
    Fault(
        name="a correction closes a call earlier than it was published",
        room=ROOM,
        snippet="elif stated < published.first:",
        becomes="elif stated < now():",
        neighbourhood=("test_call_gates",),
    ),
    Fault(
        name="a correction forgets an extension",
        room=ROOM,
        snippet='"closes_at": closing.stands if closing else None,',
        becomes='"closes_at": closing.first if closing else None,',
        neighbourhood=("test_call_gates", "test_extension"),
    ),
    Fault(
        name="a call is published whose closing has passed while it waited",
        room=ROOM,
        snippet="        bars += bars_when_over(page)  # a signed hour may come late",
        becomes="        pass",
        neighbourhood=("test_call_gates",),
    ),
    Fault(
        name="a comma ends a word of the calendar file",
        room=ROOM,
        snippet='.replace(";", "\\\\;").replace(",", "\\\\,")',
        becomes='.replace(";", "\\\\;")',
        neighbourhood=("test_icalendar",),
    ),
    Fault(
        name="a line of the calendar file is longer than its standard allows",
        room=ROOM,
        snippet="if size + octets > LONGEST_LINE:",
        becomes="if size > LONGEST_LINE:",
        neighbourhood=("test_icalendar",),
    ),
    Fault(
        name="the call that closes last stands first",
        room=ROOM,
        snippet='.order_by("rank", F("soonest").asc(nulls_last=True), "-first_published_at", "-pk")',
        becomes='.order_by("rank", F("soonest").desc(nulls_last=True), "-first_published_at", "-pk")',
        neighbourhood=("test_lists",),
    ),
)
