import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.builders import MONDAY, course, fold

from rehabplan.model.course import Body, Verdict, Week
from rehabplan.model.scales import Light, Pain
from rehabplan.rules import PainGate, RepsFirst, improved, open_week, usual_morning, weekly_trend

GATE = PainGate()


def light(before: int, during: int, morning: int | None = 0, usual: int = 0, gate: PainGate = GATE) -> Light:
    return gate.light(Pain(before), Pain(during), None if morning is None else Pain(morning), Pain(usual))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"green": 6}, r"PainGate.green: expected at most amber \(5\), got 6"),
        ({"amber": 8}, r"PainGate.amber: expected at most skip \(7\), got 8"),
        ({"green": -1}, "PainGate.green: expected a whole number from 0 to 10, got -1"),
        ({"skip": 11}, "PainGate.skip: expected a whole number from 1 to 10, got 11"),
    ],
)
def test_cut_offs_out_of_order_are_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PainGate(**wrong)


def test_equal_cut_offs_are_possible() -> None:
    assert PainGate(5, 5, 5).amber == 5


@pytest.mark.parametrize(
    ("before", "greens", "ambers"),
    [(0, 2, 5), (2, 2, 5), (3, 3, 5), (4, 4, 6), (5, 5, 7), (6, -1, 7)],
)
def test_how_much_pain_each_color_allows(before: int, greens: int, ambers: int) -> None:
    """The table of P7: green up to max(2, before), amber up to 5, or two above the start, at most 7."""
    for during in range(11):
        expected = Light.GREEN if during <= greens else Light.SETTLED if during <= ambers else Light.RED
        assert light(before, during) is expected


def test_other_cut_offs() -> None:
    clinics = PainGate(green=3)
    assert light(0, 3, gate=clinics) is Light.GREEN
    assert light(0, 4, gate=clinics) is Light.SETTLED
    assert light(5, 5, gate=PainGate(skip=5)) is Light.SKIP
    assert light(4, 4, gate=PainGate(skip=5)) is Light.SETTLED
    assert light(4, 6, gate=PainGate(amber=6)) is Light.SETTLED


def test_the_next_morning_decides() -> None:
    found = [light(1, 1, morning, 2) for morning in (0, 2, 3, 4, 5, 10)]
    assert found == [Light.GREEN, Light.GREEN, Light.UNSETTLED, Light.UNSETTLED, Light.RED, Light.RED]
    assert light(1, 4, 3, 2) is Light.UNSETTLED
    assert light(1, 6, 3, 2) is Light.RED
    assert light(1, 4, None, 2) is Light.SETTLED


def test_a_leg_sign_comes_before_all() -> None:
    assert GATE.light(Pain(9), Pain(9), None, Pain(0), leg=True) is Light.STOP
    assert light(7, 0) is Light.SKIP


scores = st.integers(0, 10)


@given(before=scores, during=scores, morning=st.none() | scores, usual=scores, more=scores, later=scores)
def test_more_pain_is_never_a_milder_color(
    *, before: int, during: int, morning: int | None, usual: int, more: int, later: int
) -> None:
    worse_morning = max(morning or 0, later)
    assert light(before, max(during, more), morning, usual) >= light(before, during, morning, usual)
    assert light(before, during, worse_morning, usual) >= light(before, during, morning or 0, usual)


# -- the gate


def body(**more: Any) -> Body:
    return Body(MONDAY + dt.timedelta(days=2), **more)


def test_an_unsettled_session_takes_a_third_of_the_sets_off() -> None:
    now = fold(course(RepsFirst(), at="3x10", rung=1), Light.UNSETTLED)[0]
    answer = GATE.limit(now, body(), now.dose)
    assert answer is not None
    assert (str(answer.dose), answer.action) == ("2x10", "same load, two thirds of the sets")
    assert (answer.rule, answer.verdict) == ("P7", Verdict.REGRESS)
    assert answer.saw == (("light", "AMBER-UNSETTLED"), ("sets", "3 to 2"))
    down = fold(now, Light.UNSETTLED)[0]
    assert GATE.limit(down, body(), down.dose) is None
    assert GATE.limit(fold(now, Light.GREEN)[0], body(), now.dose) is None
    assert GATE.limit(fold(now, Light.SETTLED)[0], body(), now.dose) is None


