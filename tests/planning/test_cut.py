"""How content is cut to the minutes a session books (C11, decision 18)."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.workshop import component, exercise, item, made, phase, program, shelf, slots

from rehabplan.model.plan import Item, Key
from rehabplan.planning.cut import fit, item_seconds

PACE = 390
LIFTS = {name: exercise(name) for name in ("warm", "a", "b", "c", "d", "e", "f")}
WALKS = {name: exercise(name, kind="aerobic", pattern="walk") for name in ("walk", "stroll")}
KNOWN = {**LIFTS, **WALKS, "run": exercise("run", kind="aerobic", pattern="run")}


def cut(seconds: int, *items: Item, kept: tuple[str, ...] = ()) -> list[str]:
    """Return the doses that are left, "-" for what was left out."""
    return [str(i.dose or "-") for i in fit(items, kept, seconds, KNOWN, PACE)]


def length(items: list[Item]) -> int:
    return sum(item_seconds(i, KNOWN[i.exercise], PACE) for i in items)


@pytest.mark.parametrize(
    ("name", "dose", "seconds"),
    [
        ("a", "3x10 rest 90s", 3 * 40 + 180 + 30),
        ("walk", "20min", 1200),
        ("run", "5km", 5 * 390),
        ("run", "5.2km", 2028),
    ],
)
def test_an_item_takes_its_dose_and_30_s_for_changing_over_but_walks_and_runs_need_none(name, dose, seconds) -> None:
    assert item_seconds(item(name, dose), KNOWN[name], PACE) == seconds
    assert item_seconds(evolve(item(name, dose), dose=None), KNOWN[name], PACE) == 0


# Each of these takes 3 x 10 x 4 + 2 x 60 + 30 = 270 s; two sets take 170 s, nothing 0 s.
SESSION = (
    item("warm", "3x10", role="warm-up"),
    item("a", "3x10"),
    item("b", "3x10", role="accessory"),
    item("c", "3x10"),
    item("d", "3x10", role="accessory"),
    item("e", "3x10", role="stretch"),
)
WHOLE = 6 * 270


@pytest.mark.parametrize(
    ("seconds", "left"),
    [
        (WHOLE, ["3x10", "3x10", "3x10", "3x10", "3x10"]),
        # third sets, from the end
        (WHOLE - 1, ["3x10", "3x10", "3x10", "3x10", "2x10"]),
        (WHOLE - 101, ["3x10", "3x10", "3x10", "2x10", "2x10"]),
        (WHOLE - 500, ["2x10", "2x10", "2x10", "2x10", "2x10"]),
        # then accessories, from the end
        (WHOLE - 501, ["2x10", "2x10", "2x10", "-", "2x10"]),
        (WHOLE - 671, ["2x10", "-", "2x10", "-", "2x10"]),
        # then stretching, and at last the rest
        (WHOLE - 841, ["2x10", "-", "2x10", "-", "-"]),
        (WHOLE - 1011, ["2x10", "-", "-", "-", "-"]),
        (WHOLE - 1181, ["-", "-", "-", "-", "-"]),
        (0, ["-", "-", "-", "-", "-"]),
    ],
)
def test_third_sets_go_first_then_accessories_then_stretching_and_the_warm_up_stays(seconds, left) -> None:
    assert cut(seconds, *SESSION) == ["3x10", *left]


def test_what_a_phase_is_left_by_goes_last() -> None:
    kept = ("b", "c")
    assert cut(WHOLE - 300, *SESSION, kept=kept) == ["3x10", "2x10", "3x10", "3x10", "2x10", "2x10"]
    assert cut(WHOLE - 3 * 270, *SESSION, kept=kept) == ["3x10", "-", "3x10", "3x10", "-", "-"]
    assert cut(WHOLE - 3 * 270 - 1, *SESSION, kept=kept) == ["3x10", "-", "3x10", "2x10", "-", "-"]
    assert cut(270 + 170, *SESSION, kept=kept) == ["3x10", "-", "2x10", "-", "-", "-"]


def test_walks_are_shortened_before_anything_else_to_five_minutes_at_least() -> None:
    session = (item("walk", "20min"), item("a", "3x10"), item("stroll", "10min"))
    assert cut(2070, *session) == ["1x1200s", "3x10", "1x600s"]
    assert cut(2069, *session) == ["1x1200s", "3x10", "1x540s"]
    assert cut(2070 - 300 - 120, *session) == ["1x1080s", "3x10", "1x300s"]
    assert cut(2070 - 300 - 900, *session) == ["1x300s", "3x10", "1x300s"]
    assert cut(2070 - 300 - 901, *session) == ["1x300s", "2x10", "1x300s"]
    assert cut(60, item("walk", "3min")) == ["-"]


def test_a_run_by_distance_is_not_shortened_like_a_walk() -> None:
    assert cut(5 * 390 + 170, item("run", "5km"), item("a", "3x10")) == ["5000m", "2x10"]


def test_what_is_cut_says_so_and_what_is_not_says_nothing() -> None:
    first, third, gone = SESSION[1], SESSION[3], SESSION[4]
    result = fit((first, third, gone), (), 270 + 170, KNOWN, PACE)
    assert result[0] == evolve(first, dose=result[0].dose, overlay=result[0].overlay, why=result[0].why)
    left = fit((first, third), (), 270 + 170, KNOWN, PACE)
    assert left[0] == first
    assert (left[1].overlay, left[1].why[-1].rule) == ("C11", "C11")
    assert left[1].why[-1].reason == "Cut so that the session fits its time."
    assert result[2].why[-1].reason == "Left out so that the session fits its time."


roles = st.sampled_from(["warm-up", "main", "accessory", "stretch", "cool-down"])
parts = st.lists(
    st.tuples(
        st.sampled_from(sorted(KNOWN)), roles, st.booleans(),
        st.sampled_from(["1x8", "2x10/side", "3x12", "4x6", "8-6-4x10s/side rest 30s", "20min", "5min", "5km"]),
    ),
    max_size=7,
)  # fmt: skip


@given(parts, st.integers(0, 3600))
def test_the_minutes_are_never_exceeded_and_the_order_of_cutting_is_kept(drawn, seconds: int) -> None:
    items = tuple(item(name, dose, slot=str(n), role=role) for n, (name, role, _, dose) in enumerate(drawn))
    kept = {str(n) for n, (_, _, keep, _) in enumerate(drawn) if keep}
    result = fit(items, kept, seconds, KNOWN, PACE)
    warm = [i for i in items if i.role == "warm-up"]
    assert [i for i in result if i.role == "warm-up"] == warm
    assert length(result) <= max(seconds, length(warm))
    if length(list(items)) <= seconds:
        assert result == list(items)
    pairs = [(a, b) for a, b in zip(items, result, strict=True) if a.role != "warm-up"]
    gone = [a for a, b in pairs if b.dose is None]
    free = [(a, b) for a, b in pairs if a.slot not in kept]
    if gone:
        assert all(b.dose is None or len(b.dose.sets) <= 2 for _, b in free)
    if any(a.role != "accessory" for a in gone):
        assert all(b.dose is None for a, b in free if a.role == "accessory")
    if any(a.role == "main" for a in gone):
        assert all(b.dose is None for a, b in free if a.role in {"stretch", "cool-down"})
    if any(b.dose != a.dose for a, b in pairs if a.slot in kept and KNOWN[a.exercise].kind != "aerobic"):
        assert all(b.dose is None for _, b in free)
    for role in ("main", "accessory"):
        left = [b.dose is not None for a, b in free if a.role == role]
        assert left == sorted(left, reverse=True), "cut from the end"


def test_in_a_plan_the_rider_is_cut_to_its_own_minutes_and_its_carrier_to_the_rest() -> None:
    known = shelf(
        exercise("plank", "3x12"), exercise("hip-stretch", "3x60s", kind="stretch"), exercise("hinge", "3x12")
    )
    # plank and hinge: 2 x (3 x 12 x 4 + 2 x 60 + 30) = 588 s; stretch: 3 x 60 + 2 x 60 + 30 = 330 s
    trunk = component("trunk", slots("plank hinge"), per_week=1, minutes=10)
    rider = component("mobility", slots("hip-stretch", role="stretch"), per_week=1, minutes=5, rides=("trunk",))
    plan = made(program(phase(trunk, rider, weeks=1)), known)
    assert len(plan.active) == 1
    joined = plan.active[0]
    assert (joined.minutes, joined.title, joined.riders) == (15, "Trunk + mobility", (Key(1, "mobility", 1),))
    assert [str(i.dose) for i in joined.items] == ["3x12", "3x12", "2x60s"]
