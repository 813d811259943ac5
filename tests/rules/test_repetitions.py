from typing import Any

import pytest
from tests.rules.builders import actions, course, doses, fold

from rehabplan.model.course import Verdict, Week
from rehabplan.model.scales import Light
from rehabplan.rules import RepsFirst


@pytest.mark.parametrize("field", ["ceilings", "fails", "least", "back"])
@pytest.mark.parametrize("value", [0, 101, "2", True])
def test_impossible_parameters_are_refused(field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=rf"RepsFirst\.{field}: expected a whole number"):
        RepsFirst(**{field: value})


def test_a_set_is_added_with_the_same_volume() -> None:
    assert doses(course(RepsFirst(), "2x8", "3x12", at="2x12"), "2x12") == ["3x8"]
    assert doses(course(RepsFirst(), "2x5", "3x15", at="2x15"), "2x15") == ["3x10"]
    assert doses(course(RepsFirst(), "1x8", "2x12", at="1x12"), "1x12") == ["2x8"]


def test_load_and_holds_of_a_set_are_kept() -> None:
    assert doses(course(RepsFirst(), "2x8 @red", "3x12", at="2x8x3s @red"), "2x8x3s") == ["2x9x3s @red"]


def test_sixty_percent_is_a_hold_and_less_a_failure() -> None:
    assert actions(course(RepsFirst(), at="3x10"), "10-10-6") == ["hold"]
    assert actions(course(RepsFirst(), at="3x10"), "10-10-5") == ["hold (fail 1)"]
    assert actions(course(RepsFirst(), at="3x10"), "2x10") == ["hold (fail 1)"]
    assert actions(course(RepsFirst(least=80), at="3x10"), "10-10-7") == ["hold (fail 1)"]


def test_two_failures_take_two_repetitions_off_but_not_below_the_start() -> None:
    assert doses(course(RepsFirst(), at="3x12"), "3x5", "3x5") == ["3x12", "3x10"]
    assert doses(course(RepsFirst(), at="3x9"), "3x5", "3x5")[-1] == "3x8"
    assert actions(course(RepsFirst(back=3), at="3x12"), "3x5", "3x5") == ["hold (fail 1)", "reps-3"]
    assert actions(course(RepsFirst(), at="3x8"), "3x4", "3x4") == ["hold (fail 1)", "STEP-DOWN"]


def test_a_hold_ends_a_streak_of_failures() -> None:
    assert actions(course(RepsFirst(), at="3x10"), "3x5", "3x9", "3x5")[-1] == "hold (fail 1)"


def test_failures_in_a_row_and_ceilings_in_a_row_are_settings() -> None:
    assert actions(course(RepsFirst(fails=1), at="3x8"), "3x4") == ["STEP-DOWN"]
    assert actions(course(RepsFirst(ceilings=1), at="3x12"), "3x12") == ["STEP-UP"]
    words = actions(course(RepsFirst(ceilings=3), at="3x12"), *["3x12"] * 3)
    assert words == ["ceiling 1 of 3", "ceiling 2 of 3", "STEP-UP"]


def test_only_full_green_sessions_count_at_the_ceiling() -> None:
    now = course(RepsFirst(), at="3x12")
    for told in (Light.SETTLED, "12-12-11", {"effort": 9}, {"settled": False}):
        top = course(RepsFirst(), at="3x12 rpe 8")
        assert actions(top, "3x12", told, "3x12")[-1] == "ceiling 1 of 2"
    assert actions(now, "3x12", {"done": None}, "3x12")[-1] == "STEP-UP"


def test_reasons_are_calm_sentences() -> None:
    reasons = {
        "2x8": "With every set done at 2x8, 2x9 comes next.",
        "2x7": "Not every set was quite full, so it stays as it is. That is fine.",
        "2x2": "It was a hard one today, so it stays as it is.",
    }
    for done, reason in reasons.items():
        decision = fold(course(RepsFirst()), done)[1]
        assert decision is not None
        assert (decision.reason, decision.rule, decision.sources) == (reason, "P1", ("R22",))
        assert decision.saw == (("done", done), ("asked", "2x8"))


def test_a_step_down_is_told_without_blame() -> None:
    decision = fold(course(RepsFirst(), rung=1), "2x2", "2x2")[1]
    assert decision is not None
    assert decision.verdict is Verdict.DOWN
    assert decision.reason == "It was too hard several times in a row, so an easier exercise comes first."


def test_weeks_and_empty_courses_are_not_its_business() -> None:
    now = course(RepsFirst())
    assert RepsFirst().next(now) is None
    assert RepsFirst().next(fold(now, "2x8", "2x7")[0], Week(1, 3, 3)) is None


def test_one_set_is_enough() -> None:
    now = course(RepsFirst(), "1x8", "2x12", at="1x12")
    assert doses(now, "1x5", "1x5") == ["1x12", "1x10"]
    assert doses(now, "1x12") == ["2x8"]


def test_the_newest_session_is_answered() -> None:
    decision = fold(course(RepsFirst(), at="2x10"), "2x9", "2x8")[1]
    assert decision is not None
    assert decision.saw == (("done", "2x8"), ("asked", "2x10"))
