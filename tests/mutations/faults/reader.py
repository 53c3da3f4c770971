"""The reader of regulations: numerals, dates, citations, files from strangers."""

from tests.mutations.fault import Fault

ROOM = "reader"

FAULTS = (
    Fault(
        name="the tenth article is cited as 第一十条",
        room=ROOM,
        snippet='return parts[1:] if parts.startswith("一十") else parts',
        becomes="return parts",
        neighbourhood=("test_marks",),
    ),
    Fault(
        name="on its last day a document is read as expired",
        room=ROOM,
        snippet="if validity.expires_on and validity.expires_on < day:",
        becomes="if validity.expires_on and validity.expires_on <= day:",
        neighbourhood=("test_metadata",),
    ),
    Fault(
        name="a term of months is read as one of years",
        room=ROOM,
        snippet='return None, (count, 0) if spoken["unit"] == "年" else (0, count), spoken[0]',
        becomes="return None, (count, 0), spoken[0]",
        neighbourhood=("test_metadata",),
    ),
    Fault(
        name="an earlier document of the same name is not cited",
        room=ROOM,
        snippet='in (own, "") and number in (None, own_number)',
        becomes='in (own, "")',
        neighbourhood=("test_forms_of_letters",),
    ),
    Fault(
        name="thirty days from an event end a day too late",
        room=ROOM,
        snippet="return event_day + timedelta(days=rule.count - (1 if counting_first else 0))",
        becomes="return event_day + timedelta(days=rule.count + (0 if counting_first else 1))",
        neighbourhood=("test_effective",),
    ),
    Fault(
        name="the first reading of a rule is not the law's own",
        room=ROOM,
        snippet="return tuple({one.day: one for one in reversed(found)}.values())[::-1]",
        becomes="return tuple({one.day: one for one in reversed(found)}.values())",
        neighbourhood=("test_effective",),
    ),
    Fault(
        name="a file that swells to a thousand times its size is read",
        room=ROOM,
        snippet="tight = len(content) > RATIO_COUNTS_FROM and len(content) > AT_MOST_RATIO * max(part.compress_size, 1)",
        becomes="tight = False",
        neighbourhood=("test_kinds_and_refusals",),
    ),
    Fault(
        name="a document that repeals another is read as repealed itself",
        room=ROOM,
        snippet='if "废止" in word or _REPEALED.search(text):',
        becomes='if "废止" in text:',
        neighbourhood=("test_forms_of_letters", "test_metadata"),
    ),
)
