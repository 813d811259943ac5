import datetime as dt
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Alarm, Calendar, Event, vDatetime, vText

from rehabplan.calendars.lines import clean
from rehabplan.calendars.style import Style
from rehabplan.calendars.write import to_ics, uid
from rehabplan.errors import DataError, UnknownNameError
from rehabplan.model.plan import Key

HERE = Path(__file__).parent
DAY = dt.date(2026, 3, 2)
texts = st.one_of(st.text(), st.text("a b;,:\"'\\\r\n\t\x00\u2028é😀")).filter(lambda t: "\\n" not in t.lower())


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).events)


def test_the_uid_scheme_is_frozen() -> None:
    # computed from RFC 4122: SHA-1 of the URL namespace and the name; a change here duplicates everybody's sessions
    assert uid("sam / back / 2026-01-05", Key(7, "strength", 2)) == "3fdcffd8-fd06-5c5e-b159-790010f8710b"


def test_make_ups_and_other_plans_have_their_own_uid() -> None:
    keys = [Key(7, "strength", 2), Key(7, "strength", 2, "b"), Key(7, "strength", 3), Key(8, "strength", 2)]
    assert len({uid(plan, key) for plan in ("a", "b") for key in keys}) == 8


def test_an_event_is_what_icalendar_makes_of_the_same_session(build: Any) -> None:
    session = build.session(DAY, 1080, since=0, revision=1, title="Strength; A, heavy")
    plan = build.plan([session])
    (event,) = events(to_ics(plan))
    expected = Event()
    expected.add("UID", uid(plan.id, session.key))
    for name, revision in (("DTSTAMP", 1), ("CREATED", 0), ("LAST-MODIFIED", 1)):
        expected.add(name, vDatetime(plan.revisions[revision]))
    expected.add("SEQUENCE", 1)
    start = dt.datetime(2026, 3, 2, 18)
    for name, moment in (("DTSTART", start), ("DTEND", start + dt.timedelta(minutes=45))):
        expected.add(name, vDatetime(moment), parameters={"TZID": "Europe/London"})
    expected.add("SUMMARY", "Strength; A, heavy")
    expected.add("DESCRIPTION", event["DESCRIPTION"])
    expected.add("CATEGORIES", ["Strength"])
    expected.add("STATUS", "CONFIRMED")
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", dt.timedelta(minutes=-30))
    alarm.add("DESCRIPTION", "Strength; A, heavy")
    expected.add_component(alarm)
    assert event.to_ical() == expected.to_ical()


