"""What a week asks for, and who rides with whom (decision 22)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.workshop import component, person, phase, slots

from rehabplan.model.person import Running
from rehabplan.model.plan import Key
from rehabplan.model.program import Component
from rehabplan.planning.content import Draft, wanted

TRUNK, STRETCH = slots("plank"), slots("hip-stretch")
WALKING = slots("walk")


def keys(drafts: list[Draft]) -> list[str]:
    return [" + ".join(map(str, (d.key, *(k for k, _, _ in d.riders)))) for d in drafts]


def week(*components: Component, who=None, room: dict[str, int] | None = None, turn: dict[str, int] | None = None):
    return wanted(phase(*components), 7, who or person(), room or {}, turn or {})


def test_every_component_gets_its_sessions_with_keys_numbered_before_any_day_is_known() -> None:
    drafts = week(component("strength", TRUNK, per_week=2), component("walk", WALKING, per_week=3))
    assert keys(drafts) == ["w07/strength/1", "w07/strength/2", "w07/walk/1", "w07/walk/2", "w07/walk/3"]


def test_contents_alternate_across_weeks() -> None:
    strength = component("strength", TRUNK, STRETCH, per_week=3)
    first = week(strength)
    assert [d.slots for d in first] == [TRUNK, STRETCH, TRUNK]
    assert [d.title for d in first] == ["Strength A", "Strength B", "Strength A"]
    assert [d.slots for d in week(strength, turn={"strength": 3})] == [STRETCH, TRUNK, STRETCH]


def test_a_branch_of_running_is_for_those_who_run_so() -> None:
    runs, walks = component("run", TRUNK, branch="continue"), component("run", TRUNK, branch="pause", per_week=3)
    assert len(week(runs, walks, who=person(running=Running("continue")))) == 2
    assert len(week(runs, walks, who=person(running=Running("pause")))) == 3


def test_runs_by_distance_are_as_many_as_the_person_runs_and_the_last_one_is_the_long_one() -> None:
    runs = component("run", slots("easy"), slots("long"), minutes=0, kilometers=(100, 100))
    drafts = week(runs, who=person(running=Running("continue", per_week=4)))
    assert [d.slots[0].entry for d in drafts] == ["easy", "easy", "easy", "long"]
    assert [d.booked for d in drafts] == [0, 0, 0, 0]


@pytest.mark.parametrize(("limit", "booked"), [(45, [40, 30, 60]), (25, [25, 25, 60])])
def test_the_session_limit_shortens_all_but_walks_and_runs(limit: int, booked: list[int]) -> None:
    drafts = week(
        component("strength", TRUNK, per_week=1, minutes=40),
        component("trunk", TRUNK, per_week=1, minutes=30),
        component("walk", WALKING, per_week=1, minutes=60),
        who=person(limit=limit),
    )
    assert [d.booked for d in drafts] == booked


def riding(minutes: int = 10, per_week: int = 2, rides: tuple[str, ...] = ("trunk", "walk")) -> Component:
    return component("mobility", STRETCH, per_week=per_week, minutes=minutes, rides=rides)


LONG_ROOM = {"trunk": 120, "walk": 120}


def test_riders_join_the_first_carrier_named_one_to_a_session() -> None:
    drafts = week(
        component("walk", WALKING, per_week=2),
        component("trunk", TRUNK, per_week=1),
        riding(),
        who=person(limit=90),
        room=LONG_ROOM,
    )
    assert keys(drafts) == ["w07/walk/1 + w07/mobility/2", "w07/walk/2", "w07/trunk/1 + w07/mobility/1"]
    joined = drafts[2]
    assert joined.booked == 40
    assert [slot.id for _, slot in joined.parts] == ["plank", "hip-stretch"]
    assert [c.id for c, _ in joined.parts] == ["trunk", "mobility"]


def test_a_rider_goes_on_its_own_where_no_session_has_room_for_it() -> None:
    trunk = component("trunk", TRUNK, per_week=1, minutes=40)
    assert keys(week(trunk, riding(per_week=1), room=LONG_ROOM)) == ["w07/trunk/1", "w07/mobility/1"]
    long = person(limit=50)
    assert keys(week(trunk, riding(per_week=1), who=long, room=LONG_ROOM)) == ["w07/trunk/1 + w07/mobility/1"]
    narrow = {"trunk": 49}
    assert keys(week(trunk, riding(per_week=1), who=long, room=narrow)) == ["w07/trunk/1", "w07/mobility/1"]


def test_a_walk_carries_a_rider_beyond_the_session_limit() -> None:
    walk = component("walk", WALKING, per_week=1, minutes=45)
    assert keys(week(walk, riding(per_week=1), room=LONG_ROOM)) == ["w07/walk/1 + w07/mobility/1"]


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 6), st.integers(20, 70), st.integers(0, 90))
def test_riding_loses_no_session_and_doubles_none(trunks, walks, riders, limit, room) -> None:
    drafts = week(
        component("trunk", TRUNK, per_week=trunks), component("walk", WALKING, per_week=walks),
        riding(per_week=riders), who=person(limit=limit), room={"trunk": room, "walk": room},
    )  # fmt: skip
    found = [k for d in drafts for k in (d.key, *(k for k, _, _ in d.riders))]
    wished = [
        Key(7, name, n + 1)
        for name, count in (("trunk", trunks), ("walk", walks), ("mobility", riders))
        for n in range(count)
    ]
    assert sorted(found) == sorted(wished)
    assert all(d.booked <= max(room, 30) for d in drafts)
