"""From a person's file to a calendar: what other programs read, and that the bytes depend on the input alone."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from attrs import evolve
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

import rehabplan as rp

ROOT = Path(__file__).parents[1]
START = dt.date(2026, 1, 5)
ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]
Seen = list[tuple[dt.datetime, dt.datetime, str]]


@cache
def plan_in(zone: str) -> rp.Plan:
    runner = rp.load_person(ROOT / "examples" / "runner.toml")
    return rp.make_plan("running-low-back-pain", evolve(runner, zone=zone), START)


def expected(plan: rp.Plan) -> Seen:
    """Return start and end in UTC, from the plan's local times and the standard library alone."""
    zone = ZoneInfo(plan.person.zone)
    rows = []
    for session in plan.active:
        midnight = dt.datetime.combine(session.day, dt.time())
        start = (midnight + dt.timedelta(minutes=session.start)).replace(tzinfo=zone).astimezone(dt.UTC)
        rows.append((start, start + dt.timedelta(minutes=session.minutes), session.title))
    return sorted(rows)


def _utc(moment: Any) -> dt.datetime:
    assert isinstance(moment, dt.datetime)
    return moment.astimezone(dt.UTC)


def by_icalendar(data: bytes) -> Seen:
    calendar = Calendar.from_ical(data)
    assert [error for part in calendar.walk() for error in part.errors] == []
    return sorted((_utc(e.start), _utc(e.end), str(e["SUMMARY"])) for e in calendar.events)


def by_recurring(data: bytes) -> Seen:
    query = recurring_ical_events.of(Calendar.from_ical(data), skip_bad_series=False)
    found = query.between(dt.datetime(2025, 1, 1), dt.datetime(2027, 1, 1))
    return sorted((_utc(e.start), _utc(e.end), str(e["SUMMARY"])) for e in found)


def by_ical(data: bytes) -> Seen:
    events = IcsCalendarStream.calendar_from_ics(data.decode()).events
    return sorted(
        (e.start_datetime.astimezone(dt.UTC), e.end_datetime.astimezone(dt.UTC), e.summary or "") for e in events
    )


@pytest.mark.parametrize("read", [by_icalendar, by_recurring, by_ical])
@pytest.mark.parametrize("zone", ZONES)
def test_three_readers_see_every_session_when_it_is(zone: str, read) -> None:
    plan = plan_in(zone)
    assert len(plan.active) > 100
    assert read(rp.to_ics(plan)) == expected(plan)


@pytest.mark.parametrize("zone", ZONES)
def test_18_00_stays_18_00_when_the_clocks_change(zone: str) -> None:
    local = {(s.day, s.start, s.title) for s in plan_in("Europe/London").active}
    assert {(s.day, s.start, s.title) for s in plan_in(zone).active} == local


def demo(folder: Path, seed: str, zone: str) -> dict[str, bytes]:
    folder.mkdir()
    code = "import sys; from rehabplan.cli import main; sys.exit(main(['demo', '--start', '2026-01-05']))"
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, "-c", code], cwd=folder, env=env, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_input_gives_the_same_bytes_under_any_hash_seed_and_machine_zone(tmp_path: Path) -> None:
    first = demo(tmp_path / "a", "1", "Pacific/Kiritimati")
    second = demo(tmp_path / "b", "4242", "America/Los_Angeles")
    assert set(first) == {"plan.ics", "plan.json", "me.toml"}
    assert first == second


def test_a_plan_reads_back_from_json_as_the_same_value() -> None:
    for zone in ZONES:
        plan = plan_in(zone)
        text = rp.to_json(plan)
        again = rp.plan_from_json(text)
        assert again == plan
        assert rp.to_json(again) == text


def test_the_sample_in_the_package_is_the_one_in_the_examples() -> None:
    packaged = ROOT / "src" / "rehabplan" / "catalog" / "data" / "samples" / "runner.toml"
    assert packaged.read_bytes() == (ROOT / "examples" / "runner.toml").read_bytes()


def test_what_a_gate_withholds_is_in_no_calendar() -> None:
    plan = plan_in("Europe/London")
    diary = rp.Diary(as_planned_until=dt.date(2026, 1, 25))
    after = rp.revise_plan(plan, diary, dt.date(2026, 2, 23))
    ahead = [s for s in after.active if s.day >= dt.date(2026, 2, 23)]
    withheld = {plan.exercises[i.exercise].name for s in ahead for i in s.items if i.exercise and not i.dose}
    assert withheld
    for session in ahead:
        asked = {plan.exercises[i.exercise].name for i in session.items if i.dose}
        shown = rp.to_ics(evolve(after, sessions=(session,))).decode().replace("\r\n ", "")
        assert not [name for name in withheld - asked if name.replace(",", "\\,") in shown]
        assert ("STATUS:CANCELLED" in shown) is not any(
            i.dose for i in session.items if i.role not in {"warm-up", "cool-down"}
        )
