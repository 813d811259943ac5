from decimal import Decimal
from typing import Any

import pytest
from tests.rules.builders import actions, course, doses, fold

from rehabplan.model.course import Week
from rehabplan.model.scales import Light
from rehabplan.rules import LongHold, ShortHold

LOADED = LongHold("2")


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (ShortHold, {"longer": 0}),
        (ShortHold, {"good": 0}),
        (ShortHold, {"short": 11}),
        (ShortHold, {"least": 101}),
        (LongHold, {"then_load": 0}),
        (LongHold, {"then_load": "much"}),
        (LongHold, {"cap": -1}),
        (LongHold, {"step_s": 0}),
        (LongHold, {"percent": 0}),
        (LongHold, {"ceilings": 0}),
        (LongHold, {"fails": 0}),
        (LongHold, {"least": 0}),
    ],
)
def test_impossible_parameters_are_refused(kind: type, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{kind.__name__}\.{next(iter(wrong))}: expected a "):
        kind(**wrong)


# -- P4a


def test_a_pyramid_keeps_its_shape() -> None:
    now = course(ShortHold(), "6-4-2x10s", "10-8-6x10s")
    assert doses(now, Light.GREEN, Light.GREEN) == ["6-4-2x10s", "7-5-3x10s"]
    low = course(ShortHold(), "5-3-1x10s", "8-6-4x10s", at="7-5-3x10s")
    assert doses(low, "7-5x10s", "7-5x10s")[-1] == "6-4-2x10s"
    odd = course(ShortHold(), "3-2-1x10s", "8-7-6x10s")
    assert doses(odd, Light.GREEN, Light.GREEN)[-1] == "4-3-2x10s"


def test_a_set_of_a_pyramid_is_never_empty() -> None:
    now = course(ShortHold(), "4-2x10s", "4-2-1x10s")
    assert doses(now, Light.GREEN, Light.GREEN)[-1] == "4-2-1x10s"


def test_time_then_repetitions_then_a_set_then_a_rung() -> None:
    now = course(ShortHold(), "2x5x7s", "3x6x8s")
    good = [Light.GREEN] * 10
    assert doses(now, *good)[1::2] == ["2x5x8s", "2x6x8s", "3x5x8s", "3x6x8s", "3x6x8s"]
    assert actions(now, *good)[1::2] == ["hold time +", "reps+1", "set+1", "reps+1", "STEP-UP"]
    assert actions(course(ShortHold(), "2x3x8s", "3x6x8s", at="2x6x8s"), *good[:2])[-1] == "set+1"
    assert doses(course(ShortHold(), "2x3x8s", "3x6x8s", at="2x6x8s"), *good[:2])[-1] == "3x4x8s"


def test_short_sessions_give_back_the_last_step_first() -> None:
    now = course(ShortHold(), "2x5x5s", "2x8x8s", at="2x6x8s")
    bad = ["1x6x8s"] * 6
    assert doses(now, *bad)[1::2] == ["2x5x8s", "2x5x6s", "2x5x5s"]
    assert actions(now, *bad)[1::2] == ["reps-1", "hold time -", "hold time -"]
    assert actions(course(ShortHold(), "2x5x5s", "2x8x8s"), *bad[:2]) == ["hold (fail 1)", "STEP-DOWN"]


def test_a_hold_below_four_fifths_is_short() -> None:
    now = course(ShortHold(), "2x5x10s", "2x8x10s")
    assert actions(now, "2x5x8s") == ["hold"]
    assert actions(now, "2x5x7s") == ["hold (fail 1)"]
    assert actions(now, "2x4x10s") == ["hold"]


def test_a_partial_session_ends_both_streaks() -> None:
    now = course(ShortHold(), "2x5x10s", "2x8x10s")
    assert actions(now, "2x5x10s", "2x4x10s", "2x5x10s", "2x5x10s") == ["hold", "hold", "hold", "reps+1"]
    assert actions(now, "1x5x10s", "2x4x10s", "1x5x10s")[-1] == "hold (fail 1)"
    assert actions(now, "2x5x10s", Light.SETTLED, "2x5x10s")[-1] == "hold"


def test_how_many_sessions_make_a_step_is_a_setting() -> None:
    assert actions(course(ShortHold(good=1), "2x5x10s", "2x8x10s"), Light.GREEN) == ["reps+1"]
    assert actions(course(ShortHold(short=1), "2x5x10s", "2x8x10s"), "1x5x10s") == ["STEP-DOWN"]
    assert doses(course(ShortHold(good=1, longer=3), "2x5x5s", "2x8x10s"), Light.GREEN) == ["2x5x8s"]


def test_decisions_of_holds_say_why() -> None:
    _, decision = fold(course(ShortHold(), "2x5x10s", "2x8x10s"), Light.GREEN, Light.GREEN)
    assert decision is not None
    assert decision.reason == "After two good sessions at 2x5x10s, 2x6x10s comes next."
    assert (decision.rule, decision.sources) == ("P4a", ("R39", "R41"))
    assert decision.saw == (("done", "2x5x10s"), ("asked", "2x5x10s"))


# -- P4b


def test_long_holds_grow_by_a_tenth_in_steps_of_five() -> None:
    now = course(LongHold(), "1x15s", "1x480s")
    assert doses(now, Light.GREEN) == ["1x20s"]
    assert doses(course(LongHold(), "1x15s", "1x480s", at="1x95s"), Light.GREEN) == ["1x100s"]
    assert doses(course(LongHold(), "1x15s", "1x480s", at="1x150s"), Light.GREEN) == ["1x165s"]
    assert doses(course(LongHold(), "1x15s", "1x480s", at="1x478s"), Light.GREEN) == ["1x480s"]


def test_a_set_of_holds_is_added_with_the_same_volume() -> None:
    assert doses(course(LongHold(), "2x15s", "3x60s", at="2x60s"), Light.GREEN) == ["3x40s"]
    assert doses(course(LongHold(), "2x45s", "3x60s", at="2x60s"), Light.GREEN) == ["3x45s"]


def test_two_short_sessions_take_five_seconds_off() -> None:
    now = course(LongHold(), "2x18s", "2x60s", at="2x30s")
    assert doses(now, "2x20s", "2x20s") == ["2x30s", "2x25s"]
    assert doses(course(LongHold(), "2x18s", "2x60s", at="2x20s"), "2x10s", "2x10s")[-1] == "2x18s"
    assert actions(now, "2x24s", "2x23s", "2x24s", "1x30s") == ["hold", "hold (fail 1)", "hold", "hold (fail 1)"]
    assert actions(course(LongHold(), "2x18s", "2x60s"), "2x10s", "2x10s")[-1] == "STEP-DOWN"
    assert actions(course(LongHold(step_s=10), "2x10s", "2x60s", at="2x30s"), "1x30s", "1x30s")[-1] == "time-10"


def test_time_then_load() -> None:
    now = course(LOADED, "2x20s @10kg", "2x25s")
    words = actions(now, *[Light.GREEN] * 3)
    assert words == ["time+", "ceiling 1 of 2", "increase"]
    assert doses(now, *[Light.GREEN] * 3)[-1] == "2x20s @12kg"
    assert LOADED.step == Decimal(2)
    assert LongHold().step == Decimal(1)


def test_load_is_given_back_before_a_rung() -> None:
    loaded = fold(course(LOADED, "2x20s @10kg", "2x25s", at="2x25s @10kg"), *[Light.GREEN] * 2)[0]
    assert (str(loaded.dose), loaded.climbed) == ("2x20s @12kg", 1)
    back, decision = fold(loaded, "2x10s", "2x10s")
    assert decision is not None
    assert (str(back.dose), decision.action) == ("2x20s @10kg", "reduce")
    assert actions(back, "2x10s", "2x10s")[-1] == "STEP-DOWN"


@pytest.mark.parametrize(
    ("rule", "at", "loads"),
    [
        (LOADED, "2x25s @10kg", (Decimal(10),)),
        (LOADED, "2x25s", ()),
        (LongHold("2", cap=0), "2x25s @10kg", ()),
        (LongHold(), "2x25s @10kg", ()),
    ],
)
def test_without_a_heavier_load_the_next_rung_is_earned(rule: LongHold, at: str, loads: tuple[Decimal, ...]) -> None:
    now = course(rule, "2x20s", "2x25s", at=at, loads=loads)
    assert actions(now, *[Light.GREEN] * 2) == ["ceiling 1 of 2", "STEP-UP"]


def test_the_cool_off_holds_the_load_too() -> None:
    now = fold(course(LOADED, "2x20s @10kg", "2x20s @10kg", rung=1), Light.RED)[0]
    assert actions(now, *[Light.GREEN] * 4) == ["stay (cool-off)", "stay (cool-off)", "ceiling 1 of 2", "increase"]


def test_effort_above_the_cap_holds() -> None:
    assert actions(course(LongHold(), "2x20s rpe 7", "2x40s"), {"effort": 8}, {"effort": 7}) == ["hold", "time+"]
    assert actions(course(ShortHold(good=1), "2x5x5s rpe 4", "2x8x8s"), {"effort": 5})[-1] == "hold"


def test_weeks_and_empty_courses_are_not_their_business() -> None:
    for rule in (ShortHold(), LongHold()):
        now = course(rule, "2x5x5s", "2x8x8s")
        assert rule.next(now) is None
        assert rule.next(fold(now, Light.GREEN)[0], Week(1, 3, 3)) is None


def test_one_set_of_short_holds() -> None:
    now = course(ShortHold(good=1), "1x5x5s", "2x6x7s")
    assert doses(now, *[Light.GREEN] * 3) == ["1x5x7s", "1x6x7s", "2x5x7s"]
    four = course(ShortHold(good=1), "3x5x5s", "4x5x5s")
    assert doses(four, Light.GREEN) == ["4x5x5s"]
    beyond = course(ShortHold(good=1), "3x5x5s", "3x5x5s", at="4x5x5s")
    assert actions(beyond, Light.GREEN) == ["STEP-UP"]


def test_the_newest_hold_is_answered() -> None:
    for rule in (ShortHold(), LongHold()):
        decision = fold(course(rule, "2x5x10s", "2x8x10s"), "2x4x10s", "2x3x10s")[1]
        assert decision is not None
        assert decision.saw[0] == ("done", "2x3x10s")


def test_sets_of_long_holds_are_added_one_by_one() -> None:
    now = course(LongHold(), "1x20s", "4x40s", at="3x40s")
    assert doses(now, Light.GREEN) == ["4x30s"]
