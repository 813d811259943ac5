from decimal import Decimal
from typing import Any

import pytest
from tests.rules.builders import actions, course, did, doses, fold

from rehabplan.model.course import Verdict, Week
from rehabplan.model.scales import RPE, Light
from rehabplan.rules import DoubleProgression

P1 = DoubleProgression(8, 12, "2.5")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"low": 12, "high": 8}, r"DoubleProgression.high: expected at least low \(12\), got 8"),
        ({"low": 0}, "DoubleProgression.low: expected a whole number from 1 to 100, got 0"),
        ({"high": 101}, "DoubleProgression.high: expected a whole number from 1 to 100, got 101"),
        ({"low": "8"}, "DoubleProgression.low: expected a whole number, got '8'"),
        ({"step": 0}, "DoubleProgression.step: expected a number above 0, at most 1000000, got 0"),
        ({"step": "heavy"}, "DoubleProgression.step: expected a number, got 'heavy'"),
        ({"sets": 0}, "DoubleProgression.sets: expected a whole number from 1 to 20, got 0"),
        ({"cap": -1}, "DoubleProgression.cap: expected a whole number from 0 to 1000, got -1"),
        ({"rpe_cap": 8}, "DoubleProgression.rpe_cap: expected RPE, got 8"),
    ],
)
def test_impossible_parameters_are_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        DoubleProgression(**{"low": 8, "high": 12, "step": 1, **wrong})


def test_the_step_is_exact() -> None:
    assert DoubleProgression(8, 12, "0.1").step == Decimal("0.1")
    assert DoubleProgression(8, 8, 1).low == 8


def test_decisions_say_why_in_words_and_numbers() -> None:
    _, decision = fold(course(P1, at="3x10 @40kg"), "3x10")
    assert decision is not None
    assert (decision.verdict, decision.rule, decision.action) == (Verdict.PROGRESS, "P1", "target+1")
    assert decision.reason == "With every set done at 3x10 @40kg, 3x11 @40kg comes next."
    assert decision.saw == (("done", "3x10"), ("asked", "3x10 @40kg"))
    assert decision.sources == ("R22", "R23")


def test_too_much_effort_holds() -> None:
    rule = DoubleProgression(8, 12, "2.5", rpe_cap=RPE(7))
    now = course(rule, at="2x10 @40kg rpe 9")
    assert actions(now, {"effort": 7}) == ["target+1"]
    assert actions(now, {"effort": "7.5"}) == ["hold"]
    assert actions(course(P1, at="2x10 @40kg rpe 9"), {"effort": 9}) == ["target+1"]
    assert actions(course(P1, at="2x10 @40kg rpe 9"), {"effort": "9.5"}) == ["hold"]


def test_less_weight_than_asked_holds() -> None:
    assert actions(course(P1, at="2x10 @40kg"), "2x12 @37.5kg", "2x12 @40kg") == ["hold", "increase"]


def test_sets_left_out_change_nothing_and_break_no_streak() -> None:
    words = actions(course(P1, at="2x8 @40kg"), "2x7", "1x8", "2x7")
    assert words == ["hold (fail 1)", "hold (incomplete)", "reduce"]


def test_a_hold_ends_a_streak_of_failures() -> None:
    assert actions(course(P1, at="2x9 @40kg"), "2x7", "2x8", "2x7") == ["hold (fail 1)", "hold", "hold (fail 1)"]


def test_sets_are_added_before_load() -> None:
    rule = DoubleProgression(8, 12, "2.5", sets=3)
    assert doses(course(rule, at="2x11 @40kg"), "2x11", "2x12", "3x12") == ["2x12 @40kg", "3x8 @40kg", "3x8 @42.5kg"]
    assert doses(course(rule, at="2x12 @10kg"), "2x12") == ["3x8 @10kg"]
    assert doses(course(DoubleProgression(4, 12, "2.5", sets=3), at="2x12 @40kg"), "2x12") == ["3x8 @40kg"]
    assert actions(course(rule, at="2x12 @40kg"), "2x12") == ["set+1"]


def test_a_light_load_earns_two_more_repetitions_first() -> None:
    now = course(DoubleProgression(8, 12, 2), at="2x12 @19kg")
    assert doses(now, "2x12", "2x13", "2x14") == ["2x13 @19kg", "2x14 @19kg", "2x8 @21kg"]
    assert doses(course(DoubleProgression(8, 12, 2), at="2x12 @20kg"), "2x12") == ["2x8 @22kg"]


@pytest.mark.parametrize(
    ("at", "last", "following"),
    [("2x12 @+0", "2x14", "2x8 @+1"), ("2x12 @red", "2x14", "2x8 @green"), ("2x12 @100kg", "2x12", "2x8 @105kg")],
)
def test_the_next_load_follows_its_unit(at: str, last: str, following: str) -> None:
    assert doses(course(P1, at=at), last) == [following]


