"""The calendar file of a call, read back line by line as RFC 5545 has it."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from foundation.models import CorrectionPage, SealingPage, WithdrawalPage
from notices.calls.icalendar import Event, calendar, escape, fold
from tests.factories.acts import Bureau, bureau
from tests.factories.acts_on_acts import changed, done
from tests.factories.calls import at, call, extended


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def unescaped(text: str) -> str:
    letters = iter(text)
    return "".join(
        {"n": "\n", "N": "\n"}.get(after := next(letters), after) if letter == "\\" else letter for letter in letters
    )


def parsed(text: str) -> list[dict[str, str]]:
    """Events as name -> value; the shape of the file is asserted on the way."""
    lines = unfolded(text)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[1] == "VERSION:2.0"
    assert lines[-1] == "END:VCALENDAR"
    events: list[dict[str, str]] = []
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif line != "END:VEVENT" and events:
            assert name not in events[-1], name
            events[-1][name] = value
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(events)
    return events


GOLDEN = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Gongshi//Calls//ZH
CALSCALE:GREGORIAN
METHOD:PUBLISH
BEGIN:VEVENT
UID:one-closes
DTSTAMP:20261102T020000Z
LAST-MODIFIED:20261102T020000Z
SEQUENCE:0
DTSTART:20261120T083000Z
DTEND:20261120T093000Z
SUMMARY:申报截止：关于组织申报的通知\\, 第一批\\; 甲\\\\乙
DESCRIPTION:第一行\\n第二行
URL:https://example.org/calls/one/
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""


def test_the_file_is_written_so_to_the_letter() -> None:
    event = Event(
        uid="one-closes",
        starts=datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
        ends=at("2026-11-20 17:30"),
        summary="申报截止：关于组织申报的通知, 第一批; 甲\\乙",
        description="第一行\r\n第二行",
        url="https://example.org/calls/one/",
        sequence=0,
        changed=at("2026-11-02 10:00"),
    )
    assert "\n".join(unfolded(calendar([event]))) + "\n" == GOLDEN


@given(st.text(max_size=400))
def test_any_text_is_folded_and_comes_back(text: str) -> None:
    text = "".join(letter for letter in text if letter not in "\r\n" and not 0xD800 <= ord(letter) <= 0xDFFF)
    folded = fold(text)
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text


@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs"]), max_size=200))
def test_any_text_is_escaped_and_comes_back(text: str) -> None:
    assert unescaped(escape(text)) == text
    assert "\n" not in escape(text)


@pytest.fixture
def office(db: None) -> Bureau:
    with time_machine.travel(at("2026-11-02 09:00")):
        return bureau()


@pytest.fixture
def page(office: Bureau):
    with time_machine.travel(at("2026-11-02 10:00"), tick=False):
        return call(office, opens_on=date(2026, 11, 9), closes_on=date(2026, 11, 20), title="申报某事")


def events_of(client: Client, page) -> dict[str, dict[str, str]]:
    response = client.get(f"{page.url}calendar.ics")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar; charset=utf-8")
    return {event["UID"].rpartition("-")[2]: event for event in parsed(response.content.decode())}


def test_it_opens_and_closes_to_the_second(page, client: Client) -> None:
    events = events_of(client, page)
    assert set(events) == {"opens", "closes"}
    assert events["opens"]["DTSTART"] == "20261108T160000Z"
    # 24:00 in Shanghai; the event lies in the last hour, so that calendars show it on the last day
    assert (events["closes"]["DTSTART"], events["closes"]["DTEND"]) == ("20261120T150000Z", "20261120T160000Z")
    assert events["closes"]["SUMMARY"] == "申报截止：申报某事"
    assert "2026年11月20日（周五） 24:00" in unescaped(events["closes"]["DESCRIPTION"])


def test_the_uid_stays_and_the_sequence_rises(office: Bureau, page, client: Client) -> None:
    first = events_of(client, page)["closes"]
    with time_machine.travel(at("2026-11-10 10:00"), tick=False):
        extended(office, page, date(2026, 11, 27), time(17, 30))
    second = events_of(client, page)["closes"]
    with time_machine.travel(at("2026-11-11 10:00"), tick=False):
        done(office, CorrectionPage, changed(office, page, body="<p>改</p>"))
    third = events_of(client, page)["closes"]
    with time_machine.travel(at("2026-11-12 10:00"), tick=False):
        done(office, WithdrawalPage, page)
    last = events_of(client, page)["closes"]
    assert first["UID"] == second["UID"] == third["UID"] == last["UID"]
    assert [event["SEQUENCE"] for event in (first, second, third, last)] == ["0", "1", "2", "3"]
    assert second["DTEND"] == "20261127T093000Z"
    assert last["DTSTAMP"] == "20261112T020000Z"
    assert [event["STATUS"] for event in (third, last)] == ["CONFIRMED", "CANCELLED"]


def test_each_batch_is_an_event(office: Bureau, client: Client) -> None:
    with time_machine.travel(at("2026-11-02 10:00")):
        batches = [("第一批", date(2026, 11, 20), None), ("第二批", date(2026, 12, 18), None)]
        page = call(office, open_ended=True, batches=batches)
    summaries = {event["SUMMARY"].partition("：")[0] for event in events_of(client, page).values()}
    assert summaries == {"申报开始", "第一批申报截止", "第二批申报截止"}


def test_a_sealed_call_has_no_calendar(office: Bureau, page, client: Client) -> None:
    done(office, SealingPage, page)
    assert client.get(f"{page.url}calendar.ics").status_code == 410


def test_a_draft_has_none(office: Bureau, client: Client) -> None:
    from tests.factories.calls import call_draft

    assert client.get(f"/announcements/{call_draft(office).slug}/calendar.ics").status_code == 404
