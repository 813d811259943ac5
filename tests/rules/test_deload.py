from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.builders import MONDAY, course, fold

from rehabplan.model.course import Body, Verdict, Week
from rehabplan.model.dose import Dose, no_harder
from rehabplan.model.scales import RPE
from rehabplan.rules import Deload, DoubleProgression, RepsFirst, early_deload
from rehabplan.rules.deload import mostly_missed
from rehabplan.testing import doses

P1 = DoubleProgression(8, 12, "2.5")


def body(training: int, *weeks: Week) -> Body:
    return Body(MONDAY, training=training, weeks=weeks)


@pytest.mark.parametrize("wrong", [{"every": 1}, {"volume": 0}, {"load": 101}, {"effort": 6}])
def test_impossible_parameters_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"Deload\.{next(iter(wrong))}: expected "):
        Deload(**wrong)


def test_every_fourth_training_week_is_easier() -> None:
    now = course(P1, at="3x8 @40kg")
    eased = [Deload().limit(now, body(n), now.dose) is not None for n in range(9)]
    assert eased == [False] * 4 + [True] + [False] * 3 + [True]
    assert Deload(every=3).limit(now, body(6), now.dose) is not None
    answer = Deload().limit(now, body(4), now.dose)
    assert answer is not None
    assert (str(answer.dose), answer.action) == ("2x7 @35kg rpe 6", "P6 deload dose")
    assert (answer.verdict, answer.rule, answer.saw) == (Verdict.REGRESS, "P6", (("training week", "4"),))


@pytest.mark.parametrize(
    ("kind", "dose", "lighter"),
    [
        ("strength", "3x10", "2x8 rpe 6"),
        ("strength", "3x10 rpe 8", "2x8 rpe 6"),
        ("strength", "3x10 rpe 4", "2x8 rpe 4"),
        ("strength", "8-6-4x10s", "8-6x10s rpe 6"),
        ("strength", "3x40s @10kg", "2x40s @7.5kg rpe 6"),
        ("strength", "1x10", "1x6 rpe 6"),
        ("yoga", "3x40s", "2x40s rpe 6"),
        ("stretch", "3x30s", "2x30s"),
        ("motor-control", "3x10", "3x10"),
        ("mobility", "2x10", "2x10"),
        ("aerobic", "1x1800s", "1x1800s"),
        ("posture", "1x60s 4/day", "1x60s 4/day"),
        ("warm-up", "2x10", "2x10"),
    ],
)
def test_what_a_deload_does_to_each_kind(kind: str, dose: str, lighter: str) -> None:
    now = course(P1, at=dose, kind=kind)
    assert str(Deload().lightened(now, now.dose)) == lighter
    answer = Deload().limit(now, body(4), now.dose)
    assert (answer is None) == (dose == lighter)


def test_how_much_lighter_is_a_setting() -> None:
    now = course(P1, at="4x10 @40kg")
    assert str(Deload(volume=40, load=80, effort=RPE(5)).lightened(now, now.dose)) == "2x8 @30kg rpe 5"


@given(doses())
def test_a_deload_is_never_harder(dose: Dose) -> None:
    for kind in ("strength", "stretch"):
        now = course(P1, kind=kind)
        assert no_harder(Deload().lightened(now, dose), dose)


@given(st.integers(1, 6), st.integers(4, 20))
def test_a_deload_leaves_about_half_of_the_work(sets: int, reps: int) -> None:
    """The notes promise 40 to 50 % less volume from four repetitions on; rounding adds half a repetition a set."""
    now = course(RepsFirst(), at=f"{sets}x{reps}")
    share = Deload().lightened(now, now.dose).volume / now.dose.volume
    assert 0.5 - 0.5 / reps <= share <= 0.7


def test_after_weeks_that_were_mostly_missed_the_last_one_is_repeated() -> None:
    now = fold(course(RepsFirst()), "2x8")[0]
    missed = (Week(3, 3, 2), Week(2, 3, 2), Week(1, 3, 1))
    answer = Deload().limit(now, body(4, *missed), now.dose)
    assert answer is not None
    assert (str(answer.dose), answer.action, answer.verdict) == ("2x8", "repeat last week", Verdict.KEEP)
    for weeks in ((Week(3, 3, 2),) * 3, (*[Week(3, 3, 2)] * 3, Week(0, 3, 0))):
        answer = Deload().limit(now, body(4, *weeks), now.dose)
        assert answer is not None
        assert answer.action == "P6 deload dose"


def test_a_third_missed_is_not_mostly() -> None:
    assert not mostly_missed((Week(1, 3, 2),))
    assert mostly_missed((Week(1, 3, 1),))
    assert mostly_missed((Week(1, 3, 2), Week(2, 2, 1)))
    assert not mostly_missed(())


@pytest.mark.parametrize(
    ("effort", "nights", "ambers", "early"),
    [
        ("7.5", 3, 0, True),
        ("7.5", 0, 2, True),
        ("6", 3, 2, True),
        ("7.4", 3, 1, False),
        ("7.5", 2, 1, False),
        ("8", 3, 2, True),
        (None, 3, 2, True),
        (None, 3, 1, False),
    ],
)
def test_two_of_three_signs_ask_for_it_early(effort: str | None, nights: int, ambers: int, *, early: bool) -> None:
    felt = None if effort is None else Decimal(effort)
    now = Week(3, 3, 3, effort=felt, poor_nights=nights, amber=ambers)
    before = [Week(1, 3, 3, effort=Decimal(usual)) for usual in ("6.5", "5.5", "1")]
    assert early_deload((now, *before)) is early


def test_an_early_deload_needs_weeks_to_compare() -> None:
    assert not early_deload(())
    assert not early_deload((Week(1, 3, 3, effort=Decimal(10), poor_nights=3),))
    tired = Week(1, 3, 3, effort=Decimal(7), poor_nights=1, amber=0)
    assert early_deload((tired, Week(1, 3, 3, effort=Decimal(6))), rise=Decimal(1), nights=1)
    assert early_deload((tired, Week(1, 3, 3, effort=Decimal(6))), rise=Decimal(1), ambers=0)