@given(texts, texts, texts)
def test_no_text_of_a_plan_makes_a_property_or_component(build: Any, title: str, name: str, cue: str) -> None:
    session = build.session(DAY, 1080, title=title)
    plain = build.plan([session])
    exercises = {**plain.exercises, "bird-dog": evolve(plain.exercises["bird-dog"], name=name, cue=cue)}
    data = to_ics(evolve(plain, exercises=exercises), style=Style(calendar_name=title))
    calendar = Calendar.from_ical(data)
    assert set(calendar) == {"VERSION", "PRODID", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"}
    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
    (event,) = events(data)
    assert event.errors == []
    assert len(event.property_items(recursive=False)) == 13  # eleven properties, BEGIN and END
    assert event["SUMMARY"] == " ".join(clean(title).split())[:180] or len(title) > 180
    assert all(word in event["DESCRIPTION"] for word in clean(cue).split())


def test_injected_lines_stay_text(build: Any) -> None:
    title = 'Run\r\nEND:VEVENT\nATTENDEE:mailto:x@example.org\u2028X:1\x00"quoted":;'
    (event,) = events(to_ics(build.plan([build.session(DAY, 1080, title=title)])))
    assert event["SUMMARY"] == 'Run END:VEVENT ATTENDEE:mailto:x@example.org X:1"quoted":;'
    assert "ATTENDEE" not in event


def test_a_component_of_any_name_stays_text(build: Any) -> None:
    (event,) = events(to_ics(build.plan([build.session(DAY, 1080, component="a,b\r\nX:1;c")])))
    assert event["CATEGORIES"].to_ical() == vText("A b x:1;c").to_ical()


@pytest.mark.parametrize(("remind", "trigger"), [(30, "-PT30M"), (0, "PT0M"), (90, "-PT90M")])
def test_a_reminder_is_one_display_alarm_at_the_end(build: Any, remind: int, trigger: str) -> None:
    data = to_ics(build.plan([build.session(DAY, 1080)], remind=remind)).decode()
    ending = (
        f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:{trigger}\r\nDESCRIPTION:Strength A\r\nEND:VALARM\r\nEND:VEVENT"
    )
    assert f"STATUS:CONFIRMED\r\n{ending}" in data
    assert data.count("BEGIN:VALARM") == 1


def test_no_alarm_unless_wanted_and_none_for_a_withdrawn_session(build: Any) -> None:
    assert b"VALARM" not in to_ics(build.plan([build.session(DAY, 1080)], remind=None))
    data = to_ics(build.plan([build.session(DAY, 1080, withdrawn=True, revision=1)]))
    assert b"VALARM" not in data
    assert b"STATUS:CANCELLED" in data
    assert b"SEQUENCE:1" in data


def test_nothing_of_pain_flags_reasons_or_the_person_is_written(build: Any) -> None:
    text = to_ics(build.season()).decode().replace("\r\n ", "").lower()
    for word in ("sciatica", "6 of 10", "s20", "flexion-sensitive", "low back", "p7", "sam", "doe", "ask each week"):
        assert word not in text


def test_a_busy_block_has_no_content(build: Any) -> None:
    plan = build.plan([build.session(DAY, 1080), build.session(DAY, 600, n=2, withdrawn=True)])
    data = to_ics(plan, style=Style(private=True))
    for event in events(data):
        assert event["SUMMARY"] == "Busy"
        assert event["CLASS"] == "PRIVATE"
        assert "DESCRIPTION" not in event
        assert "CATEGORIES" not in event
    assert data.count(b"Busy") == 5  # two names, two titles, one alarm
    assert b"trength" not in data
    open_uids = {event["UID"] for event in events(to_ics(plan))}
    assert {event["UID"] for event in events(data)} == open_uids


def test_the_calendars_name_is_neutral_or_the_one_given(build: Any) -> None:
    plan = build.plan([build.session(DAY, 1080)])
    assert b"NAME:Training\r\nX-WR-CALNAME:Training\r\n" in to_ics(plan)
    assert b"NAME:Sam\\, runs\r\nX-WR-CALNAME:Sam\\, runs\r\n" in to_ics(plan, style=Style("Sam, runs"))


def test_utc_and_floating_files_need_no_time_zone(build: Any) -> None:
    plan = build.plan([build.session(DAY, 1080)])
    assert b"DTSTART:20260302T180000Z\r\n" in to_ics(plan, style=Style(times="utc"))
    assert b"DTSTART:20260302T180000\r\n" in to_ics(plan, style=Style(times="floating"))
    for times in ("utc", "floating"):
        assert b"TZID" not in to_ics(plan, style=Style(times=times))


def test_a_style_knows_its_times() -> None:
    with pytest.raises(ValueError, match="times"):
        Style(times="local")  # type: ignore[arg-type]


def test_the_person_is_told_when_the_clocks_delay_a_session(build: Any) -> None:
    (event,) = events(to_ics(build.plan([build.session(dt.date(2026, 3, 29), 90, 30)])))
    assert event["DESCRIPTION"].split("\n")[2:4] == ["The clocks go forward: it starts at", "02:00."]


def test_an_unchanged_session_keeps_its_bytes_through_a_revision(build: Any) -> None:
    kept, moved = build.session(DAY, 1080), build.session(DAY, 600, n=2)
    before = to_ics(build.plan([kept, moved]))
    after = to_ics(build.plan([kept, evolve(moved, start=660, revision=1)]))
    old, new = (set(data.split(b"BEGIN:VEVENT")) for data in (before, after))
    assert len(old & new) == 2  # the head of the calendar, and the session that was kept
    (changed,) = [e for e in events(after) if e["SEQUENCE"] == 1]
    assert changed["DTSTAMP"].dt == changed["LAST-MODIFIED"].dt == dt.datetime(2026, 1, 26, 20, 5, 7, tzinfo=dt.UTC)
    assert changed["CREATED"].dt == dt.datetime(2026, 1, 2, 9, 30, tzinfo=dt.UTC)


def test_instants_of_issue_are_written_in_utc(build: Any) -> None:
    plan = build.plan([build.session(DAY, 1080)])
    local = dt.datetime(2026, 1, 2, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert b"DTSTAMP:20260102T093000Z" in to_ics(evolve(plan, revisions=(local,)))


def test_what_cannot_be_written_is_named(build: Any, tmp_path: Path) -> None:
    plan = build.plan([build.session(DAY, 1080, revision=2)])
    path = tmp_path / "plan.ics"
    with pytest.raises(DataError, match="session w01/strength/1: unknown revision 2, expected 0 to 1"):
        to_ics(plan, path)
    with pytest.raises(DataError, match="no instants of issue"):
        to_ics(evolve(plan, revisions=()), path)
    with pytest.raises(DataError, match=r"revisions\[0\]: expected an instant with a time zone"):
        to_ics(evolve(plan, revisions=(dt.datetime(2026, 1, 2),)), path)
    with pytest.raises(DataError, match=r"person\.remind: expected minutes before"):
        to_ics(build.plan([build.session(DAY, 1080)], remind=-5), path)
    with pytest.raises(UnknownNameError, match="did you mean 'Europe/London'"):
        to_ics(build.plan([], "Europe/Londno"), path)
    assert list(tmp_path.iterdir()) == []


def test_a_plan_without_sessions_is_a_calendar_all_the_same(build: Any) -> None:
    calendar = Calendar.from_ical(to_ics(build.plan([])))
    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]


def test_the_file_holds_the_bytes_returned(build: Any, tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    assert to_ics(build.season(), path) == path.read_bytes()
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(build: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.ics"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        to_ics(build.season(), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions and links")
def test_a_replaced_file_keeps_its_permissions_and_a_link_stays_a_link(build: Any, tmp_path: Path) -> None:
    path, link = tmp_path / "plan.ics", tmp_path / "link.ics"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    data = to_ics(build.season(), link)
    assert link.is_symlink()
    assert path.read_bytes() == data
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_same_plan_gives_the_same_bytes_under_any_hash_seed_and_machine() -> None:
    code = "import conftest, hashlib; from rehabplan.calendars.write import to_ics as t; print(hashlib.sha256("
    code += "t(conftest.season('America/New_York'))).hexdigest())"
    digests = set()
    for seed, place in (("0", "UTC"), ("1", "Asia/Tokyo"), ("4242", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": place, "LC_ALL": "C"}
        environment["PYTHONPATH"] = os.pathsep.join([str(HERE), *filter(None, sys.path)])
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=True)
        digests.add(done.stdout)
    assert len(digests) == 1


def test_sessions_of_all_zones_are_written(build: Any) -> None:
    from rehabplan.calendars.zones import zone_names

    for name in sorted(zone_names()):
        data = to_ics(build.plan([build.session(DAY, 1080)], name))
        assert f"TZID={name}:20260302T180000".encode() in data
