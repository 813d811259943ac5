"""Exercises: how long a dose takes, on which side, with what in the hands. Times are those of the exercise notes."""

import pytest
from hypothesis import given
from tests.model.doses import doses

from rehabplan.model.dose import Dose
from rehabplan.model.exercise import WEIGHTS, Exercise
from rehabplan.rules import RepsFirst

CHANGE = 30
"""Seconds for changing over to an exercise."""
WARM_UP = 5 * 60


def exercise(start: str = "3x10", **more) -> Exercise:
    dose = Dose.parse(start)
    return Exercise("x", "X", more.pop("kind", "strength"), "squat", dose, dose, RepsFirst(), **more)


LIFT, HOLD, DRILL = exercise(), exercise(settle=3), exercise(kind="warm-up", rep_seconds=2)


@pytest.mark.parametrize(
    ("kind", "dose", "seconds"),
    [
        # type reps: sets x reps x 4 (warm-up drills 2) x s + (sets - 1) x rest
        (LIFT, "3x10 rest 90s", 120 + 180),
        (LIFT, "3x10/side rest 90s", 240 + 180),
        (DRILL, "1x16/side rest 0s", 64),
        # type hold: sets x reps x (hold + 3) x s + (sets - 1) x rest
        (HOLD, "2x6x3s rest 30s", 72 + 30),
        (HOLD, "2x6x3s/side rest 30s", 144 + 30),
        # type pyramid: as hold, with two holds fewer in each set
        (HOLD, "8-6-4x10s rest 30s", 18 * 13 + 60),
        (HOLD, "5-3-1x10s/side rest 30s", 9 * 13 * 2 + 60),
        # type time: sets x time x s + (sets - 1) x rest
        (LIFT, "3x40s/side rest 60s", 240 + 120),
        # type interval: repeats x (work + recover)
        (LIFT, "6x(60s/240s)", 1800),
        (LIFT, "7x(120s/120s)", 1680),
        # type stretch: as hold
        (HOLD, "2x30s/side rest 10s", 132 + 10),
    ],
)
def test_seconds_by_type_of_dose(kind: Exercise, dose: str, seconds: int) -> None:
    assert kind.seconds(Dose.parse(dose)) == seconds


def minutes(*parts: tuple[Exercise, str], change: int = CHANGE) -> float:
    return sum(kind.seconds(Dose.parse(dose)) + change for kind, dose in parts) / 60


def big_three(curl_up: str, side_plank: str, bird_dog: str) -> tuple[tuple[Exercise, str], ...]:
    rest = "rest 30s"
    return (
        (HOLD, f"{curl_up}x10s {rest}"),
        (HOLD, f"{side_plank}x10s/side {rest}"),
        (HOLD, f"{bird_dog}x10s/side {rest}"),
    )


def test_the_big_three_take_about_16_minutes_and_at_more_repetitions_about_23() -> None:
    assert minutes(*big_three("6-4-2", "6-4-2", "6-4-2"), change=0) == pytest.approx(16, abs=0.5)
    assert minutes(*big_three("8-6-4", "8-6-4", "8-6-4"), change=0) == pytest.approx(23, abs=0.5)


def test_the_worked_trunk_session_of_monday_takes_22_7_minutes() -> None:
    assert round(minutes(*big_three("8-6-4", "7-5-3", "8-6-4")), 1) == 22.7


def test_the_worked_strength_sessions_take_42_9_and_37_3_minutes() -> None:
    a = minutes(
        (LIFT, "3x10 rest 120s"),  # goblet squat
        (LIFT, "3x10 rest 120s"),  # hip thrust
        (LIFT, "3x10/side rest 60s"),  # Pallof press
        (HOLD, "7-5-3x10s/side rest 30s"),  # side plank
        (LIFT, "3x10/side rest 90s"),  # calf raise
        (HOLD, "2x30s/side rest 10s"),  # hip flexor stretch
    )
    b = minutes(
        (LIFT, "3x8 rest 120s"),  # Romanian deadlift
        (LIFT, "3x8/side rest 120s"),  # reverse lunge
        (LIFT, "3x8/side rest 60s"),  # dead bug
        (LIFT, "2x12/side rest 90s"),  # band side step
        (HOLD, "3x8x5s rest 30s"),  # prone trunk lift
        (HOLD, "2x30s/side rest 10s"),  # hip flexor stretch
    )
    assert round(a + WARM_UP / 60, 1) == 42.9
    assert round(b + WARM_UP / 60, 1) == 37.3


@given(doses)
def test_a_second_side_doubles_the_work_and_not_the_rests(dose: Dose) -> None:
    one, both = (Dose(dose.sets, dose.rest, per_side=side) for side in (False, True))
    rests = (len(dose.sets) - 1) * dose.rest
    assert HOLD.seconds(both) - rests == 2 * (HOLD.seconds(one) - rests)


def test_sides_come_from_the_start_dose() -> None:
    assert exercise("3x10/side").per_side
    assert not exercise("3x10").per_side


@pytest.mark.parametrize("implement", WEIGHTS)
def test_what_carries_the_load_is_the_implement(implement: str) -> None:
    needs = frozenset({"bench", "mat", implement})
    assert exercise(equipment=needs, loadable=True).implement == implement
    assert exercise(equipment=needs).implement == ""
    assert exercise(equipment=frozenset({"bench"}), loadable=True).implement == ""
