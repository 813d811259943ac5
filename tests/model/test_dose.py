"""A dose is its sets: what is possible, how much it is, how long it takes, and which of two is harder."""

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.model.doses import doses, sets

from rehabplan.model.dose import Dose, Set, no_harder
from rehabplan.model.load import Load
from rehabplan.model.scales import RPE


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"reps": -1}, "reps is not negative, got -1"),
        ({"seconds": -1}, "seconds is not negative"),
        ({"recover": -1}, "recover is not negative"),
        ({"meters": -1}, "meters is not negative"),
        ({"reps": 10**6}, "reps is at most 999999"),
        ({"seconds": 10, "meters": 10}, "seconds or meters, not both"),
        ({"open": True, "meters": 10}, "can be open"),
        ({"open": True, "seconds": 10, "recover": 10}, "can be open"),
    ],
)
def test_impossible_sets_are_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Set(**fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"sets": ()}, "at least one set"),
        ({"sets": (Set(),) * 101}, "at most 100 sets"),
        ({"sets": (Set(),), "rest": -1}, "rest is not negative"),
        ({"sets": (Set(),), "per_day": 0}, "at least once a day, got 0"),
        ({"sets": (Set(),), "per_day": 1000}, "at most 999 times a day"),
    ],
)
def test_impossible_doses_are_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Dose(**fields)


@pytest.mark.parametrize(
    ("dose", "volume"),
    [("3x10", 30), ("8-6-4x10s", 180), ("3x40s/side", 120), ("6x(60s/240s)", 360), ("5.2km", 5200), ("2x20m", 40)],
)
def test_volume_counts_repetitions_seconds_or_meters_of_one_side(dose: str, volume: int) -> None:
    assert Dose.parse(dose).volume == volume


def test_the_load_of_a_dose_is_that_of_its_first_set() -> None:
    assert Dose.parse("2x5 @40/45kg").load == Load(40)
    assert Dose.parse("3x10").load is None


@given(doses, st.lists(sets, min_size=1, max_size=3).map(tuple))
def test_other_sets_leave_all_else(dose: Dose, other: tuple[Set, ...]) -> None:
    changed = dose.with_sets(other)
    assert changed.sets == other
    assert changed.with_sets(dose.sets) == dose


@pytest.mark.parametrize(
    ("dose", "rep_seconds", "settle", "seconds"),
    [
        ("3x10 rest 90s", 4, 0, 3 * 10 * 4 + 2 * 90),
        ("3x10/side rest 90s", 4, 0, 3 * 10 * 4 * 2 + 2 * 90),
        ("1x10/side rest 0s", 2, 0, 10 * 2 * 2),
        ("8-6-4x10s/side rest 30s", 4, 3, 18 * 13 * 2 + 2 * 30),
        ("3x40s/side rest 60s", 4, 0, 3 * 40 * 2 + 2 * 60),
        ("6x(60s/240s)", 4, 0, 6 * (60 + 240)),
        ("30min", 4, 0, 1800),
    ],
)
def test_the_time_of_a_dose_follows_the_table_of_dose_types(
    dose: str, rep_seconds: int, settle: int, seconds: int
) -> None:
    assert Dose.parse(dose).work_seconds(rep_seconds, settle) == seconds


@given(doses)
def test_a_dose_is_no_harder_than_itself(dose: Dose) -> None:
    assert no_harder(dose, dose)


@pytest.mark.parametrize(
    ("dose", "harder"),
    [
        ("2x10", "3x10"),
        ("3x10", "3x11"),
        ("3x10 @40kg", "3x10 @42.5kg"),
        ("3x10", "3x10 @1kg"),
        ("3x10x5s", "3x10x6s"),
        ("8-6-4x10s", "8-8-4x10s"),
        ("5km", "5.1km"),
        ("3x10", "3x10/side"),
        ("2min 8/day", "2min 10/day"),
        ("10x(60s/120s)", "7x(120s/120s)"),
    ],
)
def test_more_of_anything_is_harder(dose: str, harder: str) -> None:
    assert no_harder(Dose.parse(dose), Dose.parse(harder))
    assert not no_harder(Dose.parse(harder), Dose.parse(dose))


def test_loads_of_different_units_are_not_called_easier() -> None:
    pounds, kilograms = Dose.parse("3x10 @5lb"), Dose.parse("3x10 @40kg")
    assert not no_harder(pounds, kilograms)
    assert not no_harder(kilograms, pounds)


@given(doses, doses, doses)
def test_no_harder_is_an_order(a: Dose, b: Dose, c: Dose) -> None:
    if no_harder(a, b) and no_harder(b, c) and not any(s.recover for d in (a, b, c) for s in d.sets):
        assert no_harder(a, c)


@given(doses)
def test_a_set_more_is_harder_whatever_the_dose(dose: Dose) -> None:
    more = evolve(dose, sets=(*dose.sets, dose.sets[-1]))
    assert no_harder(dose, more)
    assert not no_harder(more, dose)


def test_doses_are_values() -> None:
    assert len({Dose.parse("3x10 rpe 8"), Dose((Set(10),) * 3, cap=RPE(8))}) == 1
