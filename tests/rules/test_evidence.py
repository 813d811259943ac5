import pytest
from tests.rules.builders import course, did, fold

from rehabplan.model.dose import Dose
from rehabplan.model.scales import RPE, Light
from rehabplan.rules import RepsFirst
from rehabplan.rules.answers import times, why_held
from rehabplan.rules.evidence import (
    as_heavy,
    counts,
    effort,
    fewest,
    harder,
    held,
    met,
    misfit,
    shortest,
    streak,
    success,
)


@pytest.mark.parametrize(
    ("done", "asked", "full"),
    [
        ("3x10", "3x10", True),
        ("4x10", "3x10", True),
        ("2x10", "3x10", False),
        ("10-10-9", "3x10", False),
        ("3x10 @40kg", "3x10 @40kg", True),
        ("3x10 @37.5kg", "3x10 @40kg", False),
        ("3x10", "3x10 @40kg", True),
        ("3x10 @40kg", "3x10", True),
        ("3x10 @20lb", "3x10 @40kg", True),
        ("2x30s", "2x30s", True),
        ("2x29s", "2x30s", False),
        ("4900m", "5km", False),
        ("5100m", "5km", True),
    ],
)
def test_met_in_full(done: str, asked: str, *, full: bool) -> None:
    assert met(Dose.parse(done), Dose.parse(asked)) is full


@pytest.mark.parametrize(
    ("asked", "done", "message"),
    [
        ("3x30s", "3x10", "3x10 counts repetitions, expected time as in 3x30s"),
        ("8-6-4x10s", "8-6-4", "8-6-4 counts repetitions, expected time as in 8-6-4x10s"),
        ("3x10", "3x30s", "3x30s counts time, expected repetitions as in 3x10"),
        ("5km", "1x1800s", "1x1800s counts time, expected distance as in 5000m"),
        ("3x10 @red", "3x10 @5kg", "a load of 5kg does not fit red, expected it in the same unit"),
        ("3x10 @5kg", "3x10 @10lb", "a load of 10lb does not fit 5kg, expected it in the same unit"),
        ("3x10", "9-9 & 1x30s", "2x9 & 1x30s counts time, expected repetitions as in 3x10"),
        ("3x10 @+1", "3x10 @red", ""),
        ("3x10", "3x10 @5kg", ""),
        ("3x10 @5kg", "2x9", ""),
        ("1x(0s/1800s)", "1x1500s", ""),
        ("6x(60s/240s)", "6x(60s/240s)", ""),
    ],
)
def test_what_was_told_in_other_terms_is_named(asked: str, done: str, message: str) -> None:
    fault = misfit(did(course(RepsFirst()), done, asked=asked))
    assert fault == (("2026-01-05 rung-1", message) if message else None)
    assert misfit(did(course(RepsFirst()), None)) is None


def test_what_counts() -> None:
    now = course(RepsFirst())
    assert counts(did(now), RPE(8))
    assert counts(did(now, effort=8), RPE(8))
    assert not counts(did(now, effort="8.5"), RPE(8))
    assert counts(did(now, effort=10), None)
    assert not counts(did(now, light=Light.SETTLED), None)
    assert not counts(did(now, settled=False), None)
    assert success(did(now), now.dose, None)
    assert not success(did(now, None), now.dose, None)
    assert not success(did(now, "2x7"), now.dose, None)


def test_effort_is_told_or_follows_from_reserve() -> None:
    now = course(RepsFirst())
    assert effort(did(now)) is None
    assert effort(did(now, rir=3)) == RPE(7)
    assert effort(did(now, rir=3, effort=9)) == RPE(9)


def test_as_heavy() -> None:
    now = course(RepsFirst(), "2x8 @10kg")
    assert as_heavy(did(now), now.dose)
    assert as_heavy(did(now, "2x8"), now.dose)
    assert not as_heavy(did(now, "2x8 @10/8kg"), now.dose)
    assert not as_heavy(did(now, None), now.dose)
    assert as_heavy(did(now, "3x8 @10kg"), now.dose)
    assert as_heavy(did(now, "1x8 @10kg"), now.dose)


def test_the_weakest_set_and_streaks() -> None:
    assert fewest(Dose.parse("10-8-9")) == 8
    assert shortest(Dose.parse("30s-20s-25s")) == 20
    now = course(RepsFirst())
    past = [did(now, week=week) for week in (4, 3, 1)]
    assert streak(past, lambda e: e.week > 2) == 2
    assert streak(past, lambda e: e.week < 2) == 0
    assert streak([], lambda _: True) == 0


@pytest.mark.parametrize(
    ("dose", "than", "answer"),
    [
        ("3x8 @42.5kg", "3x12 @40kg", True),
        ("3x12 @40kg", "3x8 @42.5kg", False),
        ("3x9 @40kg", "3x8 @40kg", True),
        ("3x8 @40kg", "3x8 @40kg", False),
        ("2x8", "3x8", False),
        ("3x8", "2x12", True),
        ("2x12", "3x8", False),
        ("2x13", "3x8", False),
        ("2x5x8s", "2x6x7s", False),
        ("2x6x7s", "2x5x8s", True),
        ("2x6x7s", "2x6x7s", False),
        ("1x60s 5/day", "1x60s 4/day", True),
        ("2x(60s/60s)", "1x300s", False),
        ("7x(120s/120s)", "10x(60s/120s)", True),
        ("10x(60s/120s)", "7x(120s/120s)", False),
        ("3x8 @+1", "3x8 @40kg", False),
    ],
)
def test_harder(dose: str, than: str, *, answer: bool) -> None:
    assert harder(Dose.parse(dose), Dose.parse(than)) is answer


def test_the_last_weeks_dose_is_the_last_one_asked_for() -> None:
    now = fold(course(RepsFirst(), "2x10"), "2x10", {"asked": "1x8", "overlay": "P6"})[0]
    assert (str(now.dose), str(held(now))) == ("2x11", "2x10")
    assert held(course(RepsFirst())) == Dose.parse("2x8")
    down = fold(course(RepsFirst(), at="3x12", rung=1), Light.RED)[0]
    assert str(held(down)) == "2x8"
    reduced = fold(course(RepsFirst(), at="3x12"), "3x2", "3x2")[0]
    assert str(held(reduced)) == "3x10"


def test_why_a_dose_stays() -> None:
    now = course(RepsFirst())
    assert why_held(did(now, settled=False, light=Light.SETTLED), None).endswith("until the next morning is known.")
    assert why_held(did(now, light=Light.SETTLED), None) == "It hurt a little more than usual, so it stays as it is."
    hard = "It felt harder than planned (effort 9, at most 8), so it stays as it is."
    assert why_held(did(now, effort=9), RPE(8)) == hard
    assert why_held(did(now, effort=8), RPE(8)) == why_held(did(now), None) == why_held(did(now, effort=9), None)
    assert why_held(did(now, "2x7", effort=7), RPE(8)) == why_held(did(now, "2x7"), None)
    assert [times(n) for n in (1, 2, 4)] == ["once", "twice in a row", "4 times in a row"]
