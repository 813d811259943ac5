"""The promises of a plan, on chains of revisions of random lives (blueprint section 6, decisions 1-3, 14, 19, 20)."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.planning.checks import broken
from tests.planning.lives import NAMES, START, notes, pins, sample, whole

import rehabplan as rp
from rehabplan.model.diary import Diary, Entry
from rehabplan.model.person import Away
from rehabplan.model.plan import Plan
from rehabplan.planning.select import refusal

chains = settings(
    max_examples=max(settings().max_examples // 5, 10),  # each example is five revisions and their repetitions
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def check(old: Plan, new: Plan, on: dt.date) -> None:
    """Check what must hold between a plan and its revision on a day."""
    before = {s.key: s for s in old.sessions}
    after = {s.key: s for s in new.sessions}
    assert len(after) == len(new.sessions), "a key is there twice"
    assert before.keys() <= after.keys(), "a session disappeared"
    assert [s for s in old.active if s.day < on] == [s for s in new.active if s.day < on], "the past changed"
    assert list(new.revisions) == sorted(set(new.revisions))
    for key, session in after.items():
        was = before.get(key)
        if was is None:
            assert session.since == session.revision == len(old.revisions)
        else:
            same = evolve(session, revision=was.revision) == was
            assert (session.revision == was.revision) is same, f"{key} changed without a new SEQUENCE, or the reverse"
            assert session.since == was.since
    assert stepped_up_within_a_week(new, on) == []
    assert broken(new, since=on) == []
    assert counted(new) == wanted(new)


def stepped_up_within_a_week(plan: Plan, on: dt.date) -> list[str]:
    """Return where a course climbs a rung between two sessions of one plan week (decision 14)."""
    found, last = [], dict[tuple[int, str], int]()
    for session in plan.active:
        for item in session.items if session.day >= on else ():
            if item.course and item.exercise:
                course, rung = (session.key.week, item.course), plan.exercises[item.exercise].rung
                if rung > last.get(course, rung):
                    found.append(f"{session.key} {item.exercise}")
                last[course] = rung
    return found


def counted(plan: Plan) -> list[rp.Key]:
    """Return the keys of all sessions, placed or not, riders included."""
    placed = [key for s in plan.active for key in (s.key, *s.riders)]
    return sorted([*placed, *(key for u in plan.unplaced for key in (u.key, *u.riders))])


def wanted(plan: Plan) -> list[rp.Key]:
    """Return the keys that the program asks for, from its weekly frequencies alone."""
    person, phases = plan.person, {p.id: p for p in plan.program.phases}
    keys = []
    for week, phase in enumerate(plan.phases, 1):
        for component in phases[phase].components:
            if component.branch in {"", person.running.branch}:
                count = person.running.per_week if component.kilometers else component.per_week
                keys += [rp.Key(week, component.id, n + 1) for n in range(count)]
    return sorted(keys)


@pytest.mark.parametrize("name", NAMES)
def test_a_fresh_plan_keeps_its_rules_and_counts_every_session(name: str) -> None:
    plan = sample(name)
    assert broken(plan) == []
    assert len(plan.active) > 30
    assert counted(plan) == wanted(plan)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_left_out_is_ever_prescribed(name: str) -> None:
    plan = sample(name)
    phases = {p.id: p for p in plan.program.phases}
    for session in plan.active:
        for item in session.items:
            if item.dose is not None:
                exercise = plan.exercises[item.exercise]
                assert refusal(exercise, plan.person, plan.clearance, phases[session.phase]) == ""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("days", [1, 2, 5, 9, 14, 23, 45, 77, 90])
def test_a_diary_as_planned_returns_the_very_same_plan(name: str, days: int) -> None:
    plan = sample(name)
    on = START + dt.timedelta(days=days)
    assert rp.revise_plan(plan, whole([], on - dt.timedelta(days=1)), on) is plan
    spelled = [Entry(s.day, session=str(s.key), done="as planned") for s in plan.active if s.day < on]
    assert rp.revise_plan(plan, whole(spelled), on) is plan


@chains
@given(st.data())
def test_chains_of_revisions_keep_every_promise(data: st.DataObject) -> None:
    plan = sample(data.draw(st.sampled_from(NAMES), label="person"))
    entries: list[Entry] = []
    since = START
    for _ in range(5):
        on = since + dt.timedelta(days=data.draw(st.integers(1, 12), label="days"))
        entries += data.draw(notes(plan, since, on), label="notes")
        moved = data.draw(pins(plan, on), label="pins")
        person = None
        if data.draw(st.integers(0, 4), label="away") == 0:
            first = on + dt.timedelta(days=data.draw(st.integers(0, 20)))
            away = Away(first, first + dt.timedelta(days=data.draw(st.integers(0, 9))))
            person = evolve(plan.person, away=(*plan.person.away, away))
        new = rp.revise_plan(plan, whole(entries), on, person=person, pins=moved)
        check(plan, new, on)
        assert rp.revise_plan(new, whole(entries), on, person=person, pins=moved) is new, "twice is not once"
        ahead = [Entry(on + dt.timedelta(days=i), done="not done") for i in range(9)]
        assert rp.revise_plan(new, whole([*entries, *ahead]), on) is new, "the future was read"
        plan, since = new, on


@chains
@given(st.data())
def test_amending_late_is_the_same_as_writing_in_time(data: st.DataObject) -> None:
    plan = sample(data.draw(st.sampled_from(NAMES)))
    on = START + dt.timedelta(days=data.draw(st.integers(3, 40)))
    entries = data.draw(notes(plan, START, on))
    split = data.draw(st.integers(0, len(entries)))
    parts = [evolve(e, morning=None) for e in entries] + [
        Entry(e.day, session=e.session, morning=e.morning) for e in entries[split:] if e.morning is not None
    ]
    parts[:split] = entries[:split]
    assert rp.revise_plan(plan, whole(parts), on) == rp.revise_plan(plan, whole(entries), on)


def test_an_empty_diary_changes_nothing_for_a_week_then_counts_as_missed() -> None:
    plan = sample("runner")
    early = rp.revise_plan(plan, Diary(), START + dt.timedelta(days=6))
    places = {s.key: (s.day, s.start) for s in plan.active}
    assert {s.key: (s.day, s.start) for s in early.active} == places
