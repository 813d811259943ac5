"""The checklist for calendar files, line by line, on a year of sessions; the numbers are the checklist's.

Not here, because nothing writes them yet: recurrences (15), to-dos (22, first half), split files (23), reading back
(24), how-to pages (25). That the past stays as it is (10) is the planner's part; readers (26) are in `test_readers.py`.
"""

import datetime as dt
import re
from typing import Any

import pytest
from attrs import evolve
from icalendar import Calendar

from rehabplan.calendars.lines import LIMIT
from rehabplan.calendars.style import Style
from rehabplan.calendars.write import to_ics
from rehabplan.calendars.zones import tzdata_version
from rehabplan.model.plan import Plan


@pytest.fixture(scope="module")
def plan(build: Any) -> Plan:
    season: Plan = build.season()
    return evolve(season, sessions=(evolve(season.sessions[0], title="Übung; Stärke, 🏃 " * 5), *season.sessions[1:]))


@pytest.fixture(scope="module")
def data(plan: Plan) -> bytes:
    return to_ics(plan)


@pytest.fixture(scope="module")
def lines(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


@pytest.fixture(scope="module")
def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).events)


def test_01_lines_end_in_crlf_and_are_short_and_utf_8_without_a_mark(data: bytes) -> None:
    pieces = data.split(b"\r\n")
    assert pieces.pop() == b""
    assert not any(b"\r" in piece or b"\n" in piece for piece in pieces)
    assert max(map(len, pieces)) <= LIMIT == 75
    assert all(piece.decode().strip(" ") for piece in pieces)  # no split character, no empty line
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")


def test_02_version_and_prodid_and_no_method(lines: list[str]) -> None:
    assert lines[1:3] == ["VERSION:2.0", "PRODID:-//rehabplan//rehabplan//EN"]
    assert not any(line.startswith("METHOD") for line in lines)
    assert not any(line.startswith("UID") for line in lines[: lines.index("BEGIN:VEVENT")])


def test_03_the_name_twice_and_escaped(plan: Plan) -> None:
    data = to_ics(plan, style=Style("Back; and, legs\r\nX:1"))
    assert b"\r\nNAME:Back\\; and\\, legs X:1\r\nX-WR-CALNAME:Back\\; and\\, legs X:1\r\n" in data


def test_04_when_to_look_again(lines: list[str]) -> None:
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines
    assert "X-PUBLISHED-TTL:PT6H" in lines


def test_05_one_event_for_each_session(plan: Plan, events: list[Any]) -> None:
    assert len(events) == len(plan.sessions)


def test_06_uids_are_version_5_and_unique(events: list[Any]) -> None:
    uids = [str(event["UID"]) for event in events]
    assert len(set(uids)) == len(uids)
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", u) for u in uids)


def test_07_each_event_says_in_utc_when_it_was_made_and_changed(plan: Plan, events: list[Any]) -> None:
    for session, event in zip(plan.sessions, events, strict=True):
        assert event["SEQUENCE"] == session.revision
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == plan.revisions[session.revision]
        assert event["CREATED"].dt == plan.revisions[session.since]
        assert event["DTSTAMP"].dt.utcoffset() == dt.timedelta(0)


def test_08_the_same_again_is_the_same_to_the_byte(build: Any, plan: Plan, data: bytes) -> None:
    assert to_ics(plan) == data
    assert to_ics(build.season()) == to_ics(build.season())


def test_09_what_changes_grows(build: Any) -> None:
    event: Any
    day, stamps = dt.date(2026, 3, 2), []
    for revision in (0, 1):
        (event,) = Calendar.from_ical(to_ics(build.plan([build.session(day, 1080, revision=revision)]))).events
        stamps.append((event["SEQUENCE"], event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt))
    assert all(old < new for old, new in zip(*stamps, strict=True))


def test_11_an_iana_zone_unquoted_and_defined_first(lines: list[str]) -> None:
    assert lines[7:9] == ["BEGIN:VTIMEZONE", "TZID:Europe/London"]
    zoned = [line for line in lines if line.startswith(("DTSTART;", "DTEND;"))]
    assert all(re.match(r"DT(START|END);TZID=Europe/London:\d{8}T\d{6}$", line) for line in zoned)
    assert all("BYDAY=" in line for line in lines if line.startswith("RRULE"))
    assert not any(line.startswith(("RDATE", "COMMENT")) for line in lines)


def test_12_the_version_of_the_zone_data_can_be_told() -> None:
    assert re.fullmatch(r"20\d\d[a-z]+", tzdata_version())


def test_13_events_end_after_they_start(events: list[Any]) -> None:
    for event in events:
        assert event["DTSTART"].dt < event["DTEND"].dt
        assert "DURATION" not in event


def test_14_no_time_inside_a_spring_gap_and_the_first_of_two_in_autumn(lines: list[str]) -> None:
    assert "DTSTART;TZID=Europe/London:20260329T020000" in lines  # planned for 01:00, which does not exist
    assert not any("20260329T01" in line for line in lines)
    assert "DTSTART:20261025T000000Z" in lines  # planned for 01:00, which comes twice


def test_16_text_is_escaped(events: list[Any], data: bytes) -> None:
    assert data.count(b"SUMMARY:Trunk\\; hips\\, and \\\\back\\\\\r\n") == 52
    assert events[0]["SUMMARY"].startswith("Übung; Stärke, 🏃 ")


def test_17_descriptions_are_plain_and_short_and_begin_with_what_to_do(events: list[Any]) -> None:
    for event in events:
        text = str(event["DESCRIPTION"])
        first, *_ = lines = text.split("\n")
        assert first in ("Warm-up, 2 exercises, 1 stretch", "Walk run: 6 x (1 min run, 4 min walk)")
        assert not re.search(r"[<>]", text)
        assert max(map(len, lines)) <= 40
        assert len(text.encode()) < 8192


def test_18_titles_are_short(events: list[Any]) -> None:
    assert max(len(str(event["SUMMARY"])) for event in events) <= 180


def test_19_one_plain_alarm_at_the_end(data: bytes, plan: Plan) -> None:
    alarms = re.findall(rb"BEGIN:VALARM\r\n(.*?)END:VALARM\r\n(.*?)\r\n", data, re.DOTALL)
    assert len(alarms) == len(plan.active)
    for inside, after in alarms:
        names = [line.split(b":")[0] for line in inside.replace(b"\r\n ", b"").split(b"\r\n") if line]
        assert names == [b"ACTION", b"TRIGGER", b"DESCRIPTION"]
        assert after == b"END:VEVENT"


def test_20_the_first_category_is_short_and_without_comma(lines: list[str]) -> None:
    assert {line for line in lines if line.startswith("CATEGORIES")} == {"CATEGORIES:Strength", "CATEGORIES:Walk run"}


def test_21_confirmed_or_cancelled_and_private_on_request(plan: Plan, events: list[Any]) -> None:
    for session, event in zip(plan.sessions, events, strict=True):
        assert event["STATUS"] == ("CANCELLED" if session.withdrawn else "CONFIRMED")
    busy = to_ics(plan, style=Style(private=True))
    assert busy.count(b"CLASS:PRIVATE\r\n") == busy.count(b"SUMMARY:Busy\r\n") == len(plan.sessions)


def test_22_no_property_that_strict_readers_refuse(events: list[Any]) -> None:
    known = {"UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION",
             "CATEGORIES", "STATUS"}  # fmt: skip
    assert {name for event in events for name in event} == known
