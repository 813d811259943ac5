"""Making and revising: identity, revisions, tombstones, pins, and what is refused (decisions 1-3, 10, 21, 23)."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.workshop import (
    ANSWERS,
    MONDAY,
    component,
    day,
    diary,
    exercise,
    made,
    person,
    phase,
    program,
    shelf,
    slots,
)

from rehabplan.errors import DataError, UnknownNameError
from rehabplan.model.clearance import NotClearedError, Outcome
from rehabplan.model.diary import Entry
from rehabplan.model.person import Away, Person, Window
from rehabplan.model.plan import Key, Pin, Plan, Session
from rehabplan.model.program import Program
from rehabplan.model.scales import Pain
from rehabplan.planning.plan import make_plan, revise_plan, screen

KNOWN = shelf(
    exercise("squat", primary=("quadriceps femoris",), gap=48),
    exercise("plank", "3x20s", "3x60s", kind="motor-control", pattern="plank"),
    exercise("walk", "20min", "30min", kind="aerobic", pattern="walk"),
)
OURS = program(
    phase(
        component("strength", slots("squat")), component("trunk", slots("plank"), minutes=20), weeks=1, name="settle"
    ),
    phase(component("strength", slots("squat")), component("walk", slots("walk"), per_week=3), weeks=2, name="build"),
)
PLAN = made(OURS, KNOWN)
LAST = 20


def by_key(plan: Plan) -> dict[str, Session]:
    return {str(s.key): s for s in plan.sessions}


def places(plan: Plan) -> dict[str, tuple[dt.date, int]]:
    return {str(s.key): (s.day, s.start) for s in plan.active}


def away(who: Person, first: int, last: int) -> Person:
    return evolve(who, away=(*who.away, Away(day(first), day(last))))


# Making


def test_a_plan_names_the_phase_of_each_week_and_numbers_the_sessions_of_each_component() -> None:
    assert PLAN.phases == ("settle", "build", "build")
    first = ["w01/strength/1", "w01/strength/2", "w01/trunk/1", "w01/trunk/2"]
    later = [
        f"w0{week}/{name}" for week in (2, 3) for name in ("strength/1", "strength/2", "walk/1", "walk/2", "walk/3")
    ]
    assert sorted(by_key(PLAN)) == [*first, *later]
    assert PLAN.unplaced == ()


def test_sessions_are_in_order_of_time_inside_their_week_and_their_window() -> None:
    times = [(s.day, s.start, s.key) for s in PLAN.sessions]
    assert times == sorted(times)
    for s in PLAN.sessions:
        assert (s.day - MONDAY).days // 7 + 1 == s.key.week
        assert 18 * 60 <= s.start < s.end <= 20 * 60
        assert s.where


def test_the_id_holds_person_program_and_start() -> None:
    assert PLAN.id == "sam/ours/2026-01-05"


def test_a_plan_is_issued_at_midnight_utc_of_its_start_unless_an_instant_is_given() -> None:
    assert PLAN.revisions == (dt.datetime(2026, 1, 5, tzinfo=dt.UTC),)
    instant = dt.datetime(2026, 1, 4, 21, 15, tzinfo=dt.UTC)
    assert made(OURS, KNOWN, issued=instant).revisions == (instant,)
    assert {(s.since, s.revision, s.withdrawn) for s in PLAN.sessions} == {(0, 0, False)}


def test_a_plan_may_start_on_any_day_of_the_week() -> None:
    start = dt.date(2026, 1, 8)
    plan = made(OURS, KNOWN, start=start)
    assert all(s.day >= start for s in plan.sessions)
    assert {s.key.week: (s.day - start).days // 7 + 1 for s in plan.sessions} == {1: 1, 2: 2, 3: 3}


def test_the_same_input_makes_the_same_plan() -> None:
    assert made(OURS, KNOWN) == PLAN


def test_an_unknown_program_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="unknown program 'running-low-back-pian'") as caught:
        make_plan("running-low-back-pian", person(), MONDAY)
    assert caught.value.nearest == "running-low-back-pain"


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"S01": "recent"}, Outcome.EMERGENCY),
        ({"S12": "yes"}, Outcome.CLINICIAN),
    ],
)
def test_no_plan_without_clearance_and_the_error_says_what_to_do(answers: dict[str, str], outcome: Outcome) -> None:
    with pytest.raises(NotClearedError) as caught:
        made(OURS, KNOWN, person(answers={**ANSWERS, **answers}))
    assert caught.value.clearance.outcome == outcome
    assert str(caught.value) == caught.value.clearance.message != ""


def test_no_plan_while_a_question_about_nerves_is_open() -> None:
    answers = {name: answer for name, answer in ANSWERS.items() if name != "S03"}
    assert screen(person(answers=answers)).unanswered == ("S03",)
    with pytest.raises(NotClearedError, match="answer these questions first"):
        made(OURS, KNOWN, person(answers=answers))


def test_an_answer_that_does_not_exist_is_a_fault_of_the_data() -> None:
    with pytest.raises(DataError, match="S39"):
        screen(person(answers={**ANSWERS, "S39": "flexing"}))


@pytest.mark.parametrize(
    "who", [away(person(), 0, LAST), person("mon 18:00-18:05"), person("mon-sun 18:00-20:00 for run")]
)
def test_no_plan_without_room_for_a_single_session(who: Person) -> None:
    with pytest.raises(DataError, match=r"windows: no session .* finds room"):
        made(OURS, KNOWN, who)


def test_what_to_heed_stands_in_a_notice_of_every_revision() -> None:
    assert [n.rule for n in PLAN.notices] == ["screening"]
    assert "stop and ask" in PLAN.notices[0].text
    careful = made(OURS, KNOWN, person(answers={**ANSWERS, "S39": "flexion"}))
    assert "bending" in careful.notices[0].text.lower()
    assert revise_plan(careful, diary(), day(9)).notices == careful.notices


# Revising


def test_nothing_new_returns_the_very_same_plan() -> None:
    for n in range(LAST + 5):
        assert revise_plan(PLAN, diary(until=n - 1), day(n)) is PLAN


def test_instants_of_issue_always_increase() -> None:
    plan = PLAN
    early = dt.datetime(2025, 12, 31, tzinfo=dt.UTC)
    for issued in (None, early, None):
        moved = next(s for s in plan.active if s.day >= day(8))
        pin = Pin(moved.key, moved.day, 1080 if moved.start != 1080 else 1090)
        plan = revise_plan(plan, diary(until=7), day(8), issued=issued, pins=[pin])
    assert plan.revisions == (
        dt.datetime(2026, 1, 5, tzinfo=dt.UTC),
        dt.datetime(2026, 1, 13, tzinfo=dt.UTC),
        dt.datetime(2026, 1, 13, 0, 0, 1, tzinfo=dt.UTC),
        dt.datetime(2026, 1, 13, 0, 0, 2, tzinfo=dt.UTC),
    )


def test_only_what_changed_takes_the_number_of_the_revision() -> None:
    moved = by_key(PLAN)["w02/walk/1"]
    plan = revise_plan(PLAN, diary(until=6), day(7), pins=[Pin(moved.key, moved.day, 600)])
    for s in plan.sessions:
        before = by_key(PLAN)[str(s.key)]
        assert s.since == 0
        assert s.revision == (0 if s == before else 1)
    assert by_key(plan)["w02/walk/1"].revision == 1


def leg_sign(n: int = 7) -> Entry:
    return Entry(day(n), leg=True)


def test_a_new_leg_sign_withdraws_all_that_is_to_come_and_says_so() -> None:
    plan = revise_plan(PLAN, diary(leg_sign(), until=8), day(9))
    assert [s for s in plan.sessions if s.day < day(9)] == [s for s in PLAN.sessions if s.day < day(9)]
    gone = [s for s in plan.sessions if s.day >= day(9)]
    assert len(gone) == len([s for s in PLAN.sessions if s.day >= day(9)]) > 0
    assert all(s.withdrawn and s.revision == 1 for s in gone)
    assert [n.rule for n in plan.notices] == ["stop"]
    assert "2026-01-12" in plan.notices[0].text
    assert revise_plan(plan, diary(leg_sign(), until=8), day(9)) is plan


def test_a_tombstone_keeps_all_but_its_mark_and_is_not_withdrawn_twice() -> None:
    once = revise_plan(PLAN, diary(leg_sign(), until=8), day(9))
    for s in once.sessions:
        assert evolve(s, withdrawn=False, revision=0) == by_key(PLAN)[str(s.key)]
    again = revise_plan(once, diary(leg_sign(), leg_sign(9), until=8), day(10))
    assert all(s.revision == 1 for s in again.sessions if s.withdrawn)


def test_what_returns_does_so_under_the_same_key_and_its_number_rises_again() -> None:
    gone = revise_plan(PLAN, diary(leg_sign(), until=8), day(9))
    back = revise_plan(gone, diary(until=8), day(9))
    assert places(back) == places(PLAN)
    for s in back.sessions:
        assert (s.withdrawn, s.since) == (False, 0)
        assert s.revision == (2 if s.day >= day(9) else 0)


def test_days_away_move_what_can_be_moved_and_withdraw_the_rest() -> None:
    who = away(person(), 7, 12)
    plan = revise_plan(PLAN, diary(until=6), day(7), person=who)
    assert plan.person == who
    assert not [s for s in plan.active if day(7) <= s.day <= day(12)]
    week = {k for s in plan.sessions if s.key.week == 2 for k in [str(s.key)]}
    stay = {str(s.key) for s in plan.active if s.key.week == 2}
    lost = {str(u.key) for u in plan.unplaced if u.key.week == 2}
    assert stay | lost == week
    assert not stay & lost
    assert lost
    assert {key for key in week if by_key(plan)[key].withdrawn} == lost
    for u in plan.unplaced:
        assert u.smallest
        assert [when for when, _ in u.refused] == [day(n) for n in range(7, 14)]
        assert all(rules for _, rules in u.refused)


def test_a_week_back_home_brings_its_sessions_back_under_their_keys() -> None:
    gone = revise_plan(PLAN, diary(until=6), day(7), person=away(person(), 7, 13))
    assert not [s for s in gone.active if s.key.week == 2]
    back = revise_plan(gone, diary(until=6), day(7), person=person())
    assert set(places(back)) == set(places(PLAN))
    assert back.unplaced == ()


def test_other_windows_move_what_is_to_come_only() -> None:
    mornings = person("mon-sun 06:00-08:00")
    plan = revise_plan(PLAN, diary(until=8), day(9), person=mornings)
    assert {s.start >= 1080 for s in plan.active if s.day < day(9)} == {True}
    assert {s.end <= 480 for s in plan.active if s.day >= day(9)} == {True}


def test_a_person_who_is_no_longer_cleared_keeps_the_past_only() -> None:
    hurt = person(answers={**ANSWERS, "S02": "recent"})
    plan = revise_plan(PLAN, diary(until=8), day(9), person=hurt)
    assert plan.clearance.outcome == Outcome.EMERGENCY
    assert [s for s in plan.active if s.day >= day(9)] == []
    assert [s for s in plan.active if s.day < day(9)] == [s for s in PLAN.active if s.day < day(9)]
    assert plan.notices[-1].text == plan.clearance.message


def test_a_pin_stays_where_it_was_put_whatever_comes_later() -> None:
    key = Key(2, "walk", 2)
    pin = Pin(key, day(12), 615)
    plan = revise_plan(PLAN, diary(until=3), day(4), pins=[pin])
    pinned = by_key(plan)["w02/walk/2"]
    assert (pinned.day, pinned.start, pinned.where) == (day(12), 615, ("You put it here.",))
    assert plan.pins == (pin,)
    later = revise_plan(
        plan, diary(Entry(day(5), done="not done"), until=6), day(7), person=person("mon-sun 06:00-07:00")
    )
    assert places(later)["w02/walk/2"] == (day(12), 615)
    assert later.pins == (pin,)


def test_a_later_pin_replaces_an_earlier_one() -> None:
    key = Key(2, "walk", 2)
    plan = revise_plan(PLAN, diary(until=3), day(4), pins=[Pin(key, day(12), 615)])
    plan = revise_plan(plan, diary(until=3), day(4), pins=[Pin(key, day(11), 700)])
    assert plan.pins == (Pin(key, day(11), 700),)
    assert places(plan)["w02/walk/2"] == (day(11), 700)


def test_others_make_room_for_a_pin() -> None:
    other = by_key(PLAN)["w02/strength/1"]
    plan = revise_plan(PLAN, diary(until=3), day(4), pins=[Pin(Key(2, "walk", 1), other.day, other.start)])
    active = sorted((s.day, s.start, s.end) for s in plan.active)
    for (d1, _, end), (d2, start, _) in pairwise(active):
        assert d1 != d2 or end <= start


def test_a_session_put_into_the_week_before_has_its_time_to_itself() -> None:
    other = by_key(PLAN)["w02/strength/2"]
    plan = revise_plan(PLAN, diary(until=3), day(4), pins=[Pin(Key(3, "strength", 1), other.day, other.start)])
    assert places(plan)["w03/strength/1"] == (other.day, other.start)
    assert places(plan)["w02/strength/2"][0] != other.day


def test_a_session_put_into_the_week_after_has_its_time_to_itself() -> None:
    other = by_key(PLAN)["w03/strength/1"]
    plan = revise_plan(PLAN, diary(until=3), day(4), pins=[Pin(Key(2, "strength", 2), other.day, other.start)])
    assert places(plan)["w02/strength/2"] == (other.day, other.start)
    apart = abs((places(plan)["w03/strength/1"][0] - other.day).days)
    assert apart >= 2
    assert len(places(plan)) == len(places(PLAN))


answers = st.sampled_from(["as planned", "partly", "not done", "", "RED"])


@given(st.lists(answers, min_size=len(PLAN.active), max_size=len(PLAN.active)), st.integers(1, LAST))
def test_a_diary_changes_no_place_and_nothing_of_the_past(told: list[str], n: int) -> None:
    entries = []
    for s, answer in zip(PLAN.active, told, strict=True):
        if answer == "RED":
            entries.append(Entry(s.day, session=str(s.key), during=Pain(8)))
        elif answer:
            entries.append(Entry(s.day, session=str(s.key), done=answer))
    plan = revise_plan(PLAN, diary(*entries), day(n))
    assert places(plan) == places(PLAN)
    assert [s for s in plan.sessions if s.day < day(n)] == [s for s in PLAN.sessions if s.day < day(n)]


def test_a_revision_after_the_end_changes_nothing() -> None:
    assert revise_plan(PLAN, diary(Entry(day(3), done="not done")), day(60)) is PLAN


def test_a_program_and_its_exercises_travel_with_the_plan() -> None:
    assert isinstance(PLAN.program, Program)
    assert set(PLAN.exercises) == {"squat", "plank", "walk"}
    assert Window.parse("mon-sun 18:00-20:00") in PLAN.person.windows
