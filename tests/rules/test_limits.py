import pytest
from hypothesis import given
from tests.rules.builders import course, fold

from rehabplan.model.dose import Dose, no_harder
from rehabplan.rules import DoubleProgression, LongHold, RepsFirst
from rehabplan.rules.limits import easiest, fewer_reps, first_load, first_sets, half, step_of, two_thirds, with_share
from rehabplan.testing import doses


@given(doses(), doses())
def test_the_easiest_is_no_harder_than_either_of_its_kind(a: Dose, b: Dose) -> None:
    if alike(a, b):
        assert no_harder(easiest(a, b), a)
        assert no_harder(easiest(a, b), b)


def alike(a: Dose, b: Dose) -> bool:
    """Say whether two doses count the same things, in the same units."""
    return all(
        (x.recover > 0, x.seconds > 0, x.meters > 0) == (y.recover > 0, y.seconds > 0, y.meters > 0)
        and (x.load is None or y.load is None or x.load.unit == y.load.unit)
        for x, y in zip(a.sets, b.sets, strict=False)
    )


@given(doses(), doses())
def test_the_easiest_of_two_stays_when_taken_again(a: Dose, b: Dose) -> None:
    assert easiest(a, a) is a
    assert easiest(easiest(a, b), b) == easiest(a, b)


@pytest.mark.parametrize(
    ("a", "b", "easy"),
    [
        ("3x8 @40kg", "2x10 @35kg", "2x8 @35kg"),
        ("3x8 @40kg", "3x8", "3x8"),
        ("3x8 @40kg", "3x8 @red", "3x8 @40kg"),
        ("2x30s/side rest 30s 3/day rpe 6", "3x20s rest 60s 2/day rpe 4 rir 3", "2x20s 2/day rpe 4 rir 3"),
        ("3x8 rir 1", "3x8 rir 4", "3x8 rir 4"),
        ("3x8 rpe 6", "3x8", "3x8 rpe 6"),
        ("5km", "3km", "3000m"),
        ("5km", "3x30s", "1x30s"),
        ("3x8", "3x30s", "3x30s"),
        ("7x(120s/120s)", "10x(60s/120s)", "10x(60s/120s)"),
        ("6x(60s/240s)", "1x(0s/1800s)", "1x(0s/1800s)"),
        ("6x(60s/60s)", "6x(60s/90s)", "6x(60s/90s)"),
        ("6x(60s/60s)", "2x(150s/60s)", "2x(150s/60s)"),
        ("1x1800s", "2x(840s/60s)", "2x(840s/60s)"),
        ("2x5+", "2x8", "2x5"),
    ],
)
def test_the_easiest_of_two(a: str, b: str, easy: str) -> None:
    assert str(easiest(Dose.parse(a), Dose.parse(b))) == easy


def test_fewer_sets() -> None:
    assert [two_thirds(n) for n in range(1, 13)] == [1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 7, 8]
    assert [half(n) for n in range(1, 6)] == [1, 1, 2, 2, 3]
    pyramid = Dose.parse("8-6-4x10s")
    assert str(first_sets(pyramid, 2)) == "8-6x10s"
    assert first_sets(pyramid, 3) is pyramid
    assert str(first_sets(pyramid, 0)) == "1x8x10s"


def test_fewer_repetitions() -> None:
    table = {"4x10": "2x10", "3x10": "2x8", "1x8": "1x4", "10-8-6": "2x7", "2x5km": "5000m", "12-4-4": "6-4"}
    for dose, fewer in table.items():
        assert str(fewer_reps(Dose.parse(dose), 55)) == fewer


def test_the_step_of_a_course_is_that_of_its_owner() -> None:
    assert step_of(course(DoubleProgression(8, 12, "2.5"))) == 2.5
    assert step_of(course(LongHold("4"))) == 4
    assert step_of(course(RepsFirst())) == 1


def test_a_share_of_every_load() -> None:
    now = course(DoubleProgression(8, 12, "2.5"), "3x8 @40kg")
    assert str(with_share(Dose.parse("3x8 @40/45/50kg"), now, 90)) == "3x8 @35kg/40kg/45kg"
    assert str(with_share(Dose.parse("3x8"), now, 90)) == "3x8"


def test_about_the_first_load_of_a_rung() -> None:
    now = course(DoubleProgression(8, 12, 1), "2x12 @40kg")
    climbed = fold(now, "2x12", "2x12", "2x12")[0]
    assert (str(climbed.dose.load), climbed.climbed) == ("46kg", 3)
    assert str(first_load(climbed)) == "32kg"
    assert str(first_load(now)) == "36kg"
    assert first_load(course(RepsFirst())) is None