def test_unknown_loads_and_bands_need_two_more_repetitions() -> None:
    for load in ("+0", "+30", "red"):
        assert actions(course(P1, at=f"2x13 @{load}"), "2x13") == ["target+1"]


def test_owned_weights_limit_what_comes_next() -> None:
    owned = (Decimal(10), Decimal(16), Decimal(17))
    assert doses(course(P1, at="2x12 @10kg", loads=owned), "2x12", "2x13", "2x14")[-1] == "2x8 @16kg"
    assert doses(course(P1, at="2x12 @16kg", loads=owned), "2x12") == ["2x8 @17kg"]


@pytest.mark.parametrize(
    ("rule", "at", "loads"),
    [
        (P1, "2x12 @17kg", (Decimal(10), Decimal(17))),
        (P1, "2x12", ()),
        (P1, "2x12 @gold", ()),
        (P1, "2x12 @+1", (Decimal(10), Decimal(17))),
        (DoubleProgression(8, 12, "2.5", cap=0), "2x12 @40kg", ()),
    ],
)
def test_two_sessions_at_the_top_step_up_where_no_load_follows(
    rule: DoubleProgression, at: str, loads: tuple[Decimal, ...]
) -> None:
    now = course(rule, at=at, loads=loads)
    assert actions(now, "2x12", "2x12") == ["ceiling 1 of 2", "STEP-UP"]
    assert actions(now, "2x12", "2x11", "2x12") == ["ceiling 1 of 2", "hold", "ceiling 1 of 2"]
    broken = actions(now, "2x12", Light.SETTLED, "1x12", "2x12", "2x12")
    assert broken[-2:] == ["ceiling 1 of 2", "STEP-UP"]


def test_the_cap_counts_steps_above_the_first_load() -> None:
    now = course(DoubleProgression(8, 12, "2.5", cap=1), at="2x12 @40kg")
    assert actions(now, "2x12", "2x12", "2x12") == ["increase", "ceiling 1 of 2", "STEP-UP"]


def test_two_failures_reduce_the_load_and_start_the_range_again() -> None:
    assert doses(course(P1, at="3x10 @60kg"), "3x7", "3x7") == ["3x10 @60kg", "3x8 @52.5kg"]
    assert doses(course(P1, at="3x10 @green"), "3x7", "3x7")[-1] == "3x8 @red"
    assert doses(course(P1, at="3x10 @40kg", loads=(Decimal(30), Decimal(40))), "3x7", "3x7")[-1] == "3x8 @30kg"
    assert doses(course(P1, at="3x10"), "3x7", "3x7")[-1] == "3x8"


def test_two_failures_with_nothing_lighter_step_down() -> None:
    for at in ("3x8", "3x8 @+0", "3x8 @yellow", "3x8 @0kg"):
        after, decision = fold(course(P1, "2x8", "3x12", at=at, rung=1), "3x7", "3x7")
        assert decision is not None
        assert (after.rung, decision.verdict, decision.action) == (0, Verdict.DOWN, "STEP-DOWN")
    assert doses(course(P1, at="3x9 @+0"), "3x7", "3x7")[-1] == "3x8 @+0"


def test_weeks_and_empty_courses_are_not_its_business() -> None:
    now = course(P1)
    assert P1.next(now) is None
    assert P1.next(fold(now, Light.GREEN)[0], Week(1, 3, 3)) is None
    assert did(now).complete


def test_more_than_asked_counts_as_asked() -> None:
    assert doses(course(P1, at="3x10 @40kg"), "4x10") == ["3x11 @40kg"]
    assert doses(course(P1, at="3x12 @40kg"), "3x13") == ["3x8 @42.5kg"]
    assert actions(course(P1, at="2x12"), "3x12", "2x13") == ["ceiling 1 of 2", "STEP-UP"]


def test_one_set_is_enough() -> None:
    assert doses(course(P1, at="1x10 @40kg"), "1x10") == ["1x11 @40kg"]
    assert actions(course(P1, at="1x8", rung=1), "1x5", "1x5") == ["hold (fail 1)", "STEP-DOWN"]
    rule = DoubleProgression(8, 12, "2.5", sets=4)
    assert doses(course(rule, at="1x12 @40kg"), "1x12") == ["2x8 @40kg"]
    assert doses(course(rule, at="3x12 @40kg"), "3x12") == ["4x9 @40kg"]


def test_the_newest_session_is_answered() -> None:
    decision = fold(course(P1, at="2x10 @40kg"), "2x9", "2x8")[1]
    assert decision is not None
    assert decision.saw == (("done", "2x8"), ("asked", "2x10 @40kg"))
