"""Four readers that share no code with the writer agree on what a plan says."""

import datetime as dt
import logging
import zoneinfo
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from rehabplan.calendars.times import instants
from rehabplan.calendars.write import to_ics
from rehabplan.calendars.zones import zone

UTC = dt.UTC
ZONES = [
    "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Europe/Dublin", "America/Sao_Paulo",
    "Africa/Casablanca", "Africa/Cairo", "America/Santiago", "Pacific/Chatham", "America/St_Johns", "UTC",
]  # fmt: skip
BY_RULE = [
    "Europe/London", "America/New_York", "Australia/Lord_Howe", "Europe/Dublin", "Pacific/Chatham", "America/St_Johns",
]  # fmt: skip
STARTS = [dt.date(2026, 1, 5), dt.date(2017, 7, 3)]


class Seen(NamedTuple):
    start: dt.datetime
    end: dt.datetime
    summary: str
    description: str
    alarms: int


@pytest.fixture(autouse=True)
def one_version_of_the_time_zones() -> Iterator[None]:
    """Let the readers take zone data from the package too, not from the machine."""
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
    known = getattr(vobject.icalendar, "__tzidMap")  # zones it remembers from one file to the next
    before = dict(known)
    yield
    known.clear()
    known.update(before)
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()


def by_icalendar(data: bytes) -> list[Seen]:
    calendar = Calendar.from_ical(data)
    assert [error for component in calendar.walk() for error in component.errors] == []
    return sorted(map(_icalendar, calendar.events))


def _icalendar(event: Any) -> Seen:
    start, end = event.start.astimezone(UTC), event.end.astimezone(UTC)
    return Seen(start, end, str(event["SUMMARY"]), str(event["DESCRIPTION"]), len(event.walk("VALARM")))


def by_recurring(data: bytes) -> list[Seen]:
    query = recurring_ical_events.of(Calendar.from_ical(data), skip_bad_series=False)
    return sorted(map(_icalendar, query.between(dt.datetime(2000, 1, 1), dt.datetime(2061, 1, 1))))


def by_ical(data: bytes) -> list[Seen]:
    events = IcsCalendarStream.calendar_from_ics(data.decode()).events
    return sorted(
        Seen(e.start_datetime, e.end_datetime, e.summary or "", e.description or "", len(e.alarm)) for e in events
    )


def by_vobject(data: bytes) -> list[Seen]:
    events = vobject.readOne(data.decode()).vevent_list
    return sorted(
        Seen(
            e.dtstart.value.astimezone(UTC),
            e.dtend.value.astimezone(UTC),
            e.summary.value,
            e.description.value,
            len(e.contents.get("valarm", [])),
        )
        for e in events
    )


@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize("name", ZONES)
def test_the_readers_agree_with_the_plan_and_each_other(build: Any, name: str, start: dt.date) -> None:
    plan = build.season(name, start, weeks=30)
    data = to_ics(plan)
    seen = by_icalendar(data)
    assert [(s.start, s.end) for s in seen] == sorted(instants(zone(name), s) for s in plan.sessions)
    assert sorted(s.summary for s in seen) == sorted(s.title for s in plan.sessions)
    assert sum(s.alarms for s in seen) == len(plan.active)
    assert by_recurring(data) == seen
    assert by_ical(data) == seen
    if name != "Africa/Casablanca":  # pytz, which vobject asks first, may be of another version than tzdata
        assert by_vobject(data) == seen


@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize("name", ZONES)
def test_readers_that_know_the_zone_only_from_the_file_agree_too(build: Any, name: str, start: dt.date) -> None:
    plan = build.season(name, start, weeks=30)
    own = f"Own-{start.year}-{name}".encode()
    data = to_ics(plan).replace(b"TZID:" + name.encode(), b"TZID:" + own).replace(b"=" + name.encode(), b"=" + own)
    assert data.count(own) > len(plan.sessions)
    expected = sorted(instants(zone(name), s) for s in plan.sessions)
    assert [(s.start, s.end) for s in by_icalendar(data)] == expected
    if name in BY_RULE:  # ical leaves out observances without RRULE or RDATE, which RFC 5545 allows
        assert [(s.start, s.end) for s in by_ical(data)] == expected


def test_reading_makes_no_noise(build: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        data = to_ics(build.season())
        by_icalendar(data), by_recurring(data), by_ical(data), by_vobject(data)
    assert caplog.records == []
