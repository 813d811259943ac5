import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.builders import MONDAY, course

from rehabplan.model.course import Body, Verdict, Week
from rehabplan.model.scales import Light, Pain
from rehabplan.rules import FlareDay, FlareUp, RepsFirst, flare_begins, running_share, third_in_six_weeks
from rehabplan.testing import lights, pains


def day(morning: int, usual: int = 2, light: Light | None = None) -> FlareDay:
    return FlareDay(Pain(morning), Pain(usual), light)


def states(*days: FlareDay, rule: FlareUp | None = None) -> list[tuple[str, int]]:
    return [(s.state, s.percent) for s in (rule or FlareUp()).fold(days)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": ()},
        {"steps": (50, 70)},
        {"steps": (70, 50, 100)},
        {"steps": (0, 100)},
        {"steps": (50, 50, 100)},
        {"settle": 0},
        {"above": -1},
        {"most": 11},
        {"days": 0},
    ],
)
def test_impossible_parameters_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"FlareUp\.{next(iter(wrong))}: expected "):
        FlareUp(**wrong)


def test_settling_takes_two_days_and_a_low_morning() -> None:
    assert states(day(2), day(2), day(2)) == [("settle", 0), ("settle", 0), ("rebuild", 50)]
    assert states(*[day(4)] * 3)[-1] == ("settle", 0)
    assert states(day(4), day(4), day(3))[-1] == ("rebuild", 50)
    assert states(*[day(5, usual=5)] * 3)[-1] == ("settle", 0)
    assert states(*[day(4, usual=5)] * 3)[-1] == ("rebuild", 50)
    assert states(day(2), day(2), rule=FlareUp(settle=1))[-1] == ("rebuild", 50)
    assert states(*[day(4)] * 3, rule=FlareUp(above=2))[-1] == ("rebuild", 50)
    assert states(*[day(3)] * 3, rule=FlareUp(most=2))[-1] == ("settle", 0)


def test_each_color_moves_the_rebuild() -> None:
    first = (day(2), day(2), day(2))
    for light, state in (
        (Light.GREEN, ("rebuild", 70)), (Light.SETTLED, ("rebuild", 70)), (Light.UNSETTLED, ("rebuild", 50)),
        (Light.RED, ("settle", 0)), (Light.STOP, ("settle", 0)), (None, ("rebuild", 50)),
    ):  # fmt: skip
        assert states(*first, day(2, light=light))[-1] == state
    back = states(*first, day(2, light=Light.GREEN), day(2, light=Light.UNSETTLED))
    assert back[-1] == ("rebuild", 50)


def test_sessions_while_settling_change_nothing() -> None:
    assert states(day(6, light=Light.GREEN), day(6), day(6, light=Light.GREEN))[-1] == ("settle", 0)


def test_once_normal_it_stays_normal() -> None:
    days = [day(2)] * 3 + [day(2, light=Light.GREEN)] * 4
    assert states(*days)[-1] == ("normal", 100)
    assert states(*days, day(9, light=Light.RED))[-1] == ("normal", 100)
    assert states(*days, *[day(2)] * 12)[-1] == ("normal", 100)


def test_not_normal_in_two_weeks_asks_for_a_clinician() -> None:
    slow = states(*[day(2)] * 15)
    assert slow[12] == ("rebuild", 50)
    assert slow[13:] == [("see a clinician", 50)] * 2
    assert states(*[day(9)] * 3, rule=FlareUp(days=3))[-1] == ("see a clinician", 0)


@given(st.lists(st.builds(FlareDay, pains(), pains(), st.none() | lights()), max_size=25))
def test_a_flare_up_settles_before_it_rebuilds(days: list[FlareDay]) -> None:
    folded = FlareUp().fold(days)
    assert [s.day for s in folded] == list(range(1, len(days) + 1))
    assert all(s.percent == 0 for s in folded[:2])
    steps = (0, 50, 70, 85, 100)
    for before, now in pairwise(folded):
        assert steps.index(now.percent) - steps.index(before.percent) <= 1


# -- the gate


def limited(percent: int | None, dose: str = "3x10", trend: str = "", **more: Any) -> str:
    now = course(RepsFirst(), dose, **more)
    weeks = (Week(1, 3, 3, trend=trend),) if trend else ()
    answer = FlareUp().limit(now, Body(MONDAY, weeks=weeks, flare=percent), now.dose)
    if answer is None:
        return "-"
    assert (answer.rule, answer.action) == ("P11", "P11 flare-up plan")
    assert (answer.dose is None) == (answer.verdict is Verdict.STOP)
    return str(answer.dose)


def test_settling_rests_what_is_trained_and_keeps_what_is_gentle() -> None:
    assert limited(0) == "None"
    assert limited(0, kind="aerobic", pattern="run") == "None"
    assert limited(0, kind="motor-control") == "None"
    assert limited(0, kind="stretch") == "None"
    assert limited(0, kind="mobility", level=2) == "None"
    for gentle in (
        {"kind": "mobility", "level": 1}, {"kind": "aerobic", "pattern": "walk"}, {"kind": "posture"},
        {"kind": "mobility", "pattern": "relaxation", "level": 2},
    ):  # fmt: skip
        assert limited(0, **gentle) == "-"


def test_sets_come_back_step_by_step() -> None:
    found = [limited(percent, f"{sets}x10") for sets in (1, 2, 3, 4) for percent in (50, 70, 85)]
    assert found == ["1x10"] * 3 + ["1x10", "1x10", "2x10"] + ["2x10", "2x10", "3x10"] + ["2x10", "3x10", "3x10"]
    assert limited(100) == limited(None) == "-"
    assert limited(99, "60x10") == "59x10"


def test_a_flare_week_settles_until_the_days_are_known() -> None:
    assert limited(None, trend="FLARE") == "None"
    assert limited(None, trend="HOLD") == "-"
    assert limited(70, trend="FLARE") == "2x10"
    assert limited(100, trend="FLARE") == "-"
    now = course(RepsFirst())
    body = Body(MONDAY, weeks=(Week(2, 3, 3), Week(1, 3, 3, trend="FLARE")))
    assert FlareUp().limit(now, body, now.dose) is None


# -- beginnings


def on(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def test_what_begins_a_flare_up() -> None:
    assert flare_begins(trend="FLARE")
    assert flare_begins(reported=True)
    assert flare_begins(reds=[on(6), on(0)])
    assert flare_begins(reds=[on(0), on(20), on(26)])
    assert not flare_begins(reds=[on(0), on(7)])
    assert not flare_begins(trend="HOLD", reds=[on(0)])


def test_a_third_flare_up_in_six_weeks() -> None:
    assert third_in_six_weeks([on(42), on(0), on(20)])
    assert not third_in_six_weeks([on(0), on(20), on(43)])
    assert third_in_six_weeks([on(0), on(40), on(50), on(60)])
    assert not third_in_six_weeks([on(0), on(1)])


def test_running_comes_back_in_tenths() -> None:
    assert [running_share(n) for n in (0, 3, 9)] == [70, 100, 100]
    assert running_share(1, (60, 100)) == 100