def test_on_the_bottom_rung_red_takes_no_fewer_sets_off_than_amber() -> None:
    now = fold(course(RepsFirst(), "3x8", at="3x10"), Light.RED)[0]
    answer = GATE.limit(now, body(), now.dose)
    assert answer is not None
    assert (str(now.dose), str(answer.dose)) == ("3x8", "2x8")
    assert GATE.limit(fold(course(RepsFirst(), rung=1), Light.RED)[0], body(), now.dose) is None


def test_after_a_leg_sign_there_is_no_dose() -> None:
    now = fold(course(RepsFirst()), Light.STOP)[0]
    answer = GATE.limit(now, body(), now.dose)
    assert answer is not None
    assert (answer.verdict, answer.dose, answer.action) == (Verdict.STOP, None, "stop all exercise and go to screening")


def test_a_morning_of_high_pain_skips_the_day() -> None:
    now = course(RepsFirst())
    today = body().day
    answer = GATE.limit(now, body(mornings={today: Pain(7)}), now.dose)
    assert answer is not None
    assert (answer.verdict, answer.dose) == (Verdict.STOP, None)
    assert answer.action == "walking and gentle mobility only today"
    assert "Pain is 7 this morning" in answer.reason
    assert GATE.limit(now, body(mornings={today: Pain(6)}), now.dose) is None
    assert GATE.limit(now, body(mornings={MONDAY: Pain(9)}), now.dose) is None


def test_a_week_of_rising_pain_repeats_the_last_dose() -> None:
    now = fold(course(RepsFirst()), "2x8")[0]
    answer = GATE.limit(now, body(weeks=(Week(1, 3, 3, trend="HOLD"),)), now.dose)
    assert answer is not None
    assert (str(now.dose), str(answer.dose), answer.action) == ("2x9", "2x8", "hold")
    for weeks in ((Week(2, 3, 3), Week(1, 3, 3, trend="HOLD")), (Week(1, 3, 3, trend="FLARE"),), ()):
        assert GATE.limit(now, body(weeks=weeks), now.dose) is None


# -- mornings and weeks


def test_the_usual_morning_is_the_median_of_seven() -> None:
    day = dt.date(2026, 1, 20)
    before = {day - dt.timedelta(days=n): Pain(score) for n, score in enumerate((9, 1, 2, 3, 8, 8, 8, 8, 9))}
    assert usual_morning(before, day) == Pain(8)
    few = {day - dt.timedelta(days=n): Pain(score) for n, score in ((0, 5), (1, 1), (7, 1), (8, 1))}
    assert usual_morning(few, day) == Pain(5)
    assert usual_morning({}, day) is None
    three = {day - dt.timedelta(days=n): Pain(n) for n in (0, 1, 2, 3)}
    assert usual_morning(three, day) == Pain(2)
    four = {day - dt.timedelta(days=n): Pain(n) for n in (1, 2, 3, 4)}
    assert usual_morning(four, day) == Pain(2)


@pytest.mark.parametrize(
    ("this", "trend"), [("2.9", "OK"), ("3.0", "HOLD"), ("3.9", "HOLD"), ("4.0", "FLARE"), ("1", "OK")]
)
def test_the_weekly_trend(this: str, trend: str) -> None:
    assert weekly_trend(Decimal(this), Decimal("2.0")) == trend


@pytest.mark.parametrize(
    ("first", "now", "better"),
    [
        ("6", "4", True),
        ("6", "4.3", False),
        ("4", "2.8", True),
        ("4", "2.9", False),
        ("0", "0", False),
        ("8", "6", True),
        ("10", "7.5", True),
    ],
)
def test_a_meaningful_improvement(first: str, now: str, *, better: bool) -> None:
    assert improved(Decimal(first), Decimal(now)) is better


def test_the_color_of_a_lower_rung_takes_no_sets_off() -> None:
    up = open_week(evolve(fold(course(RepsFirst()), Light.UNSETTLED)[0], earned=True))[0]
    assert up.exercise.id == "rung-2"
    assert GATE.limit(up, body(), up.dose) is None
