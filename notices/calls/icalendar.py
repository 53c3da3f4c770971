"""A small writer of iCalendar files (RFC 5545): events with a stable UID, lines folded at 75 octets. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_LINE = 75
PRODUCT = "-//Gongshi//Calls//ZH"


@dataclass(frozen=True, slots=True)
class Event:
    uid: str
    starts: datetime
    ends: datetime
    summary: str
    description: str
    url: str
    sequence: int
    changed: datetime
    cancelled: bool = False


def calendar(events: Iterable[Event]) -> str:
    """The whole file; every line ends in CRLF."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines += _lines_of(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _lines_of(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{utc(event.changed)}"
    yield f"LAST-MODIFIED:{utc(event.changed)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{utc(event.starts)}"
    yield f"DTEND:{utc(event.ends)}"
    yield f"SUMMARY:{escape(event.summary)}"
    yield f"DESCRIPTION:{escape(event.description)}"
    yield f"URL:{_one_line(event.url)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text: str) -> str:
    r"""TEXT: backslash, semicolon and comma escaped, a new line written \n; what is no character is left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(letter for letter in text if letter in "\n\t" or (ord(letter) >= 0x20 and ord(letter) != 0x7F))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> str:
    """At most 75 octets a line, never within a character; a continued line begins with a space."""
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += octets
    return "\r\n".join([*parts, part])


def _one_line(text: str) -> str:
    return "".join(letter for letter in text if ord(letter) > 0x20 and ord(letter) != 0x7F)
