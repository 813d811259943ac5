import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.calendars.style import Style
from rehabplan.calendars.times import Clock, instants
from rehabplan.calendars.zones import changes, zone, zone_names
from rehabplan.errors import DataError
from rehabplan.model.plan import Session

UTC = dt.UTC
SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)


def lines(build: Any, place: str, session: Session, times: str = "zone") -> list[str]:
    style = Style(times=times)  # type: ignore[arg-type]
    return [
        line.partition(":")[2] for line in Clock(build.plan([session], place), style).lines(session).decode().split()
    ]


@pytest.mark.parametrize(
    ("place", "day", "start", "minutes", "expected"),
    [
        ("Europe/London", dt.date(2026, 3, 2), 1080, 45, ["20260302T180000", "20260302T184500"]),
        ("Europe/London", SPRING, 90, 30, ["20260329T020000", "20260329T023000"]),  # 01:30 is left out
        ("Europe/London", SPRING, 60, 30, ["20260329T020000", "20260329T023000"]),
        ("Europe/London", SPRING, 59, 30, ["20260329T005900", "20260329T022900"]),  # half an hour all the same
        ("Europe/London", AUTUMN, 90, 20, ["20261025T003000Z", "20261025T005000Z"]),  # the first 01:30
        ("Europe/London", AUTUMN, 90, 60, ["20261025T003000Z", "20261025T013000Z"]),  # until the second 01:30
        ("Europe/London", AUTUMN, 120, 60, ["20261025T020000", "20261025T030000"]),
        ("Europe/London", dt.date(2026, 12, 31), 1410, 60, ["20261231T233000", "20270101T003000"]),
        ("Australia/Lord_Howe", dt.date(2026, 10, 4), 135, 30, ["20261004T023000", "20261004T030000"]),
        ("America/Sao_Paulo", dt.date(2018, 11, 4), 15, 30, ["20181104T010000", "20181104T013000"]),
        ("Pacific/Apia", dt.date(2011, 12, 30), 600, 30, ["20111231T000000", "20111231T003000"]),  # no such day
    ],
)
def test_a_session_near_a_clock_change(
    build: Any, *, place: str, day: dt.date, start: int, minutes: int, expected: list[str]
) -> None:
    assert lines(build, place, build.session(day, start, minutes)) == expected


def test_utc_and_floating_times(build: Any) -> None:
    summer, gap = build.session(dt.date(2026, 7, 1), 1080), build.session(SPRING, 90, 30)
    assert lines(build, "Europe/London", summer, "utc") == ["20260701T170000Z", "20260701T174500Z"]
    assert lines(build, "Europe/London", summer, "floating") == ["20260701T180000", "20260701T184500"]
    assert lines(build, "Europe/London", gap, "floating") == ["20260329T013000", "20260329T020000"]


def test_a_delay_by_the_clocks_is_known(build: Any) -> None:
    late, usual = build.session(SPRING, 90, 30), build.session(SPRING, 180, 30)
    clock = Clock(build.plan([late]), Style())
    assert clock.delayed(late) == dt.datetime(2026, 3, 29, 2, 0)
    assert clock.delayed(usual) is None


@pytest.mark.parametrize("minutes", [0, -5])
def test_a_session_takes_time(build: Any, minutes: int) -> None:
    with pytest.raises(DataError, match=r"session w01/strength/1: expected at least 1 minute, got"):
        lines(build, "Europe/London", build.session(SPRING, 600, minutes))


def days_near_changes(place: str) -> st.SearchStrategy[dt.date]:
    found = [c.onset.date() for year in (2001, 2013, 2026, 2043) for c in changes(place, year, year)]
    near = [day + dt.timedelta(shift) for day in found for shift in (-2, -1, 0, 1, 2)]
    anywhere = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
    return st.one_of(anywhere, st.sampled_from(near)) if near else anywhere


@given(st.data(), st.sampled_from(sorted(zone_names())), st.integers(0, 1439), st.integers(1, 240))
def test_the_local_time_planned_is_the_local_time_written(
    build: Any, data: st.DataObject, place: str, start: int, minutes: int
) -> None:
    day = data.draw(days_near_changes(place))
    session = build.session(day, start, minutes)
    clock = Clock(build.plan([session], place), Style())
    begin, end = clock.lines(session).decode().split()
    written = [read(text, place) for text in (begin, end)]
    assert written[1] - written[0] == dt.timedelta(minutes=minutes)
    assert tuple(written) == instants(zone(place), session)
    planned = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=start)
    assert written[0].astimezone(zone(place)).replace(tzinfo=None) == (clock.delayed(session) or planned)


def read(line: str, place: str) -> dt.datetime:
    text = line.rpartition(":")[2]
    if text.endswith("Z"):
        return dt.datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert f";TZID={place}:" in line
    return dt.datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=zone(place)).astimezone(UTC)


@given(st.sampled_from(sorted(zone_names())), st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)), st.integers(0, 1439))
def test_a_delayed_session_starts_at_the_first_moment_that_exists(
    build: Any, place: str, day: dt.date, start: int
) -> None:
    session = build.session(day, start, 30)
    begin = instants(zone(place), session)[0].astimezone(zone(place)).replace(tzinfo=None)
    planned = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=start)
    assert begin >= planned
    if begin > planned:
        before = (begin - dt.timedelta(seconds=1)).replace(tzinfo=zone(place))
        assert before.astimezone(UTC).astimezone(zone(place)).replace(tzinfo=None) != before.replace(tzinfo=None)
