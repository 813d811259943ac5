"""A plan: the identity of its sessions, its weeks, and what it shows."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.issued import LOST, PLAN, START, day

from rehabplan.errors import DataError, NotationError
from rehabplan.model.person import COMPONENTS
from rehabplan.model.plan import Key

keys = st.builds(
    Key, st.integers(1, 9999), st.sampled_from(COMPONENTS), st.integers(1, 999), st.sampled_from(["", "b", "c", "z"])
)


@given(keys)
def test_a_key_reads_back_what_it_writes(key: Key) -> None:
    assert Key.parse(str(key)) == key


def test_keys_are_written_as_the_identity_scheme_says() -> None:
    assert str(Key(7, "strength", 3)) == "w07/strength/3"
    assert str(Key(7, "strength", 2, "b")) == "w07/strength/2b"
    assert Key.parse("w12/run/4") == Key(12, "run", 4)


@pytest.mark.parametrize("text", ["", "w7/strength/3", "w07/strength", "w07/Strength/3", "w07/strength/2a", "07/run/1"])
def test_what_is_no_key_is_quoted(text: str) -> None:
    with pytest.raises(NotationError, match="expected like w07/strength/2") as caught:
        Key.parse(text)
    assert repr(text) in str(caught.value)


@given(st.lists(keys))
def test_keys_are_in_order_of_week_first(found: list[Key]) -> None:
    assert [key.week for key in sorted(found)] == sorted(key.week for key in found)
    numbers = [Key(1, "run", n) for n in (2, 10, 1)]
    assert [key.n for key in sorted(numbers)] == [1, 2, 10]


def test_active_sessions_are_those_not_withdrawn() -> None:
    assert [str(s.key) for s in PLAN.active] == ["w01/strength/1", "w01/strength/3", "w02/strength/1", "w02/strength/2"]
    assert len(PLAN.sessions) == 5


def test_a_session_ends_when_its_minutes_are_over() -> None:
    assert PLAN.sessions[0].end == 18 * 60 + 45


def test_weeks_run_from_the_start_not_from_monday() -> None:
    assert START.weekday() == 2
    assert [PLAN.week_start(n) for n in (1, 2)] == [START, START + dt.timedelta(days=7)]


def test_a_week_holds_its_seven_days_its_phase_and_what_found_no_room() -> None:
    first, second = PLAN.week(1), PLAN.week(2)
    assert [s.day for s in first.sessions] == [day(0), day(6)]
    assert [s.day for s in second.sessions] == [day(7), day(13)]
    assert (first.phase, second.phase) == ("Settle", "Build")
    assert (first.unplaced, second.unplaced) == ((), (LOST,))


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_week_outside_of_the_plan_is_refused(number: int) -> None:
    with pytest.raises(DataError, match=f"expected 1 to 2, got {number}"):
        PLAN.week(number)


def test_a_day_is_explained_with_its_sessions_and_what_its_week_had_no_room_for() -> None:
    assert [s.day for s in PLAN.explain(day(6)).sessions] == [day(6)]
    assert PLAN.explain(day(6)).unplaced == ()
    assert PLAN.explain(day(8)).sessions == ()
    assert PLAN.explain(day(8)).unplaced == (LOST,)


def test_a_withdrawn_session_is_not_shown() -> None:
    assert PLAN.explain(day(2)).sessions == ()
    assert all(not s.withdrawn for s in PLAN.week(1).sessions)


@pytest.mark.parametrize("offset", [-1, 14])
def test_a_day_outside_of_the_plan_says_from_when_to_when_it_runs(offset: int) -> None:
    with pytest.raises(DataError, match="the plan runs from 2026-01-07 to 2026-01-20"):
        PLAN.explain(day(offset))
